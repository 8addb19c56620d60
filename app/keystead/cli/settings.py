"""``config``: settings of this device, from the one table in ``core.settings``."""

import os

from keystead.cli import options, output, problems
from keystead.cli.context import Context
from keystead.cli.options import Args, Parser
from keystead.errors import NotFound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.core.settings import Value

_FOLDER = "reminders.calendar"


def options_config(name: str, summary: str) -> Parser:
    """The parser of ``config``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead config list",
            "keystead config get lock.idle_after",
            "keystead config set clipboard.clear_after 30",
            "keystead config unset clipboard.clear_after",
        ],
    )
    parser.add_argument("action", choices=("list", "get", "set", "unset"), help="what to do")
    parser.add_argument("name", nargs="?", metavar="SETTING", help="such as lock.idle_after")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="its new value")
    options.json_option(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_config(context: Context, args: Args) -> int:
    """Do the action; exit 2 for an unknown setting or a value it does not take."""
    wanted = {"list": 0, "get": 1, "set": 2, "unset": 1}[args.action]
    if sum(word is not None for word in (args.name, args.value)) != wanted:
        args.parser.error(("list takes no name", "name one setting", "set SETTING VALUE")[wanted])
    if args.action == "list":
        return _list(context, args)
    if args.action == "get":
        return _get(context, args)
    return _change(context, args)


def _list(context: Context, args: Args) -> int:
    settings = context.vaults.settings()
    if args.json:
        output.print_json(
            [
                {
                    "name": one.name,
                    "value": value,
                    "default": one.default,
                    "unit": one.unit or None,
                    "summary": one.summary,
                }
                for one, value in settings
            ]
        )
        return problems.DONE
    rows = [(one.name, _text(value), one.unit, one.summary) for one, value in settings]
    output.table(("setting", "value", "unit", "what it does"), rows)
    return problems.DONE


def _get(context: Context, args: Args) -> int:
    value = context.vaults.settings()[args.name]
    if args.json:
        output.print_json({"name": args.name, "value": value})
    else:
        print(_text(value))
    return problems.DONE


def _change(context: Context, args: Args) -> int:
    settings = context.vaults.settings()
    if args.action == "unset":
        changed = settings.without(args.name)
    else:
        changed = settings.with_value(args.name, _parsed(args.name, args.value))
    context.vaults.save_settings(changed)
    if args.json:
        output.print_json({"name": args.name, "value": changed[args.name]})
    else:
        output.note(f"{args.name} is {_text(changed[args.name])}.")
    return problems.DONE


def _parsed(name: str, typed: str) -> "Value":
    """The value; a folder by its whole path, since the agent works elsewhere.  NotFound for
    a folder that is not there."""
    from keystead.core.settings import parse_setting

    value = parse_setting(name, typed)
    if name != _FOLDER or not value:
        return value
    path = os.path.abspath(os.path.expanduser(str(value)))
    if not os.path.isdir(path):
        raise NotFound(f"There is no folder {output.safe(path)}. Nothing was changed.")
    return path


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

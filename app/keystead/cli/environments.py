"""``env``: list, add and rename environments."""

from keystead.cli import options, output, problems
from keystead.cli.context import Context
from keystead.cli.options import Args, Parser


def options_env(name: str, summary: str) -> Parser:
    """The parser of ``env``."""
    parser = options.parser(
        name,
        summary,
        ["keystead env list", "keystead env add preview", "keystead env rename preview review"],
    )
    parser.add_argument("action", choices=("list", "add", "rename"), help="what to do")
    parser.add_argument("name", nargs="?", metavar="ENV", help="the environment")
    parser.add_argument("new", nargs="?", metavar="NEW", help="its new name")
    parser.add_argument("--colour", choices=("dev", "staging", "prod"), help="as these have it")
    options.json_option(parser)
    options.unlocking(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_env(context: Context, args: Args) -> int:
    """Do the action."""
    wanted = {"list": 0, "add": 1, "rename": 2}[args.action]
    if sum(word is not None for word in (args.name, args.new)) != wanted:
        args.parser.error({0: "list takes no name", 1: "add ENV", 2: "rename ENV NEW"}[wanted])
    params = {
        "list": {},
        "add": {"name": args.name, "colour": args.colour},
        "rename": {"name": args.name, "new": args.new},
    }
    answer = context.ask(f"env.{args.action}", params[args.action])
    if args.action == "list":
        return _list(answer.get("environments"), args.json)
    if args.json:
        output.print_json(answer)
    else:
        done = "Added" if args.action == "add" else f"Renamed {args.name} to"
        output.note(f"{done} {answer['name']}.")
    return problems.DONE


def _list(found: object, as_json: bool) -> int:
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    if as_json:
        output.print_json(rows)
    else:
        output.table(
            ("name", "keys", "colour"),
            [[output.text_of(row, name) for name in ("name", "keys", "colour")] for row in rows],
        )
    return problems.DONE

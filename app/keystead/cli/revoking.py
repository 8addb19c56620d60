"""``revoke``: values that may be known to somebody, of one key or of many at once."""

from keystead.cli import asking, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.cli.revoke_words import (
    objects,
    say_copies,
    say_opened,
    say_radius,
    say_selected,
    say_warnings,
)
from keystead.errors import Refused, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.cli.context import Remote
    from keystead.cli.session import Session


def options_revoke(name: str, summary: str) -> Parser:
    """The parser of ``revoke``."""
    parser = options.parser(
        name,
        summary,
        [
            'keystead revoke prod/STRIPE_SECRET_KEY --reason "in a public repository"',
            "keystead revoke prod/STRIPE_SECRET_KEY --look",
            'keystead revoke --tag laptop --reason "laptop stolen"',
            'keystead revoke --service Stripe --reason "breach at Stripe" --count 7 --json',
        ],
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="NAME or ENV/NAME")
    parser.add_argument(
        "--env", metavar="ENV", help="the environment; without NAME all keys of it at once"
    )
    parser.add_argument("--tag", metavar="TAG", help="all keys with this tag at once")
    parser.add_argument("--service", metavar="NAME", help="all keys of this service at once")
    parser.add_argument("--reason", metavar="TEXT", help="why, for the record of the incident")
    parser.add_argument("--version", type=int, metavar="N", help="only the version N of NAME")
    parser.add_argument("--look", action="store_true", help="only show what it would reach")
    parser.add_argument("--yes", action="store_true", help="do not ask before NAME is revoked")
    parser.add_argument(
        "--count", type=int, metavar="N", help="the number of keys, instead of typing it"
    )
    options.json_option(parser)
    options.unlocking(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_revoke(context: Context, args: Args) -> int:
    """Revoke, after what it reaches was shown; exit 7 where the keys are not those counted."""
    if args.name is not None and (args.tag or args.service or args.count is not None):
        args.parser.error("name one key, or say --tag, --env or --service for many")
    if args.name is None and (args.version is not None or args.yes):
        args.parser.error("--version and --yes go with the NAME of a key; for many give --count")
    if not (args.look or args.reason or asking.can_ask()):
        raise UsageProblem("Say why with --reason: it goes into the record of the incident.")
    session = context.session()
    try:
        return _one(session, args) if args.name is not None else _many(session, args)
    finally:
        session.close()


def _one(session: "Remote | Session", args: Args) -> int:
    key: JsonObject = {"name": args.name, "env": args.env}
    told = session.call("revoke.look", key)
    if args.look:
        if args.json:
            output.print_json(told)
        else:
            say_radius(told)
        return problems.DONE
    if not args.json:
        say_radius(told)
    reason = _reason(args)
    what = "every value of it that could be used" if args.version is None else f"v{args.version}"
    asking.confirm(
        args.yes,
        f"This revokes {what}, for good: it is never again copied, exported or used. Go on?",
    )
    answer = session.call("revoke", key | {"version": args.version, "reason": reason})
    _done(args, answer, [told])
    return problems.DONE


def _many(session: "Remote | Session", args: Args) -> int:
    selection: JsonObject = {"tag": args.tag, "env": args.env, "service": args.service}
    chosen = session.call("revoke.select", selection)
    keys, count, seal = objects(chosen, "keys"), chosen.get("count"), chosen.get("seal")
    if args.look:
        if args.json:
            output.print_json(chosen)
        else:
            say_selected(keys)
        return problems.DONE
    if not args.json:
        say_selected(keys)
    reason = _reason(args)
    typed = args.count if args.count is not None else _typed(len(keys))
    if typed != count:
        there = "There is 1 key" if count == 1 else f"There are {count} keys"
        raise Refused(f"{there}, not {typed}. Nothing was revoked.")
    params = selection | {"reason": reason, "count": typed, "seal": seal}
    answer = session.call("revoke.many", params)
    _done(args, answer, [])
    return problems.DONE


def _reason(args: Args) -> str:
    return str(args.reason) if args.reason else asking.line("Why? ")


def _typed(count: int) -> int:
    """The number that was typed; UsageProblem without a terminal, Refused for another one."""
    if not asking.can_ask():
        raise UsageProblem("There is no terminal to ask on. Give the number of keys by --count.")
    keys = "1 key" if count == 1 else f"{count} keys"
    typed = asking.line(f"This revokes {keys} for good. Type the number of keys to go on: ")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 8):
        raise Refused("That was not the number. Nothing was revoked.")
    return int(typed)


def _done(args: Args, answer: JsonObject, radii: list[JsonObject]) -> None:
    if args.json:
        output.print_json(answer)
        return
    say_opened(answer)
    say_warnings(answer)
    for one in radii:
        say_copies(one)

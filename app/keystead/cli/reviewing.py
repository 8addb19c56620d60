"""``review``: is each key still needed as it is; one by one, each decision kept at once."""

from keystead.cli import asking, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.cli.revoke_words import objects, say_warnings
from keystead.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.cli.context import Remote
    from keystead.cli.session import Session

_LETTERS = {"k": "keep", "r": "rotate", "v": "revoke", "n": "narrow"}
_DONE = {
    "keep": "kept as it is",
    "rotate": "to be rotated",
    "revoke": "revoked",
    "narrow": "to be narrowed",
}
_NOTES = {"revoke": "Why? ", "narrow": "What is too much? "}
_QUESTION = "[K]eep, [R]otate, re[V]oke, [N]arrow, [S]kip, [Q]uit? "


def options_review(name: str, summary: str) -> Parser:
    """The parser of ``review``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead review",
            "keystead review --due --json",
            "keystead review prod/STRIPE_SECRET_KEY --keep",
            'keystead review prod/STRIPE_SECRET_KEY --narrow --note "read-only is enough"',
        ],
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="NAME or ENV/NAME")
    options.environment(parser)
    parser.add_argument("--due", action="store_true", help="only list what is due")
    parser.add_argument(
        "--within", metavar="DAYS", default="0d", help="count what is due so soon, too: 7d, 2w"
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--keep", dest="decision", action="store_const", const="keep",
                      help="it is needed as it is")  # fmt: skip
    ways.add_argument("--rotate", dest="decision", action="store_const", const="rotate",
                      help="it is needed, with a new value")  # fmt: skip
    ways.add_argument("--revoke", dest="decision", action="store_const", const="revoke",
                      help="revoke it now; --note says why")  # fmt: skip
    ways.add_argument("--narrow", dest="decision", action="store_const", const="narrow",
                      help="it may do too much; --note says what")  # fmt: skip
    parser.add_argument("--note", metavar="TEXT", help="for the record")
    parser.add_argument(
        "--exit-code", action="store_true", help="with --due: end with 10 when something is due"
    )
    options.json_option(parser)
    options.unlocking(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_review(context: Context, args: Args) -> int:
    """List, decide, or go through what is due."""
    if args.name is None and (args.decision or args.note):
        args.parser.error("a decision needs the NAME of a key")
    if args.name is not None and (args.due or args.exit_code):
        args.parser.error("--due and --exit-code list all keys, not one")
    if args.name is not None:
        return _one(context, args)
    from keystead.core.durations import parse_days

    params: JsonObject = {"env": args.env, "within": parse_days(args.within, minimum=0)}
    if args.due or args.json or not asking.can_ask():
        return _list(objects(context.ask("review.list", params), "reviews"), args)
    session = context.session()
    try:
        return _walk(session, objects(session.call("review.list", params), "reviews"))
    finally:
        session.close()


def _one(context: Context, args: Args) -> int:
    key: JsonObject = {"name": args.name, "env": args.env}
    if args.decision is None:
        row = context.ask("review.show", key)
        output.print_json(row) if args.json else _card(row)
        return problems.DONE
    params = key | {"decision": args.decision, "note": args.note}
    answer = context.ask("review.decide", params)
    if args.json:
        output.print_json(answer)
    else:
        output.note(_said(answer, args.decision))
        say_warnings(answer)
    return problems.DONE


def _list(rows: list[JsonObject], args: Args) -> int:
    if args.json:
        output.print_json(rows)
    else:
        heads = ("name", "env", "risk", "due", "last used", "last review")
        output.table(heads, map(_cells, rows))
        if not rows:
            output.note("No key is due for a review.")
    return problems.DUE if rows and args.exit_code else problems.DONE


def _cells(row: JsonObject) -> tuple[str, ...]:
    names = ("name", "environment", "risk", "on", "last_used")
    return (*(output.text_of(row, name) for name in names), _before(row))


def _before(row: JsonObject) -> str:
    last = row.get("reviewed")
    if not isinstance(last, dict):
        return "never"
    return f"{str(last.get('at'))[:10]} {last.get('by')}: {last.get('decision')}"


def _walk(session: "Remote | Session", rows: list[JsonObject]) -> int:
    """Ask about each; whoever stops goes on there the next time."""
    if not rows:
        output.note("No key is due for a review.")
        return problems.DONE
    for number, row in enumerate(rows, 1):
        output.note(f"\n{number} of {len(rows)}")
        _card(row)
        letter = _letter()
        if letter == "q":
            left = len(rows) - number + 1
            keys = "1 key is" if left == 1 else f"{left} keys are"
            output.note(f"{keys} left; 'keystead review' goes on.")
            return problems.DONE
        if letter in _LETTERS:
            _decide(session, row, _LETTERS[letter])
    return problems.DONE


def _decide(session: "Remote | Session", row: JsonObject, decision: str) -> None:
    """Ask for the note until it is one, and keep the decision."""
    params: JsonObject = {"name": row["name"], "env": row["environment"], "decision": decision}
    while True:
        note = asking.line(_NOTES.get(decision, "Note, or nothing: "))
        try:
            answer = session.call("review.decide", params | {"note": note})
        except UsageProblem as problem:
            problems.say(problem.message)
            continue
        output.note(_said(answer, decision))
        say_warnings(answer)
        return


def _letter() -> str:
    while True:
        typed = asking.line(_QUESTION).casefold()[:1]
        if typed in (*_LETTERS, "s", "q"):
            return typed


def _said(answer: JsonObject, decision: str) -> str:
    name = output.safe(f"{answer['environment']}/{answer['name']}")
    more = ""
    if decision == "rotate":
        more = f" Next: keystead rotate {name}"
    elif decision == "revoke":
        more = " 'keystead incident show' lists what is left to do."
    return f"{name}: {_DONE[decision]}.{more}"


def _card(row: JsonObject) -> None:
    """What there is to know for a decision."""
    print(output.coloured(f"{row['environment']}/{row['name']}", "bold"))
    permissions = row.get("permissions")
    last = row.get("reviewed")
    note = output.text_of(last, "note") if isinstance(last, dict) else ""
    output.fields(
        [
            ("Service", output.text_of(row, "service")),
            ("Description", output.text_of(row, "description")),
            ("Owner", output.text_of(row, "owner")),
            ("Risk", output.text_of(row, "risk") or "not said"),
            ("Access", output.text_of(row, "access")),
            ("Permissions", ", ".join(permissions) if isinstance(permissions, list) else ""),
            ("Made", output.text_of(row, "created")[:10]),
            ("Last used", output.text_of(row, "last_used")[:10] or "never"),
            ("Places", output.text_of(row, "places")),
            ("Last review", _before(row)),
            ("Noted then", note),
        ]
    )

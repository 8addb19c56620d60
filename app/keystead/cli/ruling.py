"""``policy``: how often keys are rotated, how long both values overlap, when to remind."""

from keystead.cli import options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser


def options_policy(name: str, summary: str) -> Parser:
    """The parser of ``policy``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead policy list",
            "keystead policy set --risk high --every 14d --env prod",
            "keystead policy put pci --every 90d --overlap 24h --leads 30,7,1",
            "keystead policy put pci --leads default",
            "keystead policy remove pci",
        ],
    )
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=("list", "set", "put", "remove"),
        help="list, set, put or remove. set: a risk class; put: your own. What is not named "
        "stays as it is; 'default' gives a field back",
    )
    parser.add_argument("name", nargs="?", metavar="POLICY", help="a policy of your own")
    parser.add_argument("--risk", choices=("high", "moderate", "low"), help="the class to set")
    options.environment(parser)
    parser.add_argument("--every", metavar="DAYS", help="90d, 12w or never")
    parser.add_argument("--overlap", metavar="SPAN", help="both values stay valid: 48h, 7d")
    parser.add_argument("--leads", metavar="DAYS", help="remind so many days before: 14,7,1")
    parser.add_argument("--force", action="store_true", help="remove one that keys follow")
    options.json_option(parser)
    options.unlocking(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_policy(context: Context, args: Args) -> int:
    """Do the action, then list what holds."""
    _check(args)
    said: JsonObject = {"every": args.every, "overlap": args.overlap, "leads": args.leads}
    params: JsonObject = {
        "list": {},
        "set": {"risk": args.risk, "env": args.env, **said},
        "put": {"name": args.name, **said},
        "remove": {"name": args.name, "force": args.force},
    }[args.action]
    answer = context.ask(f"policy.{args.action}", params)
    if args.json:
        output.print_json(answer)
        return problems.DONE
    _classes(_rows(answer, "classes"))
    _own(_rows(answer, "own"))
    return problems.DONE


def _check(args: Args) -> None:
    named = args.action in ("put", "remove")
    if named != (args.name is not None):
        args.parser.error(f"{args.action} POLICY" if named else f"{args.action} takes no name")
    values = (args.every, args.overlap, args.leads)
    if args.env is not None and args.action != "set":
        args.parser.error("--env goes with set; the list is of the whole vault")
    if args.action in ("list", "remove") and any(one is not None for one in values):
        args.parser.error("--every, --overlap and --leads go with set and put")
    if args.force and args.action != "remove":
        args.parser.error("--force goes with remove")
    if (args.action == "set") != (args.risk is not None):
        args.parser.error("set --risk CLASS" if args.action == "set" else "--risk goes with set")


def _rows(answer: JsonObject, name: str) -> list[JsonObject]:
    found = answer.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _classes(rows: list[JsonObject]) -> None:
    shown = [row for row in rows if row["environment"] is None or row["set_here"]]
    output.table(
        ("risk", "where", *_HEADS),
        [
            (str(row["risk"]), output.text_of(row, "environment") or "everywhere", *_cells(row))
            for row in shown
        ],
    )


def _own(rows: list[JsonObject]) -> None:
    if rows:
        print()
        output.table(
            ("policy", "keys", *_HEADS),
            [(str(row["name"]), str(row["keys"]), *_cells(row)) for row in rows],
        )


_HEADS = ("every", "overlap", "reminders")


def _cells(row: JsonObject) -> tuple[str, ...]:
    from keystead.core.durations import days_in_words, span_in_words

    every, overlap, leads = row["rotate_every"], row["overlap"], row["leads"]
    days = "never" if every == 0 else days_in_words(every) if isinstance(every, int) else ""
    span = span_in_words(overlap) if isinstance(overlap, int) else ""
    before = ", ".join(map(str, leads)) + " days before" if isinstance(leads, list) else ""
    return days, span, before

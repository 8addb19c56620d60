"""``verify``, ``repair`` and ``purge``."""

from keystead.cli import asking, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.errors import UsageProblem


def options_verify(name: str, summary: str) -> Parser:
    """The parser of ``verify``."""
    parser = options.parser(name, summary, ["keystead verify", "keystead verify --json"])
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_verify(context: Context, args: Args) -> int:
    """Check everything; exit 6 where something is damaged or missing."""
    report = context.ask("verify")
    if args.json:
        output.print_json(report)
    else:
        output.note(
            f"{report['commits']} commits, {report['secrets']} keys, {report['values']} values "
            "checked."
        )
        for text in _texts(report, "quarantined"):
            output.note(f"Quarantined, without effect: {text}")
        for text in _texts(report, "problems"):
            output.note(f"keystead: {text}")
        if report.get("ok"):
            output.note("All is well.")
    return problems.DONE if report.get("ok") else problems.DAMAGED


def options_purge(name: str, summary: str) -> Parser:
    """The parser of ``purge``."""
    parser = options.parser(
        name,
        summary,
        ["keystead purge OLD_KEY --env dev", "keystead purge --older-than 30d"],
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="keys in the trash")
    options.environment(parser)
    parser.add_argument("--older-than", metavar="DAYS", help="all that is in it so long: 30d, 0d")
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_purge(context: Context, args: Args) -> int:
    """Erase the values for good; history and copies made before keep what they keep."""
    from keystead.core.durations import parse_days

    if bool(args.names) == bool(args.older_than):
        raise UsageProblem("Name keys in the trash, or give --older-than 30d.")
    days = None if args.older_than is None else parse_days(args.older_than, minimum=0)
    params: JsonObject = {"names": args.names or None, "env": args.env, "older_than": days}
    session = context.session()
    try:
        answer = session.call("purge", params | {"dry_run": True})
        count = len(_texts(answer, "keys"))
        if count and not args.dry_run:
            asking.confirm(
                args.yes,
                f"This erases {_keys(count)} for good: all values. Names and notes stay in the "
                "history of the vault, and copies of it made before keep the values. Go on?",
            )
            answer = session.call("purge", params)
    finally:
        session.close()
    would = "It would erase" if args.dry_run else "Erased"
    _done(args, answer, f"{would} {_keys(count)}.")
    return problems.DONE


def options_repair(name: str, summary: str) -> Parser:
    """The parser of ``repair``."""
    parser = options.parser(name, summary, ["keystead repair", "keystead repair --json"])
    options.credentials(parser)
    options.json_option(parser)
    return parser


def run_repair(context: Context, args: Args) -> int:
    """Keep every commit and value that is whole; the damaged originals stay beside it."""
    entry = context.vaults.entry(context.vault)
    context.vaults.check_free(entry)
    answer = context.vaults.repair(entry, *context.credentials())
    lost = any(answer[name] for name in ("lost", "dropped_commits", "missing"))
    if args.json:
        output.print_json(answer)
        return problems.DAMAGED if answer["missing"] else problems.DONE
    output.note(
        f"{_counted(answer['lost'], 'damaged stretch', 'damaged stretches')} in the file, "
        f"{_counted(answer['dropped_commits'], 'change', 'changes')} left out, "
        f"{_counted(answer['missing'], 'value', 'values')} missing."
    )
    for path in _texts(answer, "aside"):
        output.note(f"Kept as it was: {path}")
    if answer["missing"]:
        output.note("Merge a complete copy, such as a backup, to heal what is missing.")
    elif not lost:
        output.note("All is well.")
    return problems.DAMAGED if answer["missing"] else problems.DONE


def _counted(number: object, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _keys(count: int) -> str:
    return "1 key" if count == 1 else f"{count} keys"


def _texts(answer: JsonObject, name: str) -> list[str]:
    found = answer.get(name)
    return [str(text) for text in found] if isinstance(found, list) else []


def _done(args: Args, answer: JsonObject, sentence: str) -> None:
    if args.json:
        output.print_json(answer)
    else:
        output.note(sentence)

"""``due`` and ``snooze``: what ends soon, in a table, a shell's prompt or a calendar."""

import os

from keystead.cli import arguments, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.cli.revoke_words import objects

AHEAD = "30d"


def options_due(name: str, summary: str) -> Parser:
    """The parser of ``due``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead due --within 30d",
            "keystead due --within 7d --json --exit-code",
            "keystead due --short        # for a shell's prompt: asks for nothing",
            "keystead due --ics ~/keys.ics",
        ],
    )
    options.environment(parser)
    parser.add_argument("--within", metavar="DAYS", help="how far ahead: 30d, 2w (default 30d)")
    parser.add_argument(
        "--exit-code", action="store_true", help="end with 10 when something is due"
    )
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--short", action="store_true", help="only how many keys need attention; never asks"
    )
    forms.add_argument("--ics", metavar="FILE", help="write a calendar file instead; - prints it")
    parser.add_argument(
        "--no-names", action="store_true", help="with --ics: days alone, no names of keys"
    )
    parser.add_argument("--force", action="store_true", help="with --ics: write over a calendar")
    options.json_option(parser)
    options.unlocking(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_due(context: Context, args: Args) -> int:
    """Print what is due, the overdue included."""
    from keystead.core.durations import parse_days

    if args.ics is None and (args.no_names or args.force):
        args.parser.error("--no-names and --force go with --ics")
    if args.env is not None and (args.short or args.ics is not None):
        args.parser.error("--short and --ics are about the whole vault")
    if args.within is not None and (args.short or args.ics):
        args.parser.error("--within goes with the list")
    if args.short:
        return _short(context, args)
    if args.ics is not None:
        return _calendar(context, args)
    within = parse_days(args.within or AHEAD, minimum=0)
    answer = context.ask("due", {"within": within, "env": args.env})
    items = objects(answer, "due")
    if args.json:
        output.print_json(items)
    else:
        _table(items, within)
        _say_reviews(answer.get("reviews"))
    return problems.DUE if items and args.exit_code else problems.DONE


def options_snooze(name: str, summary: str) -> Parser:
    """The parser of ``snooze``."""
    examples = ["keystead snooze prod/STRIPE_SECRET_KEY", "keystead snooze STRIPE --days 30d"]
    parser = options.parser(name, summary, [*examples, "keystead snooze STRIPE --wake"])
    parser.add_argument("name", metavar="NAME", help="NAME or ENV/NAME")
    options.environment(parser)
    until = parser.add_mutually_exclusive_group()
    until.add_argument("--days", metavar="DAYS", default="7d", help="3d, 2w (default 7d)")
    until.add_argument("--wake", action="store_true", help="remind again")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_snooze(context: Context, args: Args) -> int:
    """Put reminders of one key off, on this device."""
    from keystead.core.durations import parse_days

    days = 0 if args.wake else parse_days(args.days, minimum=1)
    answer = context.ask("due.snooze", {"name": args.name, "env": args.env, "days": days})
    if args.json:
        output.print_json(answer)
        return problems.DONE
    key, until = output.safe(f"{answer['environment']}/{answer['name']}"), answer.get("until")
    said = f"is not spoken of before {until}" if until else "is spoken of again"
    output.note(f"{key} {said}.")
    return problems.DONE


def _short(context: Context, args: Args) -> int:
    """The number of an open vault, else that noted for while it is locked, else nothing."""
    connection = context.running()
    if connection is None:
        number = context.vaults.due_while_locked(context.vault)
    else:
        try:
            answer = connection.call("due.count", {})
        finally:
            connection.close()
        found = answer.get("due") if isinstance(answer, dict) else None
        number = found if isinstance(found, int) else None
    if args.json:
        output.print_json({"due": number})
    elif number:
        print(f"{number:,} due")
    return problems.DUE if number and args.exit_code else problems.DONE


def _calendar(context: Context, args: Args) -> int:
    path = arguments.target(os.path.expanduser(args.ics))
    wanted = {"path": path, "names": not args.no_names, "force": args.force}
    answer = context.ask("due.calendar", wanted)
    if args.json:
        output.print_json(answer)
    elif path is None:
        output.text(str(answer["text"]))
    else:
        events = answer.get("events")
        words = "1 day" if events == 1 else f"{events} days"
        output.note(f"Wrote {words} on which keys end to {output.safe(path)}.")
    return problems.DONE


def _table(items: list[JsonObject], within: int) -> None:
    columns = ("name", "environment", "kind", "on")
    rows = [
        (*(output.text_of(item, key) for key in columns), _when(item["days"])) for item in items
    ]
    output.table(("name", "env", "what", "on", "when"), rows)
    if not items:
        output.note(f"Nothing is due within {within} days.")


def _say_reviews(number: object) -> None:
    if number:
        keys = "1 key is" if number == 1 else f"{number} keys are"
        output.note(f"{keys} due for a review: keystead review")


def _when(days: object) -> str:
    from keystead.core.dates import days_in_words

    return days_in_words(days) if isinstance(days, int) else ""

"""``incident``: what was revoked, what is left to do, the record for a ticket."""

from keystead.cli import arguments, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.cli.revoke_words import objects, say_case, say_tasks
from keystead.errors import UsageProblem


def options_incident(name: str, summary: str) -> Parser:
    """The parser of ``incident``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead incident list",
            "keystead incident show 3f2a9c01",
            "keystead incident done 2",
            "keystead incident close 3f2a9c01",
            "keystead incident export incident.md",
        ],
    )
    parser.add_argument(
        "action", choices=("list", "show", "done", "close", "export"), help="what to do"
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="the incident (without one: the newest that is open); for done the number of the "
        "task behind it, for export the file, or - to print it",
    )
    parser.add_argument("--force", action="store_true", help="export over a file that is there")
    options.json_option(parser)
    options.unlocking(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_incident(context: Context, args: Args) -> int:
    """Do the action."""
    params = _params(args)
    answer = context.ask(f"incident.{args.action}", params)
    if args.action == "list":
        return _list(objects(answer, "incidents"), args.json)
    if args.json:
        output.print_json(answer)
    elif args.action == "show":
        say_case(answer)
    elif args.action == "export" and answer.get("path") is None:
        output.text(str(answer["text"]))
    elif args.action == "export":
        output.note(f"Wrote the record of incident {answer['incident']} to {answer['path']}.")
    elif args.action == "close":
        left = answer.get("tasks_left")
        tasks = "1 task is" if left == 1 else f"{left} tasks are"
        rest = f" {tasks} noted as not done." if left else ""
        output.note(f"Closed incident {answer['incident']}.{rest}")
    else:
        say_tasks(answer)
    return problems.DONE


def _params(args: Args) -> JsonObject:
    """The parameters of the request; the parser ends the program where words are missing."""
    words = list(args.words)
    params: JsonObject = {}
    if args.action == "export":
        if not words:
            args.parser.error("export needs a file: keystead incident export incident.md")
        params = {"path": arguments.target(words.pop()), "force": args.force}
    elif args.action == "done":
        if not words:
            args.parser.error("done needs the number of a task: keystead incident done 2")
        params = {"task": _number(words.pop())}
    most = 0 if args.action == "list" else 1
    if len(words) > most:
        args.parser.error(f"these are too many words for {args.action}")
    return params | {"incident": words[0]} if words else params


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise UsageProblem("A task is named by its number; 'keystead incident show' lists them.")
    return int(text)


def _list(rows: list[JsonObject], as_json: bool) -> int:
    if as_json:
        output.print_json(rows)
        return problems.DONE
    cells = [
        (
            output.text_of(row, "incident"),
            output.text_of(row, "opened"),
            str(len(objects(row, "keys"))),
            output.text_of(row, "tasks_left"),
            "closed" if row.get("closed") else "open",
            output.text_of(row, "reason"),
        )
        for row in rows
    ]
    output.table(("incident", "opened", "keys", "to do", "", "reason"), cells)
    if not rows:
        output.note("There is no incident.")
    return problems.DONE

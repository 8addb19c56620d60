"""``health``: what is wrong with keys, and what to do next."""

from keystead.cli import arguments, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser

_SEVERITIES = ("critical", "warning", "note")


def options_health(name: str, summary: str) -> Parser:
    """The parser of ``health``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead health",
            "keystead health --env prod --severity warning",
            "keystead health --html health.html",
            "keystead health --json --exit-code",
        ],
    )
    options.environment(parser)
    parser.add_argument(
        "--severity", choices=_SEVERITIES, default="note", help="this and what is worse"
    )
    parser.add_argument(
        "--html", metavar="FILE", help="also as one page of its own; - prints it alone"
    )
    parser.add_argument("--force", action="store_true", help="replace the file")
    parser.add_argument(
        "--exit-code", action="store_true", help="end with 10 when something critical is found"
    )
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_health(context: Context, args: Args) -> int:
    """Print what is found, the worst first."""
    path = None if args.html is None else arguments.target(args.html)
    printed = args.html is not None and path is None
    params: JsonObject = {"env": args.env, "force": args.force, "html": path, "page": printed}
    answer = context.ask("health", params)
    found = answer.get("findings")
    shown = set(_SEVERITIES[: _SEVERITIES.index(args.severity) + 1])
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    rows = [row for row in rows if row["severity"] in shown]
    if args.json:
        output.print_json({**answer, "findings": rows})
    elif printed:
        output.text(str(answer["page"]))
    else:
        output.table(("", "key", "found", "what to do"), [_cells(row) for row in rows])
        _say(answer, rows)
    critical = any(row["severity"] == "critical" for row in rows)
    return problems.DUE if critical and args.exit_code else problems.DONE


def _say(answer: JsonObject, rows: list[JsonObject]) -> None:
    keys = answer.get("keys")
    if not rows:
        output.note(f"Nothing was found in {keys} keys.")
    if answer.get("html"):
        output.note(f"Written to {output.safe(str(answer['html']))}, readable by you only.")


def _cells(row: JsonObject) -> tuple[str, ...]:
    key = f"{row['environment']}/{row['name']}"
    return str(row["severity"]), key, str(row["found"]), str(row["step"])

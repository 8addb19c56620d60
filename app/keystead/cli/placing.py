"""``places``: where a key was put, as exports and programs tell and people note."""

from keystead.cli import options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser


def options_places(name: str, summary: str) -> Parser:
    """The parser of ``places``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead places STRIPE_SECRET_KEY --env prod",
            "keystead places prod/STRIPE_SECRET_KEY --add 'GitHub Actions of acme/shop'",
            "keystead places prod/STRIPE_SECRET_KEY --forget /srv/old/.env",
        ],
    )
    options.secret(parser)
    parser.add_argument("--add", metavar="WHERE", help="note a place that Keystead cannot see")
    parser.add_argument("--kind", metavar="WORD", help="what sort of place it is, such as pipeline")
    parser.add_argument(
        "--forget", metavar="WHERE", action="append", help="take a place off the list"
    )
    options.json_option(parser)
    options.unlocking(parser)
    parser.set_defaults(parser=parser)
    return parser


def run_places(context: Context, args: Args) -> int:
    """Print the places of a key, after the change that was asked for."""
    if args.add == "" or "" in (args.forget or ()):
        args.parser.error("a place is named by some text")
    if args.kind is not None and args.add is None:
        args.parser.error("--kind goes with --add")
    params: JsonObject = {"name": args.name, "env": args.env}
    if args.add or args.forget:
        extra = {"add": args.add, "kind": args.kind, "forget": args.forget or []}
        answer = context.ask("places.change", {**params, **extra})
    else:
        answer = context.ask("places", params)
    found = answer.get("places")
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    if args.json:
        output.print_json(rows)
        return problems.DONE
    output.table(("place", "kind", "computer", "version", "since"), map(_cells, rows))
    if not rows:
        output.note("No place of this key is known.")
    return problems.DONE


def _cells(row: JsonObject) -> tuple[str, ...]:
    number = f"v{row['version']}" if row.get("version") else ""
    remark = "gone" if row.get("gone") else "older value" if row.get("behind") else ""
    version = ", ".join(part for part in (number, remark) if part)
    names = ("where", "kind", "host")
    where, kind, host = (output.text_of(row, name) for name in names)
    return where, kind, host, version, output.text_of(row, "at")

"""``list``, ``show`` and ``get``: what only reads."""

from keystead.cli import options, output, problems, twins
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.errors import UsageProblem


def options_list(name: str, summary: str) -> Parser:
    """The parser of ``list``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead list",
            "keystead list --env prod --sort expires",
            "keystead list 'stripe env:prod tag:billing is:due' --json",
        ],
    )
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", help="words, env:ENV, service:NAME, tag:TAG, is:STATE"
    )
    options.environment(parser)
    parser.add_argument("--trash", action="store_true", help="what is in the trash")
    parser.add_argument(
        "--sort",
        metavar="COLUMN",
        default="name",
        help="name, service, environment, age, expires, last-used, state or created",
    )
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_list(context: Context, args: Args) -> int:
    """Print the keys that match."""
    query = " ".join(args.query)
    params = {"env": args.env, "query": query, "trash": args.trash, "sort": args.sort}
    answer = context.ask("list", params)
    rows, words = _objects(answer, "keys"), answer["words"]
    if args.json:
        output.print_json(rows)
        return problems.DONE
    heads = ("name", "env", "service", "versions", "expires", "state")
    # In the trash several may have one name at any time, and the last one is meant by it.
    named = [output.text_of(row, "name") for row in rows] if args.trash else twins.names(rows)
    cells = [
        (name, *_cells(row, str(word)))
        for name, row, word in zip(named, rows, _list(words), strict=True)
    ]
    output.table(heads, cells)
    if not rows:
        output.note("No key matches." if query or args.env else _empty(args.trash))
    return problems.DONE


def _cells(row: JsonObject, expires: str) -> tuple[str, ...]:
    names = ("environment", "service", "versions")
    return (*(output.text_of(row, name) for name in names), expires, output.text_of(row, "state"))


def _empty(trash: bool) -> str:
    if trash:
        return "The trash is empty."
    return "There are no keys yet. 'keystead add NAME --env dev' adds one."


def options_show(name: str, summary: str) -> Parser:
    """The parser of ``show``."""
    parser = options.parser(name, summary, ["keystead show STRIPE_SECRET_KEY --env dev --json"])
    options.secret(parser)
    parser.add_argument("--trash", action="store_true", help="a key in the trash")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_show(context: Context, args: Args) -> int:
    """Print every field of a key; never a value."""
    params = {"name": args.name, "env": args.env, "trash": args.trash}
    shown = context.ask("show", params)
    if args.json:
        output.print_json(shown)
    else:
        from keystead.cli.showing import show

        show(shown)
    return problems.DONE


def options_get(name: str, summary: str) -> Parser:
    """The parser of ``get``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead get STRIPE_SECRET_KEY --env dev",
            "keystead get dev/STRIPE_SECRET_KEY --version 1",
            'curl -H "Authorization: Bearer $(keystead get prod/API_TOKEN)" ...',
        ],
    )
    options.secret(parser)
    parser.add_argument("--version", type=int, metavar="N", help="an older version by its number")
    parser.add_argument("--revoked", action="store_true", help="also a value that was revoked")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_get(context: Context, args: Args) -> int:
    """Print a value; a line break behind it only on a terminal."""
    params: JsonObject = {"name": args.name, "env": args.env, "version": args.version}
    params |= {"revoked": True} if args.revoked else {}
    answer = context.ask("get", params)
    if args.json:
        output.print_json(answer)
    else:
        output.value(str(answer["value"]))
    return problems.DONE


def _objects(answer: JsonObject, name: str) -> list[JsonObject]:
    return [item for item in _list(answer.get(name)) if isinstance(item, dict)]


def _list(found: object) -> list[object]:
    if not isinstance(found, list):
        raise UsageProblem("The answer is of another version of Keystead.")
    return found

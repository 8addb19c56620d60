"""``generate``: new random values, kept nowhere."""

from keystead.cli import options, output, problems
from keystead.cli.context import Context
from keystead.cli.options import Args, Parser

MAX_COUNT = 1_000
_ALIASES = {"uuid4": "uuid", "uuidv4": "uuid"}
_FORMATS = ("base64url", "hex", "alphanumeric", "uuid")


def options_generate(name: str, summary: str) -> Parser:
    """The parser of ``generate``."""
    parser = options.parser(
        name,
        summary,
        ["keystead generate", "keystead generate hex --bits 128", "keystead generate uuid"],
    )
    parser.add_argument(
        "format",
        nargs="?",
        default="base64url",
        metavar="FORMAT",
        choices=(*_FORMATS, *_ALIASES),
        help="base64url (default), hex, alphanumeric or uuid",
    )
    parser.add_argument("--bits", type=int, metavar="N", help="random bits (default 256)")
    parser.add_argument("--length", type=int, metavar="N", help="or characters")
    parser.add_argument("--count", type=int, default=1, metavar="N", help="how many, one a line")
    options.json_option(parser)
    return parser


def run_generate(_context: Context, args: Args) -> int:
    """Print the values; a single one without a line break where no terminal reads it."""
    from keystead.core.generator import Format, generate
    from keystead.errors import UsageProblem

    if not 1 <= args.count <= MAX_COUNT:
        raise UsageProblem(f"The count can be 1 to {MAX_COUNT}.")
    form = Format(_ALIASES.get(args.format, args.format))
    made = [generate(form, bits=args.bits, length=args.length).reveal() for _ in range(args.count)]
    if args.json:
        output.print_json(made)
    elif args.count == 1:
        output.value(made[0])
    else:
        print("\n".join(made))
    return problems.DONE

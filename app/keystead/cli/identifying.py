"""``identify``: what a value tells of itself.  No vault is opened, nothing is looked up."""

from collections.abc import Mapping

from keystead.cli import asking, options, output, problems
from keystead.cli.context import Context
from keystead.cli.options import Args, Parser
from keystead.errors import UsageProblem

MAX_VALUE = 65_536


def options_identify(name: str, summary: str) -> Parser:
    """The parser of ``identify``."""
    parser = options.parser(
        name,
        summary,
        [
            'printf %s "$VALUE" | keystead identify --stdin',
            "keystead get dev/API_KEY | keystead identify --stdin --json",
        ],
    )
    parser.add_argument("--stdin", action="store_true", help="read the value from stdin")
    options.json_option(parser)
    return parser


def run_identify(context: Context, args: Args) -> int:
    """Print what is recognised; exit 4 where nothing is.  The value is never printed."""
    from keystead.services.recognition import identify, usable, view

    if args.stdin:
        value = asking.secret_input(MAX_VALUE)
    elif asking.can_ask():
        value = asking.hidden("Value: ")
    else:
        raise UsageProblem("Give the value with --stdin; it is never an argument.")
    home = context.vaults.home
    known, warnings = usable(home.parts.host, home.paths.config)
    for warning in warnings:
        output.note(f"keystead: {warning}")
    found = identify(value, known)
    told = None if found is None else view(found, home.parts.clock.now())
    if args.json:
        output.print_json(told)
    elif found is None or told is None:
        output.note("keystead: not recognised.")
    else:
        print(f"{output.safe(found.words)}.")
        output.fields(_lines(told))
    return problems.NOT_FOUND if found is None else problems.DONE


def _lines(found: Mapping[str, object]) -> list[tuple[str, str]]:
    facts = found.get("facts")
    told = list(facts.items()) if isinstance(facts, dict) else []
    names = ("kind", "hint", "risk", "expires", "rotate_url", "revoke_url", "documentation")
    shown = {"rotate_url": "rotate at", "revoke_url": "revoke at", "documentation": "described at"}
    if found.get("expired"):
        shown["expires"] = "expired"
    plain = [(shown.get(name, name), output.text_of(found, name)) for name in names]
    return [*plain, *((name, str(fact)) for name, fact in told)]

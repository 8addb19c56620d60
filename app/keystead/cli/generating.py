"""``generate``: new random values, kept nowhere."""

from keystead.cli import options, output, problems, recipe_options
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.cli.recipe_options import ALIASES, FORMATS, MINIMUM_BITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.services.generating import Made

MAX_COUNT = 1_000


def options_generate(name: str, summary: str) -> Parser:
    """The parser of ``generate``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead generate",
            "keystead generate symbols --length 24 --readable",
            "keystead generate prefixed --prefix acme",
            "keystead generate ed25519 --ssh",
            "keystead get dev/JWT_KEY | keystead generate jwt --key-stdin --lifetime 90d",
            "keystead generate hex --bits 512 --save-preset session-512",
        ],
    )
    parser.add_argument(
        "format",
        nargs="?",
        metavar="FORMAT",
        choices=(*FORMATS, *ALIASES),
        help=f"{FORMATS[0]} (default), {', '.join(FORMATS[1:])}",
    )
    recipe_options.add(parser)
    parser.add_argument("--count", type=int, default=1, metavar="N", help="how many, one a line")
    presets = parser.add_argument_group("presets")
    ways = presets.add_mutually_exclusive_group()
    ways.add_argument("--presets", action="store_true", help="list them")
    ways.add_argument("--save-preset", metavar="NAME", help="keep these choices under a name")
    ways.add_argument("--forget-preset", metavar="NAME", help="forget a preset of your own")
    options.json_option(parser)
    return parser


def run_generate(context: Context, args: Args) -> int:
    """Print the values; a single one without a line break where no terminal reads it."""
    from keystead.errors import UsageProblem

    if args.presets:
        return _list_presets(context, args)
    if args.forget_preset is not None:
        return _forget_preset(context, args)
    if not 1 <= args.count <= MAX_COUNT:
        raise UsageProblem(f"The count can be 1 to {MAX_COUNT}.")
    fields = recipe_options.fields(context, args, args.format)
    if args.save_preset is not None:
        return _save_preset(context, args, fields)
    _print(_make(args, fields), args)
    return problems.DONE


def _make(args: Args, fields: JsonObject) -> "list[Made]":
    import time

    from keystead.services.generating import make
    from keystead.services.requests.drafts import recipe_of

    recipe, key = recipe_of(fields), recipe_options.signing_key(args)
    return [make(recipe, time.time(), key) for _ in range(args.count)]


def _print(made: "list[Made]", args: Args) -> None:
    if args.json:
        output.print_json(
            [
                {
                    "value": one.value.reveal(),
                    "bits": one.whole_bits,
                    "public_key": one.public or None,
                }
                for one in made
            ]
        )
        return
    if args.count == 1:
        output.value(made[0].value.reveal())
    else:
        print("\n".join(one.value.reveal() for one in made))
    for one in made:
        if one.public:
            output.note(f"Public key:\n{one.public.rstrip()}")
    bits = made[0].whole_bits
    if bits is not None and bits < MINIMUM_BITS and not args.allow_weak:
        output.note(recipe_options.few_bits(bits))
    elif output.is_terminal() and bits is not None:
        output.note(f"{bits} random bits.")


def _list_presets(context: Context, args: Args) -> int:
    from keystead.core.presets import BUILT_IN
    from keystead.core.recipes import plain
    from keystead.services import presets

    home = context.vaults.home
    own = presets.load(home.parts.host, home.paths.config)
    every = sorted([*BUILT_IN.items(), *own.items()])
    if args.json:
        rows = [{"name": name, "own": name in own, **plain(recipe)} for name, recipe in every]
        output.print_json(rows)
        return problems.DONE
    output.table(
        ("preset", "format", "size", "from"),
        [
            (
                name,
                one.form.value,
                _size(one.bits, one.length),
                "you" if name in own else "Keystead",
            )
            for name, one in every
        ],
    )
    return problems.DONE


def _size(bits: int | None, length: int | None) -> str:
    if length is not None:
        return f"{length} characters"
    return "" if bits is None else f"{bits} bits"


def _save_preset(context: Context, args: Args, fields: JsonObject) -> int:
    from keystead.core.generator import check_strength, entropy_bits, length_of
    from keystead.core.recipes import TEXTS, check_recipe
    from keystead.services import presets
    from keystead.services.requests.drafts import recipe_of

    home, recipe = context.vaults.home, check_recipe(recipe_of(fields))
    if recipe.form in TEXTS:
        check_strength(recipe, entropy_bits(recipe, length_of(recipe)))
    presets.save(home.parts.host, home.paths.config, args.save_preset, recipe)
    output.note(f"Kept. Use it with: keystead generate --preset {args.save_preset}")
    return problems.DONE


def _forget_preset(context: Context, args: Args) -> int:
    from keystead.services import presets

    home = context.vaults.home
    presets.forget(home.parts.host, home.paths.config, args.forget_preset)
    output.note(f"Forgot the preset {args.forget_preset}.")
    return problems.DONE

"""The choices of what to generate, shared by ``generate``, ``add`` and ``edit``."""

import argparse

from keystead.cli import asking
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args
from keystead.core.secret_types import SecretText
from keystead.errors import UsageProblem

FORMATS = (
    *("base64url", "hex", "alphanumeric", "symbols", "uuid", "uuid7", "passphrase", "prefixed"),
    *("symmetric", "jwt", "ed25519", "ecdsa", "rsa"),
)
ALIASES = {"uuid4": "uuid", "uuidv4": "uuid", "uuidv7": "uuid7"}
MINIMUM_BITS = 128
"""As ``core.generator`` has it, which a command would load for this alone."""
MAX_KEY = 65_536
_PLAIN = ("bits", "length", "symbols", "readable", "prefix", "algorithm", "claims", "allow_weak")


def add(group: "argparse._ActionsContainer") -> None:
    """Size, characters, prefix, and what a JWT or key pair needs."""
    group.add_argument("--preset", metavar="NAME", help="take the choices of a preset")
    group.add_argument("--bits", type=int, metavar="N", help="random bits of it (default 256)")
    group.add_argument("--length", type=int, metavar="N", help="or its characters")
    group.add_argument("--symbols", metavar="SET", help="the symbols that 'symbols' may use")
    group.add_argument("--readable", action="store_true", help="leave out look-alikes: 0 O 1 l I …")
    group.add_argument("--prefix", metavar="WORD", help="what 'prefixed' begins with")
    group.add_argument(
        "--alg",
        dest="algorithm",
        choices=("HS256", "RS256", "ES256", "EdDSA"),
        help="how a JWT is signed (default HS256)",
    )
    group.add_argument("--claims", metavar="JSON", help="what a JWT says; no secret belongs there")
    group.add_argument("--lifetime", metavar="DAYS", help="how long a JWT is valid: 90d, 12w")
    group.add_argument(
        "--key-stdin", action="store_true", help="read the key that signs a JWT from stdin"
    )
    group.add_argument("--ssh", action="store_true", help="write a key pair as OpenSSH does")
    group.add_argument(
        "--allow-weak", action="store_true", help="make a value of under 128 random bits too"
    )


def given(args: Args) -> JsonObject:
    """The fields of a recipe that the options name, without the format."""
    from keystead.core.durations import parse_days

    found = {name: getattr(args, name) for name in _PLAIN}
    for name in ("symbols", "prefix", "claims"):
        if found[name] == "":
            raise UsageProblem(f"--{name} is empty. Leave it out, or say what it is.")
    if args.lifetime is not None:
        found["expires_in"] = parse_days(args.lifetime)
    if args.ssh:
        found["writing"] = "ssh"
    # 0 is no default, and equals False.
    return {
        name: content
        for name, content in found.items()
        if content is not None and content is not False
    }


def few_bits(bits: int) -> str:
    """What is said of a value of under 128 random bits that nobody allowed: a UUID."""
    return (
        f"keystead: This has {bits} random bits by its standard: enough for a name, few for a "
        "secret. base64url has 256."
    )


def any_given(args: Args) -> bool:
    """Whether an option speaks of what to generate."""
    return bool(given(args)) or args.preset is not None or args.key_stdin


def fields(context: Context, args: Args, form: str | None) -> JsonObject:
    """All fields of the recipe: those of the preset, and the options over them.

    Raises BadPreset where there is no preset of that name.
    """
    found: JsonObject = {}
    if args.preset is not None:
        from keystead.core.recipes import plain
        from keystead.services import presets

        home = context.vaults.home
        found = plain(presets.find(home.parts.host, home.paths.config, args.preset))
    options = given(args)
    if "bits" in options or "length" in options:
        found |= {"bits": None, "length": None}
    if form:
        found["format"] = ALIASES.get(form, form)
    return found | options


def signing_key(args: Args) -> SecretText | None:
    """The key from stdin, without the line break at its end; None where none is asked for."""
    if not args.key_stdin:
        return None
    text = asking.secret_input(MAX_KEY, "The key").reveal()
    # A PEM needs its last line break as little as a shared secret does.
    key = SecretText(text.rstrip("\r\n"))
    if not len(key):
        raise UsageProblem("No key to sign with came on stdin.")
    return key

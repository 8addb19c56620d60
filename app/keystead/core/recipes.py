"""What to generate: a format and its choices, checked; also what a preset keeps."""

import re
from enum import StrEnum
from typing import Final

import msgspec

from keystead.core.alphabets import check_symbols
from keystead.core.errors import BadValue

MAX_BITS: Final = 8_192
MAX_LIFETIME: Final = 3_660
"""Days that a JWT may be made to live."""

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}[A-Za-z0-9]|[A-Za-z]")
_MAX_CLAIMS = 4_096


class Format(StrEnum):
    """How a value is written."""

    HEX = "hex"
    BASE64URL = "base64url"
    ALPHANUMERIC = "alphanumeric"
    SYMBOLS = "symbols"
    UUID4 = "uuid"
    UUID7 = "uuid7"
    PASSPHRASE = "passphrase"
    PREFIXED = "prefixed"
    SYMMETRIC = "symmetric"
    JWT = "jwt"
    ED25519 = "ed25519"
    ECDSA = "ecdsa"
    RSA = "rsa"


UUIDS: Final = frozenset({Format.UUID4, Format.UUID7})
KEY_PAIRS: Final = frozenset({Format.ED25519, Format.ECDSA, Format.RSA})
CHARACTERS: Final = frozenset(
    {Format.HEX, Format.BASE64URL, Format.ALPHANUMERIC, Format.SYMBOLS, Format.PREFIXED}
)
"""The formats that take a length in characters."""

SIZED: Final = CHARACTERS | {Format.PASSPHRASE}
"""The formats that take a number of random bits."""

TEXTS: Final = CHARACTERS | UUIDS | {Format.SYMMETRIC}
"""The formats that ``core.generator`` makes."""


class Algorithm(StrEnum):
    """How a JWT is signed (RFC 7518 §3.1, RFC 8037)."""

    HS256 = "HS256"
    RS256 = "RS256"
    ES256 = "ES256"
    EDDSA = "EdDSA"


class Writing(StrEnum):
    """How a private key is written: PKCS #8 PEM (RFC 5958), or as OpenSSH does."""

    PEM = "pem"
    SSH = "ssh"


EC_SIZES: Final = (256, 384, 521)
RSA_SIZES: Final = (2048, 3072, 4096)


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One format with its choices; what the format does not have must stay unset.

    ``bits``: random bits, for ``ecdsa`` and ``rsa`` the size of the key; ``length``:
    characters; ``expires_in``: days; ``claims``: a JSON object.
    """

    form: Format = msgspec.field(default=Format.BASE64URL, name="format")
    bits: int | None = None
    length: int | None = None
    symbols: str = ""
    readable: bool = False
    prefix: str = ""
    algorithm: Algorithm | None = None
    claims: str = ""
    expires_in: int | None = None
    writing: Writing = Writing.PEM
    allow_weak: bool = False


_ONLY_FOR: Final = (
    ("length", "a length", CHARACTERS),
    ("symbols", "symbols", frozenset({Format.SYMBOLS})),
    ("readable", "look-alikes to leave out", frozenset({Format.ALPHANUMERIC, Format.SYMBOLS})),
    ("prefix", "a prefix", frozenset({Format.PREFIXED})),
    ("algorithm", "an algorithm", frozenset({Format.JWT})),
    ("claims", "claims", frozenset({Format.JWT})),
    ("expires_in", "a time to live", frozenset({Format.JWT})),
)


def check_recipe(recipe: Recipe) -> Recipe:
    """The recipe, where it makes sense; BadValue that names what does not."""
    form = recipe.form
    if recipe.bits is not None and recipe.length is not None:
        raise BadValue("Give a number of bits or a length, not both.")
    for field, words, formats in _ONLY_FOR:
        if getattr(recipe, field) and form not in formats:
            raise BadValue(f"The format {form.value} does not have {words}.")
    if recipe.writing is Writing.SSH and form not in KEY_PAIRS:
        raise BadValue(f"The format {form.value} is not written as OpenSSH does.")
    _check_bits(recipe)
    if recipe.length is not None and not 1 <= recipe.length <= MAX_BITS // 4:
        raise BadValue(f"A value can have 1 to {MAX_BITS // 4:,} characters.")
    if recipe.symbols:
        check_symbols(recipe.symbols)
    if form is Format.PREFIXED and not _PREFIX.fullmatch(recipe.prefix):
        raise BadValue(
            "A prefix begins with a letter and has up to 32 letters, digits and underscores; "
            "an underscore is put behind it."
        )
    if recipe.expires_in is not None and not 1 <= recipe.expires_in <= MAX_LIFETIME:
        raise BadValue(f"A JWT can be valid for 1 to {MAX_LIFETIME} days.")
    if len(recipe.claims) > _MAX_CLAIMS:
        raise BadValue(f"Claims can have {_MAX_CLAIMS:,} characters.")
    return recipe


def _check_bits(recipe: Recipe) -> None:
    form, bits = recipe.form, recipe.bits
    if bits is None:
        return
    sizes = {Format.ECDSA: EC_SIZES, Format.RSA: RSA_SIZES}.get(form)
    if sizes is not None:
        if bits not in sizes:
            *others, last = map(str, sizes)
            named = f"{', '.join(others)} or {last}"
            raise BadValue(f"An {form.value.upper()} key has {named} bits.")
    elif form in UUIDS:
        raise BadValue("A UUID has one length: 36 characters.")
    elif form not in SIZED:
        raise BadValue(f"The format {form.value} has one strength.")
    elif not 1 <= bits <= MAX_BITS:
        raise BadValue(f"A value can have 1 to {MAX_BITS:,} random bits.", maximum=MAX_BITS)


def plain(recipe: Recipe) -> dict[str, object]:
    """The fields as texts, numbers and flags, as a request carries them."""
    found = msgspec.to_builtins(recipe)
    return {str(name): content for name, content in found.items()}

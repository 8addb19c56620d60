"""New random values, from the operating system's CSPRNG and nothing else.

``secrets`` reads ``os.urandom`` (getrandom, BCryptGenRandom).  128 bits are the least
that no guessing reaches (NIST SP 800-57 Part 1, table 2); 256 are suggested.
"""

import base64
import secrets
import uuid
from typing import Final

from keystead.core import alphabets
from keystead.core.alphabets import ALPHANUMERIC
from keystead.core.checksums import BASE62, CRC_LENGTH, crc32_base62
from keystead.core.errors import BadValue, TooWeak
from keystead.core.recipes import MAX_BITS, UUIDS, Format, Recipe
from keystead.core.secret_types import SecretText

MINIMUM_BITS: Final = 128
SUGGESTED_BITS: Final = 256
UUID4_BITS: Final = 122
UUID7_BITS: Final = 74
SYMMETRIC_BYTES: Final = 32
MAX_LENGTH: Final = MAX_BITS // 4
_DEFAULT = Recipe()


def generate(recipe: Recipe = _DEFAULT, now: float = 0.0) -> SecretText:
    """A new value with at least the recipe's random bits, or of its length.

    Default: base64url, 256 bits.  ``now``: Unix seconds, for a UUIDv7.  Raises TooWeak under
    128 bits unless allowed; BadValue for a size that the format does not have.
    """
    length = length_of(recipe)
    check_strength(recipe, entropy_bits(recipe, length))
    return SecretText(_text(recipe, length, now))


def check_strength(recipe: Recipe, strength: float) -> None:
    """TooWeak under 128 random bits.  A UUID has fewer by its standard (RFC 9562 §5.4, §5.7)
    and takes no size; choosing it is choosing that."""
    if recipe.form in UUIDS or recipe.allow_weak or strength >= MINIMUM_BITS:
        return
    raise TooWeak(
        f"This would have {strength:.0f} random bits; under {MINIMUM_BITS} a value can be "
        f"guessed. {SUGGESTED_BITS} bits are suggested.",
        bits=strength,
        minimum=MINIMUM_BITS,
    )


def length_of(recipe: Recipe) -> int:
    """The characters of a recipe's value; those of a prefix and checksum do not count.

    Raises BadValue for a length that the format does not have.
    """
    form, length = recipe.form, recipe.length
    if form in UUIDS:
        return 36
    if form is Format.SYMMETRIC:
        return 44
    if length is None:
        return _length_for(recipe, SUGGESTED_BITS if recipe.bits is None else recipe.bits)
    if form is Format.BASE64URL and length % 4 == 1:
        raise BadValue(
            f"No base64url text is {length} characters long. {length + 1} is the next that is.",
            length=length + 1,
        )
    return length


def _length_for(recipe: Recipe, bits: int) -> int:
    """The shortest length with at least so many bits; strength grows with the length."""
    low, high = _shortest(recipe), MAX_BITS
    while low < high:
        middle = (low + high) // 2
        if entropy_bits(recipe, middle) >= bits:
            high = middle
        else:
            low = middle + 1
    if recipe.form is Format.BASE64URL and low % 4 == 1:
        return low + 1
    return low


def _shortest(recipe: Recipe) -> int:
    return 4 if recipe.form is Format.SYMBOLS else 1


def entropy_bits(recipe: Recipe, length: int) -> float:
    """Random bits in a value of ``length`` characters, as ``length_of`` counts them."""
    form = recipe.form
    if form is Format.UUID4:
        return float(UUID4_BITS)
    if form is Format.UUID7:
        return float(UUID7_BITS)
    if form is Format.SYMMETRIC:
        return 8.0 * SYMMETRIC_BYTES
    if form is Format.HEX:
        return 4.0 * length
    if form is Format.BASE64URL:
        return 8.0 * (length * 6 // 8)
    if form is Format.SYMBOLS:
        return alphabets.bits_each(_parts(recipe), length)
    return alphabets.bits(_alphabet(recipe), length)


def _alphabet(recipe: Recipe) -> str:
    if recipe.form is Format.PREFIXED:
        return BASE62
    return "".join(alphabets.classes(readable=True)) if recipe.readable else ALPHANUMERIC


def _parts(recipe: Recipe) -> tuple[str, ...]:
    return alphabets.classes(recipe.symbols or alphabets.SYMBOLS, recipe.readable)


def _text(recipe: Recipe, length: int, now: float) -> str:
    form = recipe.form
    if form is Format.HEX:
        # Each digit is four whole random bits, so a cut odd digit leaves no bias.
        return secrets.token_hex((length + 1) // 2)[:length]
    if form is Format.BASE64URL:
        raw = secrets.token_bytes(length * 6 // 8)
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
    if form is Format.SYMBOLS:
        return alphabets.draw_each(_parts(recipe), length)
    if form is Format.UUID4:
        return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
    if form is Format.UUID7:
        return _uuid7(now)
    if form is Format.SYMMETRIC:
        return base64.b64encode(secrets.token_bytes(SYMMETRIC_BYTES)).decode("ascii")
    if form is Format.PREFIXED:
        return _prefixed(recipe.prefix, length)
    if form is Format.ALPHANUMERIC:
        return alphabets.draw(_alphabet(recipe), length)
    raise BadValue(f"{form.value} is not made of characters alone.")


def _prefixed(prefix: str, length: int) -> str:
    """``prefix_``, random base 62, and its CRC32: a scanner tells it from a look-alike."""
    body = alphabets.draw(BASE62, length)
    return f"{prefix}_{body}{crc32_base62(body)}"


def _uuid7(now: float) -> str:
    """RFC 9562 §5.7: 48 bits of milliseconds, version and variant, 74 random bits."""
    milliseconds = max(0, int(now * 1000)) & (1 << 48) - 1
    rest = int.from_bytes(secrets.token_bytes(10), "big")
    number = milliseconds << 80 | rest
    number = number & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=number & ~(0x3 << 62) | 0x2 << 62))


def whole_length(recipe: Recipe, length: int) -> int:
    """The characters that a person sees: with prefix and checksum."""
    if recipe.form is Format.PREFIXED:
        return len(recipe.prefix) + 1 + length + CRC_LENGTH
    return length

"""New random values, from the operating system's CSPRNG and nothing else.

``secrets`` reads ``os.urandom`` (getrandom, BCryptGenRandom).  128 bits are the least
that no guessing reaches (NIST SP 800-57 Part 1, table 2); 256 are suggested.
"""

import base64
import math
import secrets
import string
import uuid
from enum import StrEnum
from typing import Final

from keystead.core.errors import BadValue, TooWeak
from keystead.core.secret_types import SecretText

MINIMUM_BITS: Final = 128
SUGGESTED_BITS: Final = 256
UUID4_BITS: Final = 122
MAX_BITS: Final = 8_192
ALPHANUMERIC: Final = string.ascii_letters + string.digits
_BITS_PER_CHARACTER = math.log2(len(ALPHANUMERIC))


class Format(StrEnum):
    """How the random bits are written."""

    HEX = "hex"
    BASE64URL = "base64url"
    ALPHANUMERIC = "alphanumeric"
    UUID4 = "uuid"


def generate(
    form: Format = Format.BASE64URL,
    *,
    bits: int | None = None,
    length: int | None = None,
    allow_weak: bool = False,
) -> SecretText:
    """A new value with at least ``bits`` random bits, or of ``length`` characters.

    Default: 256 bits.  Raises TooWeak under 128 bits unless ``allow_weak``; BadValue when
    both are given, a size is out of range, or the format has no value of that length.
    A UUIDv4 has 122 bits by its standard (RFC 9562 §5.4) and takes no size; choosing it
    is choosing that.
    """
    size = length_of(form, bits=bits, length=length)
    strength = entropy_bits(form, size)
    if form is not Format.UUID4 and strength < MINIMUM_BITS and not allow_weak:
        raise TooWeak(
            f"This would have {strength:.0f} random bits; under {MINIMUM_BITS} a value can be "
            f"guessed. {SUGGESTED_BITS} bits are suggested.",
            bits=strength,
            minimum=MINIMUM_BITS,
        )
    return SecretText(_MAKERS[form](size))


def length_of(form: Format, *, bits: int | None = None, length: int | None = None) -> int:
    """The characters of a value with ``bits`` random bits (rounded up).  Raises BadValue."""
    if bits is not None and length is not None:
        raise BadValue("Give a number of bits or a length, not both.")
    if form is Format.UUID4:
        if bits is not None or length is not None:
            raise BadValue("A UUID has one length: 36 characters, 122 random bits.")
        return 36
    if length is None:
        wanted = SUGGESTED_BITS if bits is None else bits
        if not 1 <= wanted <= MAX_BITS:
            raise BadValue(f"A value can have 1 to {MAX_BITS:,} random bits.", maximum=MAX_BITS)
        if form is Format.ALPHANUMERIC:
            return math.ceil(wanted / _BITS_PER_CHARACTER)
        if form is Format.HEX:
            return math.ceil(wanted / 4)
        return _base64url_length(math.ceil(wanted / 8))
    if not 1 <= length <= MAX_BITS // 4:
        raise BadValue(f"A value can have 1 to {MAX_BITS // 4:,} characters.")
    if form is Format.BASE64URL and length % 4 == 1:
        raise BadValue(
            f"No base64url text is {length} characters long. {length + 1} is the next that is.",
            length=length + 1,
        )
    return length


def entropy_bits(form: Format, length: int) -> float:
    """Random bits in a generated value of ``length`` characters."""
    if form is Format.UUID4:
        return float(UUID4_BITS)
    if form is Format.HEX:
        return 4.0 * length
    if form is Format.BASE64URL:
        return 8.0 * _base64url_bytes(length)
    return length * _BITS_PER_CHARACTER


def _base64url_length(size: int) -> int:
    return (size * 8 + 5) // 6


def _base64url_bytes(length: int) -> int:
    return length * 6 // 8


def _hex(length: int) -> str:
    # Each digit is four whole random bits, so a cut odd digit leaves no bias.
    return secrets.token_hex((length + 1) // 2)[:length]


def _base64url(length: int) -> str:
    raw = secrets.token_bytes(_base64url_bytes(length))
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _alphanumeric(length: int) -> str:
    # choice() draws by rejection: 62 does not divide 256, a remainder would favour letters.
    return "".join(secrets.choice(ALPHANUMERIC) for _ in range(length))


def _uuid4(_length: int) -> str:
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


_MAKERS = {
    Format.HEX: _hex,
    Format.BASE64URL: _base64url,
    Format.ALPHANUMERIC: _alphanumeric,
    Format.UUID4: _uuid4,
}

"""Checksums that issuers put into their tokens, so that a slip is seen without asking them."""

import string
import zlib
from typing import Final

BASE62: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
"""The digits of base 62 in the order that GitHub and npm count them."""

CRC_LENGTH: Final = 6
"""Characters of a CRC32 in base 62: 62^6 is more than 2^32."""


def base62(number: int, length: int) -> str:
    """A number from 0 on in base 62, with zeros in front up to ``length`` characters."""
    digits = ""
    while number:
        number, digit = divmod(number, 62)
        digits = BASE62[digit] + digits
    return digits.rjust(length, BASE62[0])


def crc32_base62(text: str) -> str:
    """The six characters that end a token of GitHub: CRC32 (ISO 3309) of the random part.

    https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    """
    return base62(zlib.crc32(text.encode()), CRC_LENGTH)


def ends_with_crc32(text: str) -> bool:
    """Whether the last six characters of a token, its prefix taken off, are their checksum."""
    return crc32_base62(text[:-CRC_LENGTH]) == text[-CRC_LENGTH:]

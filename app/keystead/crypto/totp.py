"""Time-based one-time passwords: RFC 6238 over RFC 4226, SHA-1, 6 digits, 30 seconds.

These are the parameters that every authenticator supports, and the only ones here.
"""

import base64
import hashlib
import os
import re
import struct
from urllib.parse import quote

from keystead.crypto.errors import BadCode, BadParameters

STEP = 30
DIGITS = 6
CODES = 1_000_000
SECRET = 20
ISSUER = "Keystead"
MAX_WINDOW = 1 << 40

_BLOCK = 64
_COUNTER = struct.Struct(">Q")
_WORD = struct.Struct(">I")
_INNER = bytes(value ^ 0x36 for value in range(256))
_OUTER = bytes(value ^ 0x5C for value in range(256))


class PreparedHmac:
    """HMAC-SHA-1 (RFC 2104) under one key with both pads hashed once.

    A table asks for a million HMACs under one secret; this halves their cost.
    """

    # Why SHA-1 is good enough here: HMAC needs a pseudo-random compression function, not
    # collision resistance; no attack on HMAC-SHA-1 is known, and authenticators know no
    # other everywhere.

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        if len(key) > _BLOCK:
            key = hashlib.sha1(key, usedforsecurity=False).digest()
        block = key.ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha1(block.translate(_INNER), usedforsecurity=False)
        self._outer = hashlib.sha1(block.translate(_OUTER), usedforsecurity=False)

    def digest(self, message: bytes) -> bytes:
        """The 20 bytes of HMAC-SHA-1(key, message)."""
        inner = self._inner.copy()
        inner.update(message)
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.digest()

    def truncations(self, first: int, count: int) -> list[int]:
        """The 31-bit values of ``count`` windows from ``first`` (RFC 4226, 5.3)."""
        new_inner, new_outer, word = self._inner.copy, self._outer.copy, _WORD.unpack_from
        values = []
        counters = struct.pack(f">{count}Q", *range(first, first + count))
        for (counter,) in struct.iter_unpack("8s", counters):
            inner = new_inner()
            inner.update(counter)
            outer = new_outer()
            outer.update(inner.digest())
            digest = outer.digest()
            values.append(word(digest, digest[19] & 15)[0] & 0x7FFFFFFF)
        return values


def new_secret() -> bytes:
    """20 bytes from the operating system: RFC 4226 R6 recommends 160 bits."""
    return os.urandom(SECRET)


def window_at(unix: float) -> int:
    """The number of the 30-second window that holds this Unix time, in seconds."""
    return int(unix // STEP)


def truncated(secret: bytes, window: int) -> int:
    """The 31-bit dynamic truncation of one window (RFC 4226, 5.3).

    BadParameters unless 0 <= window < 2^40.
    """
    if not 0 <= window < MAX_WINDOW:
        raise BadParameters("The clock gives a time that no authenticator can have.")
    return PreparedHmac(secret).truncations(window, 1)[0]


def code(secret: bytes, window: int) -> str:
    """What an authenticator shows in this window: six digits."""
    return f"{truncated(secret, window) % CODES:06d}"


def parse_code(text: str) -> int:
    """The number of a code: exactly ``[0-9]{6}`` in ASCII; BadCode for anything else."""
    # Python's int() and \d take digits of every script, signs, blanks and underscores;
    # one code must have one spelling.
    if re.fullmatch(r"[0-9]{6}", text) is None:
        raise BadCode("The code is the six digits that your authenticator shows.")
    return int(text)


def provisioning_uri(secret: bytes, vault_name: str, account: str) -> str:
    """The otpauth URI for a QR code, in Google's key-uri-format.

    The label is ``Keystead:<vault name> (<account>)``, the account usually being the
    device; without one, the name alone.  It holds the secret: show it, never log it.
    """
    # A colon would end the label's issuer part, so names lose theirs.
    name = vault_name.replace(":", " ")
    label = f"{name} ({account.replace(':', ' ')})" if account else name
    parameters = {
        "secret": base64.b32encode(secret).decode("ascii").rstrip("="),
        "issuer": ISSUER,
        "algorithm": "SHA1",
        "digits": str(DIGITS),
        "period": str(STEP),
    }
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in parameters.items())
    return f"otpauth://totp/{ISSUER}:{quote(label, safe='')}?{query}"

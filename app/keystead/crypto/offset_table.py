"""The table that binds an authenticator's codes into a key.

For every 30-second window i of the future, ``o_i = (T - c_i + r_i) mod 10^6``: together
with the window's code c_i it gives the secret number T, which goes into the key.  The
idea is MFKDF's (Nair and Song, USENIX Security 2023); r_i avoids what broke it (Scarlata,
Backendal, Haller, ePrint 2024/935): there the offsets are plain to whoever has the file,
so that one code ever seen, with its offset, gives T away.

A table is only ever appended to and cut at the front: any range, built at any time,
holds the same bytes.  Two independent tables for one TOTP secret would differ by a
constant, against which a thief can check passphrases; a new table needs a new secret.
"""

import struct
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

from keystead.crypto.errors import BadParameters
from keystead.crypto.kdf import hkdf
from keystead.crypto.totp import CODES, MAX_WINDOW, SECRET, PreparedHmac

ENTRY = 3
LIMIT = 1_500_000
UNBIASED = 2147 * CODES

_INFO_TABLE = b"keystead/v1/capsule/table"
_INFO_JUNK = b"keystead/v1/capsule/junk"
_SLICE = 1 << 14
_PART = 32

Progress = Callable[[int, int], None]


def table_key(device_key: bytes, light_a: bytes, header_hash: bytes) -> bytes:
    """The 32-byte key of the r_i, from D, A and H (32 bytes each); BadParameters."""
    # Why: without D (in the keyring) and A (from the passphrase) every entry looks
    # random, so the table says nothing about T or the TOTP secret.  H holds both salts
    # and all ids: no two lineages share a keystream.
    if not len(device_key) == len(light_a) == len(header_hash) == _PART:
        raise BadParameters("The parts of a table key have 32 bytes each.")
    return hkdf(device_key + light_a, _INFO_TABLE, salt=header_hash)


def build(
    totp_secret: bytes, key: bytes, target: int, first: int, count: int, progress: Progress
) -> bytes:
    """The entries of ``count`` windows from ``first``, 3 bytes each, big-endian.

    ``key`` is the ``table_key``, ``target`` is T.  ``progress(done, total)`` is called
    now and then, and may raise to stop.  1.15 million entries take 1 to 3 s.
    Raises BadParameters.
    """
    if len(totp_secret) != SECRET or not 0 <= target < CODES:
        raise BadParameters("The TOTP secret or the target of a table has a wrong size.")
    if not 0 <= count <= LIMIT or first < 0 or first + count >= MAX_WINDOW:
        raise BadParameters("The table would cover a range of time that is not used.")
    prepared = PreparedHmac(totp_secret)
    parts = []
    for start in range(first, first + count, _SLICE):
        size = min(_SLICE, first + count - start)
        codes = bound_codes(totp_secret, start, prepared.truncations(start, size))
        parts.append(offsets(codes, target, numbers(key, start, size)))
        progress(start + size - first, count)
    return b"".join(parts)


def bound_codes(totp_secret: bytes, first: int, values: list[int]) -> list[int]:
    """The c_i of consecutive 31-bit values: the code, or junk in 0.02 % of the windows."""
    # Why junk: 2^31 is no multiple of 10^6, so codes below 483,648 are a little likelier,
    # and a million offsets would show the likelier half of the guesses for T.  Windows
    # whose value lies in the incomplete last million get a value that is uniform and
    # the same whenever it is computed; there the right code fails, and the next works.
    codes = [value % CODES for value in values]
    if max(values, default=0) >= UNBIASED:
        key = hkdf(totp_secret, _INFO_JUNK)
        for place, value in enumerate(values):
            if value >= UNBIASED:
                codes[place] = numbers(key, first + place, 1)[0]
    return codes


def numbers(key: bytes, first: int, count: int) -> list[int]:
    """Numbers below 10^6 at the positions from ``first``, under a 32-byte key.

    Number i is bytes 8i to 8i + 7 of the AES-256-CTR keystream whose counter starts at
    zero, read big-endian, modulo 10^6.
    """
    # Why it is safe: CTR output under a key used for nothing else is pseudo-random, and
    # the same position always gives the same number, which append needs.  The bias of
    # 2^64 modulo 10^6 is below 2^-44.
    block, odd = divmod(first, 2)
    stream = Cipher(AES256(key), CTR(block.to_bytes(16, "big"))).encryptor()
    keystream = stream.update(bytes(8 * (count + odd)))[8 * odd :]
    return [word % CODES for word in struct.unpack(f">{count}Q", keystream)]


def offsets(codes: list[int], target: int, pads: list[int]) -> bytes:
    """The entries (T - c_i + r_i) mod 10^6, 3 bytes each, big-endian."""
    values = [(target - c + r) % CODES for c, r in zip(codes, pads, strict=True)]
    words = struct.pack(f">{len(values)}I", *values)
    table = bytearray(ENTRY * len(values))
    for place in range(ENTRY):
        table[place::ENTRY] = words[place + 1 :: 4]
    return bytes(table)


def target_at(table: bytes, key: bytes, first: int, window: int, code: int) -> int:
    """The T that this code gives in this window; a wrong code gives a wrong number.

    BadParameters when the window is not in the table or the code not below 10^6.
    """
    place = ENTRY * (window - first)
    if not 0 <= place < len(table) or not 0 <= code < CODES:
        raise BadParameters("The table has no entry for this time.")
    offset = int.from_bytes(table[place : place + ENTRY], "big")
    (pad,) = numbers(key, window, 1)
    return (offset + code - pad) % CODES


# 10^6 is 0x0F4240.  A high byte of 0x0F leaves it to the others: bit 0 stands for "the
# middle byte is above 0x42", bit 1 for "it is 0x42 and the low byte is not below 0x40".
_HIGH = bytes(3 if value == 0x0F else 0 for value in range(256))
_MIDDLE = bytes(1 if value > 0x42 else 2 if value == 0x42 else 0 for value in range(256))
_LOW = bytes(3 if value >= 0x40 else 1 for value in range(256))
_HIGH_VALID = bytes(range(0x10))


def check_entries(table: bytes) -> None:
    """Refuse a table of 0 or over 1.5 million entries, or with one >= 10^6; BadParameters.

    Works on whole columns of bytes: 3.5 MB take under 20 ms.
    """
    # Why: the table comes from a file, and is checked before anything is computed with
    # it.  Every offset has one encoding; a second one would open just as well.
    count, rest = divmod(len(table), ENTRY)
    high, middle, low = (table[place::ENTRY] for place in range(ENTRY))
    if rest or not 1 <= count <= LIMIT or high.translate(None, _HIGH_VALID):
        raise BadParameters("The table of the capsule is damaged.")
    above = _number(high, _HIGH) & _number(middle, _MIDDLE) & _number(low, _LOW)
    if above:
        raise BadParameters("The table of the capsule is damaged.")


def _number(column: bytes, marks: bytes) -> int:
    return int.from_bytes(column.translate(marks), "big")

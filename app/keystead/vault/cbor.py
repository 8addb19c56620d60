"""Deterministic CBOR (RFC 8949, section 4.2.1), strictly decoded.

A signature holds over bytes, so one meaning must have one encoding: what does not
re-encode to the very same bytes is refused.  Of CBOR's types the format uses unsigned
integers, byte strings, text, arrays, maps keyed by small unsigned integers, false, true
and null.  Tags, floats, negative and big numbers, undefined and indefinite lengths are
refused by a scan *before* the library decodes, because cbor2 runs its built-in tag
decoders on whatever it meets.
"""

from typing import TypeAlias

import cbor2

from keystead.vault.errors import VaultDamaged

MAX_DEPTH = 12
"""Nesting of arrays and maps that the format can need."""

MAX_ITEMS = 2**20
"""Values in one encoding.  A byte of input can become an object of 56 bytes, so a limit on
bytes alone would let 16 MiB from a stranger fill the memory; 50,000 operations take a third."""

Cbor: TypeAlias = "int | bytes | str | bool | list[Cbor] | dict[int, Cbor] | None"


def encode(value: Cbor) -> bytes:
    """The one encoding of value; integers are 0 to 2^64-1, map keys 0 to 255."""
    # cbor2's canonical mode sorts keys by length first, which for small unsigned
    # integers is the order of RFC 8949, section 4.2.1.
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes, limit: int) -> Cbor:
    """The value that ``data`` (at most ``limit`` bytes) encodes.

    Raises VaultDamaged for anything but the one deterministic encoding of the types
    that the format uses.
    """
    if len(data) > limit:
        raise VaultDamaged("A part of the vault is larger than the format allows.")
    try:
        if not _is_ours(data):
            raise _refusal()
    except IndexError as error:  # it ends too early
        raise _refusal() from error
    try:
        value: Cbor = cbor2.loads(data)
    except cbor2.CBORDecodeError as error:  # text that is not UTF-8
        raise _refusal() from error
    if encode(value) != data:
        raise _refusal()
    return value


def _refusal() -> VaultDamaged:
    return VaultDamaged("A part of the vault is not encoded as the format demands.")


def _is_ours(data: bytes) -> bool:
    """Walks over the encoded items without making anything of them; True where there is one
    item of the format's types.  A loop with no calls in it: a vault has a million items."""
    at, left, in_map, items = 0, 1, False, MAX_ITEMS - 1
    outer: list[tuple[int, bool]] = []
    while True:
        while not left:
            if not outer:
                return at == len(data)
            left, in_map = outer.pop()
        left -= 1
        if in_map:  # a key is an unsigned integer of at most two bytes
            if data[at] > 24:
                return False
            at += 1 + data[at] // 24
        first = data[at]
        major, argument = first >> 5, first & 31
        at += 1
        if argument >= 24:
            if argument > 27 or major == 7:
                return False
            size = 1 << (argument - 24)
            argument = int.from_bytes(data[at : at + size], "big")
            at += size
        if major == 2 or major == 3:
            at += argument
        elif major == 4 or major == 5:
            # No item is shorter than a byte, so a count beyond the end is a lie.
            items -= argument
            if argument > len(data) - at or len(outer) == MAX_DEPTH or items < 0:
                return False
            outer.append((left, in_map))
            left, in_map = argument, major == 5
        elif first not in _SIMPLE and major:
            return False


_SIMPLE = (0xF4, 0xF5, 0xF6)
"""False, true, null."""

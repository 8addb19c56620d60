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
    if _scan(data, 0, 0) != len(data):
        raise _refusal()
    try:
        value: Cbor = cbor2.loads(data, max_depth=MAX_DEPTH + 1, allow_indefinite=False)
    except cbor2.CBORError as error:  # text that is not UTF-8
        raise _refusal() from error
    if encode(value) != data:
        raise _refusal()
    return value


def _refusal() -> VaultDamaged:
    return VaultDamaged("A part of the vault is not encoded as the format demands.")


def _scan(data: bytes, at: int, depth: int) -> int:
    """The offset behind the item that starts at ``at``; VaultDamaged for what is not ours."""
    if at >= len(data) or depth > MAX_DEPTH:
        raise _refusal()
    major, info = data[at] >> 5, data[at] & 31
    if major == 7:
        if info not in (20, 21, 22):
            raise _refusal()
        return at + 1
    argument, at = _argument(data, at, info)
    if major == 0:
        return at
    if major in (2, 3):
        if argument > len(data) - at:
            raise _refusal()
        return at + argument
    if major not in (4, 5) or argument > len(data) - at:
        raise _refusal()
    for _ in range(argument):
        if major == 5:
            at = _scan_key(data, at)
        at = _scan(data, at, depth + 1)
    return at


def _scan_key(data: bytes, at: int) -> int:
    if at >= len(data) or data[at] > 24:
        raise _refusal()
    return _argument(data, at, data[at])[1]


def _argument(data: bytes, at: int, info: int) -> tuple[int, int]:
    """The number in the initial byte or the 1, 2, 4 or 8 bytes behind it."""
    if info < 24:
        return info, at + 1
    size = _SIZES.get(info, 0)
    if not size or at + 1 + size > len(data):
        raise _refusal()
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}

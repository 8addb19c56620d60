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
    if _Scan(data).item(0, 0) != len(data):
        raise _refusal()
    try:
        value: Cbor = cbor2.loads(data)
    except cbor2.CBORDecodeError as error:  # text that is not UTF-8
        raise _refusal() from error
    if encode(value) != data:
        raise _refusal()
    return value


def _refusal() -> VaultDamaged:
    return VaultDamaged("A part of the vault is not encoded as the format demands.")


class _Scan:
    """Walks over encoded items without making anything of them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._items_left = MAX_ITEMS

    def item(self, at: int, depth: int) -> int:
        """The offset behind the item that starts at ``at``; VaultDamaged for what is not ours."""
        data = self._data
        self._items_left -= 1
        if at >= len(data) or depth > MAX_DEPTH or self._items_left < 0:
            raise _refusal()
        major, info = data[at] >> 5, data[at] & 31
        if major == 7:
            if info not in _SIMPLE:
                raise _refusal()
            return at + 1
        argument, at = self._argument(at, info)
        if major == 0:
            return at
        # No item is shorter than a byte, so a count or size beyond the end is a lie.
        if argument > len(data) - at or major not in (2, 3, 4, 5):
            raise _refusal()
        if major in (2, 3):
            return at + argument
        for _ in range(argument):
            if major == 5:
                at = self._key(at)
            at = self.item(at, depth + 1)
        return at

    def _key(self, at: int) -> int:
        """A map key is an unsigned integer of at most two bytes."""
        if at >= len(self._data) or self._data[at] > 24:
            raise _refusal()
        return self._argument(at, self._data[at])[1]

    def _argument(self, at: int, info: int) -> tuple[int, int]:
        """The number in the initial byte or the 1, 2, 4 or 8 bytes behind it."""
        if info < 24:
            return info, at + 1
        end = at + 1 + _SIZES.get(info, 0)
        if end == at + 1 or end > len(self._data):
            raise _refusal()
        return int.from_bytes(self._data[at + 1 : end], "big"), end


_SIMPLE = (20, 21, 22)
"""False, true, null."""

_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}

"""Reading decoded CBOR field by field: each has a type and, where fixed, a size.

``Reader`` takes the fields out of one map and refuses what is missing, of another type
or size, or left over, so that no number from outside is used unchecked.
"""

from typing import cast

from keystead.vault.cbor import Cbor
from keystead.vault.errors import VaultDamaged

ID = 16
"""Bytes of member, device, environment and Secret ids: random."""

HASH = 32
"""Bytes of commit ids, blob digests and epoch ids: SHA-256."""


class Reader:
    """One CBOR map, consumed field by field."""

    def __init__(self, value: Cbor) -> None:
        if not isinstance(value, dict):
            raise malformed()
        self._fields = dict(value)

    def octets(self, key: int, size: int | None = None) -> bytes:
        """A byte string of exactly ``size`` bytes, or of any where size is None."""
        value = self._fields.pop(key, None)
        if not isinstance(value, bytes) or (size is not None and len(value) != size):
            raise malformed()
        return value

    def optional_octets(self, key: int, size: int) -> bytes | None:
        """A byte string of ``size`` bytes, or None where the field is absent."""
        return self.octets(key, size) if key in self._fields else None

    def integer(self, key: int, limit: int = 2**53) -> int:
        """An unsigned integer below ``limit``."""
        value = self._fields.pop(key, None)
        if not isinstance(value, int) or isinstance(value, bool) or value >= limit:
            raise malformed()
        return value

    def text(self, key: int) -> str:
        """A text string."""
        value = self._fields.pop(key, None)
        if not isinstance(value, str):
            raise malformed()
        return value

    def array(self, key: int) -> list[Cbor]:
        """An array."""
        value = self._fields.pop(key, None)
        if not isinstance(value, list):
            raise malformed()
        return value

    def mapping(self, key: int) -> dict[int, Cbor]:
        """A map."""
        value = self._fields.pop(key, None)
        if not isinstance(value, dict):
            raise malformed()
        return value

    def has(self, key: int) -> bool:
        """True while the field is there and not yet taken."""
        return key in self._fields

    def end(self) -> None:
        """Refuse fields that nobody asked for: what is not understood is not accepted."""
        if self._fields:
            raise malformed()


def pair(value: Cbor, first_size: int, second_size: int) -> tuple[bytes, bytes]:
    """An array of two byte strings of the given sizes."""
    if not isinstance(value, list) or len(value) != 2:
        raise malformed()
    first, second = value
    if not isinstance(first, bytes) or len(first) != first_size:
        raise malformed()
    if not isinstance(second, bytes) or len(second) != second_size:
        raise malformed()
    return first, second


def as_cbor(value: object) -> Cbor:
    """Only a type: what the caller built from CBOR's types."""
    return cast(Cbor, value)


def malformed() -> VaultDamaged:
    """The one error for a field that is not what the format says."""
    return VaultDamaged("A part of the vault does not have the form that the format demands.")

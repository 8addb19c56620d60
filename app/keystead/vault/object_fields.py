"""The registers of environments, members and the vault itself, all in environment 0."""

from collections.abc import Callable
from typing import Final, cast

from keystead.vault import policy_fields
from keystead.vault.cbor import Cbor
from keystead.vault.fields import malformed
from keystead.vault.life_fields import Combine

NAME: Final = 10
ORDER: Final = 30
COLOUR: Final = 31
FINGERPRINT_KEY: Final = 32
POLICIES: Final = 33
CLASSES: Final = 34

KEY_SIZE: Final = 32
"""Bytes of the key under which values are fingerprinted."""

_TYPES: Final = {NAME: str, ORDER: int, COLOUR: str, FINGERPRINT_KEY: bytes}


_CHECKS: Final[dict[int, Callable[[Cbor], object]]] = {
    POLICIES: policy_fields.check,
    CLASSES: policy_fields.check,
}

COMBINED: Final[dict[int, Combine]] = {
    POLICIES: policy_fields.union,
    CLASSES: policy_fields.union,
}


def check(number: int, value: Cbor) -> Cbor:
    """The value as it is; VaultDamaged where its type or size is not the register's.

    Registers that this version does not know are kept as they are.
    """
    if number in _CHECKS:
        _CHECKS[number](value)
    expected = _TYPES.get(number)
    if expected is not None and type(value) is not expected:
        raise malformed()
    if number == FINGERPRINT_KEY and len(cast(bytes, value)) != KEY_SIZE:
        raise malformed()
    return value

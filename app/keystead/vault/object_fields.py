"""The registers of environments, members and the vault itself, all in environment 0."""

from typing import Final, cast

from keystead.vault.cbor import Cbor
from keystead.vault.fields import malformed

NAME: Final = 10
ORDER: Final = 30
COLOUR: Final = 31
FINGERPRINT_KEY: Final = 32

KEY_SIZE: Final = 32
"""Bytes of the key under which values are fingerprinted."""

_TYPES: Final = {NAME: str, ORDER: int, COLOUR: str, FINGERPRINT_KEY: bytes}


def check(number: int, value: Cbor) -> Cbor:
    """The value as it is; VaultDamaged where its type or size is not the register's.

    Registers that this version does not know are kept as they are.
    """
    expected = _TYPES.get(number)
    if expected is not None and type(value) is not expected:
        raise malformed()
    if number == FINGERPRINT_KEY and len(cast(bytes, value)) != KEY_SIZE:
        raise malformed()
    return value

"""Where device keys live: one interface over the system's keyring and a key file.

A device key is 32 random bytes; its account is the capsule's random 16-byte id in hex.
"""

from typing import Protocol

from keystead.core.secret_types import SecretBytes

SERVICE = "keystead"
DEVICE_KEY = 32
"""Bytes of a device key."""


class DeviceKeys(Protocol):
    """A place that keeps device keys; errors are those of ``system.errors``."""

    def store(self, account: str, key: SecretBytes) -> None:
        """Keep the key, read it back, and raise unless it is what was given."""
        ...

    def load(self, account: str) -> SecretBytes:
        """The key of the account; DeviceKeyMissing when there is none."""
        ...

    def delete(self, account: str) -> None:
        """Forget the key of the account; none there is no error."""
        ...

    def describe(self) -> str:
        """What it is, for a person: ``the keyring (Secret Service)``.

        KeyringUnavailable when it cannot be used at all.
        """
        ...

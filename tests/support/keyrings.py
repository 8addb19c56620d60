"""Keyrings for tests: in memory, hanging, refusing, forgetting."""

import threading

from keystead.core.secret_types import SecretBytes
from keystead.system.errors import DeviceKeyMissing, KeyringUnavailable


class MemoryKeys:
    """``DeviceKeys`` in memory."""

    def __init__(self) -> None:
        self.keys: dict[str, SecretBytes] = {}

    def store(self, account: str, key: SecretBytes) -> None:
        """Keep it."""
        self.keys[account] = key

    def load(self, account: str) -> SecretBytes:
        """Give it back."""
        if account not in self.keys:
            raise DeviceKeyMissing("The keyring holds no device key for this vault.")
        return self.keys[account]

    def delete(self, account: str) -> None:
        """Forget it."""
        self.keys.pop(account, None)

    def describe(self) -> str:
        """Its name."""
        return "the keyring (memory)"


class NoKeys(MemoryKeys):
    """A computer without a keyring."""

    def store(self, account: str, key: SecretBytes) -> None:
        """Refuse."""
        raise KeyringUnavailable("This computer has no keyring.")

    def load(self, account: str) -> SecretBytes:
        """Refuse."""
        raise KeyringUnavailable("This computer has no keyring.")

    def delete(self, account: str) -> None:
        """Refuse."""
        raise KeyringUnavailable("This computer has no keyring.")

    def describe(self) -> str:
        """Refuse."""
        raise KeyringUnavailable("This computer has no keyring.")


class FakeBackend:
    """What ``keyring`` gives, in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The text or None."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the text."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget the text; KeyError when there is none."""
        del self.kept[service, username]


def backend_of(module: str, name: str, base: type = FakeBackend) -> type:
    """A backend class that says it is ``module.name``."""
    return type(name, (base,), {"__module__": module, "__qualname__": name})


SecretService = backend_of("keyring.backends.SecretService", "Keyring")


class HangingBackend(FakeBackend):
    """A keyring that waits for somebody who never comes."""

    def __init__(self) -> None:
        super().__init__()
        self.freed = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        """Wait until the test frees it."""
        self.freed.wait(60)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Wait until the test frees it."""
        self.freed.wait(60)


Hanging = backend_of("keyring.backends.SecretService", "Keyring", HangingBackend)

"""Device keys in the keyring of the operating system.

Only keyrings that are known to keep secrets encrypted, on this computer alone, are used;
never one that writes plain text, and never silently another one.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from keystead.core.secret_types import SecretBytes
from keystead.errors import KeysteadError
from keystead.system.device_keys import DEVICE_KEY, SERVICE
from keystead.system.errors import (
    DeviceKeyDamaged,
    DeviceKeyMissing,
    KeyringTimedOut,
    KeyringUnavailable,
)
from keystead.system.timed_call import call_within

Result = TypeVar("Result")

TIME_OUT = 60.0
"""Seconds for one call; long enough to type the password of a locked keyring."""

_ALLOWED = {
    ("keyring.backends.SecretService", "Keyring"): "Secret Service",
    ("keyring.backends.libsecret", "Keyring"): "libsecret",
    ("keyring.backends.kwallet", "DBusKeyring"): "KWallet",
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"): "KWallet",
    ("keyring.backends.macOS", "Keyring"): "macOS Keychain",
    ("keyring.backends.Windows", "WinVaultKeyring"): "Windows Credential Locker",
}

_CHAINER = ("keyring.backends.chainer", "ChainerBackend")

_WAY_OUT = "Set up or unlock the system's keyring, or choose a device key file instead."


class Backend(Protocol):
    """What is used of ``keyring.backend.KeyringBackend``."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The text kept for the account, or None."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep the text for the account."""
        ...

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget the account; an error of the library's own when there is none."""
        ...


def _of_the_system() -> object:
    import keyring

    return keyring.get_keyring()


class KeyringStore:
    """Implements ``DeviceKeys``.

    ``find`` gives the backend (the one that the ``keyring`` library chooses); it is asked
    on first use, since finding it takes a quarter of a second.
    """

    def __init__(
        self, find: Callable[[], object] = _of_the_system, time_out: float = TIME_OUT
    ) -> None:
        self._find = find
        self._time_out = time_out
        self._found: tuple[Backend, str] | None = None

    def store(self, account: str, key: SecretBytes) -> None:
        """Keep the key and read it back; KeyringUnavailable, KeyringTimedOut."""
        backend, _ = self._backend()
        text = key.reveal().hex()
        self._ask(lambda: backend.set_password(SERVICE, account, text))
        if self.load(account) != key:
            raise KeyringUnavailable(
                f"The keyring did not keep the device key. Nothing was changed. {_WAY_OUT}"
            )

    def load(self, account: str) -> SecretBytes:
        """The key; DeviceKeyMissing, DeviceKeyDamaged, KeyringUnavailable, KeyringTimedOut."""
        backend, _ = self._backend()
        text = self._ask(lambda: backend.get_password(SERVICE, account))
        if text is None:
            raise DeviceKeyMissing(
                "The keyring holds no device key for this vault. The vault is intact; "
                "set this device up again with the Emergency Kit."
            )
        return parse_key(text)

    def delete(self, account: str) -> None:
        """Forget the key; KeyringUnavailable, KeyringTimedOut."""
        backend, _ = self._backend()

        def forget() -> None:
            if backend.get_password(SERVICE, account) is not None:
                backend.delete_password(SERVICE, account)

        self._ask(forget)

    def describe(self) -> str:
        """``the keyring (Secret Service)``; KeyringUnavailable where there is none."""
        return f"the keyring ({self._backend()[1]})"

    def _backend(self) -> tuple[Backend, str]:
        if self._found is None:
            self._found = self._ask(lambda: choose(self._find()))
        return self._found

    def _ask(self, call: Callable[[], Result]) -> Result:
        """The call in time; whatever it raises becomes one of our errors."""
        try:
            return call_within(self._time_out, call)
        except KeysteadError:
            raise
        except TimeoutError:
            raise KeyringTimedOut(
                f"The keyring did not answer within {self._time_out:g} seconds. "
                "The vault is intact. Unlock the keyring of the system, then try again."
            ) from None
        except Exception as error:  # noqa: BLE001 - whatever it is
            # Backends raise what their D-Bus or system library raises.  The text of such
            # an error could hold what was sent, so only its name is told.
            raise KeyringUnavailable(
                f"The keyring refused ({type(error).__name__}). The vault is intact. {_WAY_OUT}"
            ) from None


def choose(found: object) -> tuple[Backend, str]:
    """The backend to use and its name; KeyringUnavailable unless one is allowed.

    Of a chain the first allowed member is used itself, so that the chain cannot fall
    through to one that writes plain text.
    """
    candidates: list[Any] = (
        list(getattr(found, "backends", ())) if _kind(found) == _CHAINER else [found]
    )
    for candidate in candidates:
        name = _ALLOWED.get(_kind(candidate))
        if name is not None:
            # The default of the Credential Locker roams with the Windows profile.
            if _kind(candidate)[0] == "keyring.backends.Windows":
                candidate.persist = "local machine"
            return candidate, name
    raise KeyringUnavailable(
        f"This computer has no keyring that keeps a device key safe. {_WAY_OUT}"
    )


def _kind(backend: object) -> tuple[str, str]:
    """The very class: a subclass could do anything."""
    return type(backend).__module__, type(backend).__qualname__


def parse_key(text: str) -> SecretBytes:
    """The 32 bytes of 64 lower-case hexadecimal digits; DeviceKeyDamaged for other text."""
    digits = set("0123456789abcdef")
    if len(text) != 2 * DEVICE_KEY or not digits.issuperset(text):
        raise DeviceKeyDamaged(
            "What is kept as the device key of this vault is none. The vault is intact; "
            "set this device up again with the Emergency Kit."
        )
    return SecretBytes(bytes.fromhex(text))

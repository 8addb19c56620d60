"""What the server needs from the process that holds the vault: the agent or the window."""

from collections.abc import Callable
from typing import Protocol

from keystead.services.owner import LockReason, Owner


class Keeper(Protocol):
    """All methods are called on the vault's thread, never two at once."""

    def owner(self) -> Owner | None:
        """The unlocked vault, or None while it is locked; AgentEnding when it stays so."""
        ...

    def prove(self, passphrase: str, code: str) -> None:
        """Unlock; where the vault is unlocked already, check passphrase and code alike.

        Raises what ``services.unlock`` raises.
        """
        ...

    def release(self, reason: LockReason) -> None:
        """Publish and lock; the server itself goes on until it is stopped."""
        ...


class WindowKeeper:
    """The window's side: it has unlocked the vault itself, and locks by its own ways.

    ``owner``: gives the window's owner; ``check``: proves passphrase and code for a terminal
    session (or raises); ``lock``: asks the window to lock, and returns at once.
    """

    def __init__(
        self,
        owner: Callable[[], Owner | None],
        check: Callable[[str, str], None],
        lock: Callable[[LockReason], None],
    ) -> None:
        self._owner, self._check, self._lock = owner, check, lock

    def owner(self) -> Owner | None:
        """The unlocked vault, or None while it is locked."""
        return self._owner()

    def prove(self, passphrase: str, code: str) -> None:
        """Check passphrase and code of a terminal that wants to be served."""
        self._check(passphrase, code)

    def release(self, reason: LockReason) -> None:
        """Ask the window to lock."""
        self._lock(reason)

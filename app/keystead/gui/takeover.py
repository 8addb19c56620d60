"""Opening a vault for the window, also when the background agent has it.

The window always asks for passphrase and code.  Only when they are right does the agent
publish and end, and the window takes ``owner.lock`` over.  Everything here runs on the
worker.
"""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from keystead.agent.listener import UnixListener
from keystead.agent.takeover import PATIENCE, agent_of, listen, take_over
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.services.entries import VaultEntry
from keystead.services.home import Home
from keystead.services.owner import LockReason, Owner, OwnerKind


@dataclass
class Opened:
    """An open vault on its way to the window.

    ``listener``: where other processes connect; None with ``problem`` where that failed.
    ``throw_away``: a folder that goes when the vault is closed, of a demo.
    """

    owner: Owner
    listener: UnixListener | None = None
    problem: KeysteadError | None = None
    throw_away: Path | None = None

    def give_up(self) -> None:
        """Close it again: nobody took it."""
        if self.listener is not None:
            self.listener.close()
        self.owner.lock(LockReason.QUIT)
        self.sweep()

    def sweep(self) -> None:
        """Remove the folder of a demo."""
        if self.throw_away is not None:
            shutil.rmtree(self.throw_away, ignore_errors=True)


def open_vault(
    home: Home,
    entry: VaultEntry,
    passphrase: SecretText,
    code: str,
    idle_after: float,
    progress: Callable[[int, int], None],
) -> Opened:
    """Unlock, taking the vault over where the agent has it; raises what ``unlock`` raises,
    and OwnedElsewhere where a process has it that cannot be asked."""
    held = _has_agent(home, entry)
    owner = Owner.unlock(
        home,
        entry,
        passphrase,
        code,
        OwnerKind.WINDOW,
        idle_after,
        PATIENCE if held else 0.0,
        release=(lambda: take_over(home, entry)) if held else None,
        progress=progress,
    )
    return serve(home, owner)


def serve(home: Home, owner: Owner, throw_away: Path | None = None) -> Opened:
    """The open vault with the socket at which commands find it."""
    try:
        return Opened(owner, listen(home, owner.entry), None, throw_away)
    except KeysteadError as error:
        return Opened(owner, None, error, throw_away)
    except BaseException:
        with contextlib.suppress(KeysteadError):
            owner.lock(LockReason.QUIT)
        raise


def _has_agent(home: Home, entry: VaultEntry) -> bool:
    connection = agent_of(home, entry)
    if connection is None:
        return False
    connection.close()
    return True

"""The agent's process: unlocked by its first request, ended when the vault locks.

A command starts it detached; it gets passphrase and code over its socket, holds the vault,
publishes two seconds after a change, and locks when idle, when asked and on a signal.
"""

import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from keystead.agent.errors import AgentEnding
from keystead.agent.peers import session_of
from keystead.agent.screen_lock import lock_with_screen
from keystead.agent.server import AgentServer
from keystead.agent.takeover import listen
from keystead.agent.worker import Worker
from keystead.errors import Busy
from keystead.services.entries import VaultEntry
from keystead.services.home import Home
from keystead.services.owner import LockReason, Owner, OwnerKind
from keystead.services.requests.sessions import open_owner, prove

PATIENCE = 180.0
"""Seconds in which the first unlock must come; then the process ends."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class AgentKeeper:
    """Implements ``keeper.Keeper`` for this process."""

    def __init__(self, home: Home, entry: VaultEntry, monotonic: Callable[[], float]) -> None:
        self._home, self._entry, self._monotonic = home, entry, monotonic
        self._owner: Owner | None = None
        self._until = monotonic() + PATIENCE
        self.ended = False

    def owner(self) -> Owner | None:
        """The unlocked vault, or None before the unlock; AgentEnding after the lock."""
        if self.ended:
            raise AgentEnding("The vault has just been locked. Unlock it again.")
        return self._owner

    def prove(self, passphrase: str, code: str) -> None:
        """Unlock, or check the credentials of a second terminal session.

        An agent whose first unlock fails has nothing to hold, and ends.
        """
        owner = self.owner()
        if owner is not None:
            prove(owner, passphrase, code)
            return
        try:
            self._owner = open_owner(self._home, self._entry, passphrase, code, OwnerKind.AGENT)
        except BaseException:
            self.ended = True
            raise

    def release(self, reason: LockReason) -> None:
        """Publish and lock; the process ends after the answer."""
        self.ended = True
        owner, self._owner = self._owner, None
        if owner is not None:
            owner.lock(reason)

    def tick(self) -> bool:
        """Once a second: publish, lock when idle; False when the process is to end."""
        if self.ended:
            return False
        if self._owner is None:
            return self._monotonic() < self._until
        reason = self._owner.tick()
        if reason is not None:
            self.release(reason)
        return not self.ended


def serve(home: Home, entry: VaultEntry, credentials: tuple[str, str] | None = None) -> int:
    """Serve one vault until it locks; the exit code.

    With ``credentials`` (passphrase and code) it unlocks first, and serves the session that
    it runs in.  Ends at once, with 0, where another process already listens for this vault.
    """
    try:
        listener = listen(home, entry, wait=0.0)
    except Busy:
        return 0
    worker = Worker()
    keeper = AgentKeeper(home, entry, time.monotonic)
    server = AgentServer(listener, keeper, worker)
    try:
        _end_on_signals(keeper, worker)
        if credentials is not None:
            keeper.prove(*credentials)
            server.access.admit(session_of(os.getpid()))
        server.start()
        end_watch = lock_with_screen(home, keeper, worker)
        try:
            worker.serve(keeper.tick)
        finally:
            end_watch()
    finally:
        try:
            keeper.release(LockReason.QUIT)
        finally:
            server.stop()
    return 0


def _end_on_signals(keeper: AgentKeeper, worker: Worker) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        keeper.ended = True
        worker.wake()

    for number in _SIGNALS:
        signal.signal(number, end)

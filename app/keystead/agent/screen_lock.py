"""The agent locks together with the screen, and before the computer sleeps."""

import contextlib
from collections.abc import Callable

from keystead.agent.errors import AgentEnding
from keystead.agent.keeper import Keeper
from keystead.agent.worker import Execute
from keystead.services import screen_lock
from keystead.services.home import Home
from keystead.services.owner import LockReason


def lock_with_screen(home: Home, keeper: Keeper, execute: Execute) -> Callable[[], None]:
    """Release the vault on the vault's thread when the screen locks, where the settings want
    it; returns what ends the watching."""

    def release(reason: LockReason) -> None:
        if keeper.owner() is not None:
            keeper.release(reason)

    def locked(reason: LockReason) -> None:
        if screen_lock.wanted(home):
            # AgentEnding: locked already; RuntimeError: the thread has ended, and the vault.
            with contextlib.suppress(AgentEnding, RuntimeError):
                execute(lambda: release(reason))

    return screen_lock.watch(locked)

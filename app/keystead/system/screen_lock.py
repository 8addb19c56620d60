"""When the screen is locked or the computer goes to sleep: who tells, and how it is asked.

Linux: ``screen_lock_linux``.  The places of the others, neither of them built yet:
Windows: WTSRegisterSessionNotification on a hidden window (WM_WTSSESSION_CHANGE with
WTS_SESSION_LOCK) and WM_POWERBROADCAST with PBT_APMSUSPEND; macOS: the distributed
notification ``com.apple.screenIsLocked`` and NSWorkspaceWillSleepNotification.
"""

import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class ScreenEvent(StrEnum):
    """What happened."""

    LOCKED = "locked"
    SLEEPING = "sleeping"


OnEvent = Callable[[ScreenEvent], None]


class ScreenLockWatcher(Protocol):
    """Calls back from a thread of its own, perhaps more than once for one event."""

    def start(self) -> None:
        """Begin to watch; returns at once, and never raises for want of a desktop."""
        ...

    def stop(self) -> None:
        """End; nothing is called back once this has returned.  May be called twice."""
        ...

    @property
    def available(self) -> bool:
        """Whether anything on this computer tells by now."""
        ...


class NothingTells:
    """Implements ``ScreenLockWatcher`` where no way to know is built in."""

    available = False

    def start(self) -> None:
        """There is nothing to begin."""

    def stop(self) -> None:
        """There is nothing to end."""


def watcher(on_event: OnEvent, platform: str = sys.platform) -> ScreenLockWatcher:
    """What watches on this system; ``platform`` as ``sys.platform`` names it."""
    if not platform.startswith("linux"):
        return NothingTells()
    from keystead.system.screen_lock_linux import BusWatcher

    return BusWatcher(on_event)

"""Locking together with the screen, for the processes that hold a vault."""

from collections.abc import Callable

from keystead.services.owner import LockReason
from keystead.system.screen_lock import ScreenEvent, watcher

SETTING = "lock.on_screen_lock"
"""The setting that whoever holds a vault looks at before it calls ``watch``."""

_REASONS = {ScreenEvent.LOCKED: LockReason.SCREEN, ScreenEvent.SLEEPING: LockReason.SLEEP}


def watch(on_lock: Callable[[LockReason], None]) -> Callable[[], None]:
    """Call ``on_lock`` when the screen is locked or the computer goes to sleep; returns at
    once what ends it.

    The calls come from other threads, and may come more than once for one lock.  Where
    nothing on the computer tells, none come.
    """
    watching = watcher(lambda event: on_lock(_REASONS[event]))
    watching.start()
    return watching.stop

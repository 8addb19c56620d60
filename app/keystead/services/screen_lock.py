"""Locking together with the screen, for the processes that hold a vault."""

from collections.abc import Callable

from keystead.errors import KeysteadError
from keystead.services import config
from keystead.services.home import Home
from keystead.services.owner import LockReason
from keystead.system.screen_lock import ScreenEvent, watcher

SETTING = "lock.on_screen_lock"

_REASONS = {ScreenEvent.LOCKED: LockReason.SCREEN, ScreenEvent.SLEEPING: LockReason.SLEEP}


def wanted(home: Home) -> bool:
    """Whether a vault is to be locked then, as the settings say now.

    A settings file that is not understood keeps nothing unlocked.
    """
    try:
        return config.load(home.parts.host, home.paths.config).flag(SETTING)
    except KeysteadError:
        return True


def watch(on_lock: Callable[[LockReason], None]) -> Callable[[], None]:
    """Call ``on_lock`` when the screen is locked or the computer goes to sleep; returns at
    once what ends it.

    The calls come from other threads, and may come more than once for one lock; whoever is
    called asks ``wanted``.  Where nothing on the computer tells, none come.
    """
    watching = watcher(lambda event: on_lock(_REASONS[event]))
    watching.start()
    return watching.stop

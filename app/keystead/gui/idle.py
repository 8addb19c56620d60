"""What locks the vault while nobody asks for it: idle time, the screen, sleep.

The idle time itself is counted by ``services.owner``, which the view tells of each key and
movement; here the desktop's signals come in, and a clock that went on without us.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from keystead.core.clock import Clock
from keystead.services import screen_lock
from keystead.services.home import Home
from keystead.services.owner import LockReason

Watch = Callable[[Callable[[LockReason], None]], Callable[[], None]]

_TICK_MS = 1000
SLEPT = 30.0
"""Seconds by which the wall clock may run ahead of the monotonic one, which stands still
while the computer sleeps; a clock that is set moves by as much, and locks too."""


class LockTriggers(QObject):
    """``lock`` gives the LockReason; between ``start`` and ``stop``."""

    lock = Signal(object)
    _told = Signal(object)

    def __init__(
        self,
        home: Home,
        clock: Clock,
        watch: Watch = screen_lock.watch,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._home, self._clock, self._watch = home, clock, watch
        self._end_watch: Callable[[], None] | None = None
        self._offset = 0.0
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """The vault is open: watch."""
        self.stop()
        self._offset = self._clock.now() - self._clock.monotonic()
        self._end_watch = self._watch(self._told.emit)
        self._timer.start()

    def stop(self) -> None:
        """It is locked: nothing to watch for."""
        self._timer.stop()
        end, self._end_watch = self._end_watch, None
        if end is not None:
            end()

    def look(self) -> None:
        """Once a second: has the computer slept?"""
        ahead = self._clock.now() - self._clock.monotonic() - self._offset
        if ahead > SLEPT:
            self._on_told(LockReason.SLEEP)

    def _on_told(self, reason: LockReason) -> None:
        if self._end_watch is not None and screen_lock.wanted(self._home):
            self.lock.emit(reason)

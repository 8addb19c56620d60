"""How the GUI thread and the worker share one Python, so that the window does not stand still.

Python's collector of cycles, left to itself, runs in whichever thread allocates.  In the
worker it would destroy Qt objects of the window, which only the GUI thread may do; and while
a large vault opens it would walk over all of it again and again, with every thread stopped
(0.1 to 0.3 s each time with 10,000 keys).  So it is off: the young are collected by a timer
in the GUI thread, and the many that a job leaves behind are set aside (``gc.freeze``); they
still go when nothing refers to them any more.  After a lock nothing is set aside.

The threads also change places ten times as often as by default: painting hands the
interpreter over at every call into Qt, and each time waits for the worker to give it back.
"""

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

TURN = 0.0005
"""Seconds after which a thread that computes lets another one run."""

EVERY_MS = 1_000
FEW, MANY = 700, 20_000
"""Objects: fewer are not worth a collection; more, made by one job, are set aside."""


class Sharing(QObject):
    """Holds from ``start`` to ``stop``; ``busy`` says whether the worker is at work."""

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._before = (True, 0.0)
        self._all = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take the collector over."""
        self._before = (gc.isenabled(), sys.getswitchinterval())
        gc.disable()
        sys.setswitchinterval(TURN)
        self._timer.start()

    def stop(self) -> None:
        """Leave everything as it was before ``start``."""
        self._timer.stop()
        collects, turn = self._before
        sys.setswitchinterval(turn)
        if collects:
            gc.unfreeze()
            gc.enable()

    def set_aside(self) -> None:
        """After a job, in its thread: what it left behind is not walked over again."""
        if not gc.isenabled() and gc.get_count()[0] >= MANY:
            gc.freeze()

    def collect_all(self) -> None:
        """With the next ``collect``: the vault was locked, and little is left."""
        self._all = True

    def collect(self) -> None:
        """Collect what is young, now; not while a job makes more."""
        if self._busy():
            return
        if self._all:
            self._all = False
            gc.unfreeze()
            gc.collect()
        elif gc.get_count()[0] >= FEW:
            gc.collect(1)

"""The unlocked window on a kept vault, opened on the worker as the unlock page does it, and a
timer that notices how long the event loop was held."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from keystead.core.secret_types import SecretBytes
from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.controller import VaultController
from keystead.gui.main_window import VaultView
from keystead.gui.tasks import Progress, Worker
from keystead.gui.theme.theme import Theme
from keystead.services.clipboard_formats import conceal_formats
from keystead.services.owner import Owner, OwnerKind
from tests.support.kept_vaults import KeptVault
from tests.support.window import Stage

SETTLING = 500
"""Milliseconds in which the list has been painted for certain."""


class Gaps(QObject):
    """Notes how long the event loop did not turn, in milliseconds of CPU time."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._last = 0.0
        self._largest = 0.0

    def start(self) -> None:
        """Note from now on."""
        self._last, self._largest = time.process_time(), 0.0
        self._timer.start(1)

    def take(self) -> float:
        """The largest gap since the start or the last taking."""
        self._note()
        found, self._largest = self._largest, 0.0
        return found

    def _note(self) -> None:
        now = time.process_time()
        self._largest = max(self._largest, (now - self._last) * 1000)
        self._last = now


class BigWindow:
    """The window on a large vault, opened on the worker as the unlock page does it."""

    def __init__(self, theme: Theme, vault: KeptVault) -> None:
        self._theme, self._vault = theme, vault
        self.worker = Worker()
        self.stage = Stage()
        self.stage.resize(1280, 800)
        self.stage.show()
        settle()
        self._guard = ClipboardGuard(
            QGuiApplication.clipboard(), conceal_formats("linux"), time.monotonic
        )
        self.view: VaultView
        self.controller: VaultController

    def open(self, gaps: Gaps) -> tuple[float, float]:
        """Open and show the vault; how long the loop was held before and after the first
        snapshot came."""
        gaps.start()
        owner = self.on_worker(lambda _: self._owner())
        assert isinstance(owner, Owner)
        opening = gaps.take()
        self.controller = VaultController(self.worker, owner, self._guard)
        loop, before = QEventLoop(), [opening]

        def came() -> None:
            before[0] = max(before[0], gaps.take())
            QTimer.singleShot(SETTLING, loop.quit)

        # The first to be told: what comes before it is the worker's, what follows the list's.
        self.controller.snapshot_changed.connect(came)
        self.view = VaultView(self._theme, self.controller)
        self.stage.hold(self.view)
        settle()
        gaps.start()
        self.controller.start()
        loop.exec()
        assert self.view.table.model_.rowCount() > 0
        return before[0], gaps.take()

    def on_worker(self, work: Callable[[Progress], object]) -> object:
        """The result of a job, with the event loop turning meanwhile; raises what it raises."""
        loop, results, problems = QEventLoop(), list[object](), list[Exception]()

        def done(result: object) -> None:
            results.append(result)
            loop.quit()

        def failed(problem: Exception) -> None:
            problems.append(problem)
            loop.quit()

        self.worker.submit(work, done, failed)
        loop.exec()
        for problem in problems:
            raise problem
        return results[0]

    def _owner(self) -> Owner:
        vault = self._vault
        # A lock wipes the key that it was given; the vault is opened more than once.
        key = SecretBytes(vault.unlock_key.reveal())
        return Owner.of_created(vault.home, vault.entry, key, OwnerKind.WINDOW)

    def search(self, words: str) -> None:
        """Type, and paint what is found."""
        self.view.toolbar.search.set_text(words)
        settle()

    def close(self) -> None:
        """Lock, and end the thread."""
        self.controller.lock()
        self.on_worker(lambda _: None)
        self.worker.stop()
        self.stage.close()
        self.stage.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle() -> None:
    """Let everything that waits happen, painting too."""
    for _ in range(3):
        QCoreApplication.processEvents()

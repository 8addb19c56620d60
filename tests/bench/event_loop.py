"""How long the window stands still: while the worker opens a large vault, while the list is
shown for the first time, and from a key press in the search to the new list.

A timer of one millisecond notes when it came; the largest gap is how long the event loop
was held, in CPU time of the process: what other programs do meanwhile does not count.
Beside it stands what the same timer sees when the worker does nothing, and when it only
counts (Python's threads take turns, whatever they do).
"""

import itertools
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QTableView

from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.controller import VaultController
from keystead.gui.main_window import VaultView
from keystead.gui.models.secret_table import SecretTableModel
from keystead.gui.models.snapshot import About, make_snapshot
from keystead.gui.tasks import Progress, Worker
from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.clipboard_formats import conceal_formats
from keystead.services.owner import Owner, OwnerKind
from keystead.services.resources import resource
from tests.bench.report import Measurement, in_turns
from tests.support import big_vault
from tests.support.homes import MadeVault
from tests.support.window import Stage

KEYS, LARGER = 10_000, 100_000
ROUNDS = 5
SETTLING = 500
"""Milliseconds in which the list has been painted for certain."""
WORDS = ("stripe", "prod billing", "key_3", "tag:ci", "zzz", "a")
HELD, SEARCH, LARGER_SEARCH = 50.0, 0.016, 0.05
"""Targets: milliseconds, CPU seconds."""


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

    def __init__(self, theme: Theme, vault: MadeVault) -> None:
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
        assert self.view.table.model_.rowCount() == KEYS
        return before[0], gaps.take()

    def on_worker(self, work: Callable[[Progress], object]) -> object:
        """The result of a job, with the event loop turning meanwhile."""
        loop, results = QEventLoop(), list[object]()

        def done(result: object) -> None:
            results.append(result)
            loop.quit()

        self.worker.submit(work, done)
        loop.exec()
        return results[0]

    def _owner(self) -> Owner:
        vault = self._vault
        return Owner.of_created(vault.home, vault.entry, vault.unlock_key, OwnerKind.WINDOW)

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


def measure() -> list[Measurement]:
    """Milliseconds that the loop was held; CPU seconds of a search."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(resource)
    theme.apply(app, Scheme.LIGHT)
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as folder:
        vault = big_vault.made(Path(folder), KEYS)
        return [*_held(theme, vault), *_search(theme, vault)]


def _held(theme: Theme, vault: MadeVault) -> list[Measurement]:
    gaps = Gaps()
    opening, showing, idle, counting = [], [], [], []
    for _ in range(ROUNDS):
        window = BigWindow(theme, vault)
        idle.append(_while_worker(window, gaps, lambda _: time.sleep(1.0)))
        counting.append(_while_worker(window, gaps, _count))
        before, after = window.open(gaps)
        opening.append(before)
        showing.append(after)
        window.close()
    there = f"event loop held while {KEYS:,} keys open"
    shown = f"event loop held when {KEYS:,} keys are first shown"
    return [
        Measurement(there, "ms", tuple(opening), HELD, "a worker that counts", tuple(counting)),
        Measurement(shown, "ms", tuple(showing), HELD, "a worker that sleeps", tuple(idle)),
    ]


def _while_worker(window: BigWindow, gaps: Gaps, work: Callable[[Progress], object]) -> float:
    gaps.start()
    window.on_worker(work)
    return gaps.take()


def _count(_: Progress) -> None:
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        sum(range(100))


def _larger(window: BigWindow) -> list[Measurement]:
    """The same window on ten times as many keys: each of them ten times, under other names."""
    snapshot = window.controller.snapshot
    assert snapshot is not None
    secrets = tuple(
        structs.replace(one, id=os.urandom(16), name=f"{one.name}_{copy}")
        for copy in range(LARGER // KEYS)
        for one in snapshot.secrets
    )
    about = About(snapshot.vault_name, snapshot.file)
    window.view.table.show_snapshot(
        make_snapshot(about, secrets, snapshot.environments, snapshot.now)
    )
    settle()
    words = itertools.cycle(WORDS)
    mine, _ = in_turns(lambda: window.search(next(words)), settle, 2 * len(WORDS))
    what = f"search, key press to new list, {LARGER:,} keys"
    return [Measurement(what, "s", mine, LARGER_SEARCH)]


def _search(theme: Theme, vault: MadeVault) -> list[Measurement]:
    window = BigWindow(theme, vault)
    window.open(Gaps())
    proxy, view = _proxy(window)
    ours, theirs = itertools.cycle(WORDS), itertools.cycle(WORDS)
    mine, others = in_turns(
        lambda: window.search(next(ours)), lambda: _filter(proxy, next(theirs)), 2 * len(WORDS)
    )
    view.deleteLater()
    larger = _larger(window)
    window.close()
    what = f"search, key press to new list, {KEYS:,} keys"
    return [
        Measurement(what, "s", mine, SEARCH, "QSortFilterProxyModel, unpainted", others),
        *larger,
    ]


def _proxy(window: BigWindow) -> tuple[QSortFilterProxyModel, QTableView]:
    """The usual way, over the same rows: a filter model between list and view."""
    view = QTableView()
    rows = SecretTableModel(view)
    rows.show(window.view.table.model_.snapshot)
    proxy = QSortFilterProxyModel(view)
    proxy.setSourceModel(rows)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setFilterKeyColumn(0)
    view.setModel(proxy)
    return proxy, view


def _filter(proxy: QSortFilterProxyModel, words: str) -> None:
    proxy.setFilterFixedString(words)
    settle()

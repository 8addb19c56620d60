"""How long the window stands still: while the worker opens a large vault, while the list is
shown for the first time, and from a key press in the search to the new list.

A timer of one millisecond notes when it came; the largest gap is how long the event loop
was held, in CPU time of the process: what other programs do meanwhile does not count.
Beside it stands what the same timer sees when the worker only counts (Python's threads take
turns, whatever they do), and what showing a vault of 100 keys takes.
"""

import itertools
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from keystead.gui.models.secret_table import SecretTableModel
from keystead.gui.tasks import Progress
from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.resources import resource
from tests.bench.big_window import BigWindow, Gaps, settle
from tests.bench.report import Measurement, in_turns
from tests.support import kept_vaults
from tests.support.kept_vaults import KeptVault

TITLE = "The window: the event loop and the search"
REMARKS = """\
Vault, KDF and SQLite are the worker's; what is left on the window's thread is painting and
handing over. The first showing is mostly the first paint of the whole window, so a vault of 100
keys takes as long. The search is timed from the change of the text to the painted list, painting
included, on Qt's software renderer. The usual proxy model beside it is not even painted."""
KEYS = 10_000
ROUNDS = 5
WORDS = ("stripe", "prod billing", "key_3", "tag:ci", "zzz", "a")
HELD = 50.0
SEARCH = {10_000: 0.016, 100_000: 0.050}
"""Targets: milliseconds, CPU seconds."""


def measure() -> list[Measurement]:
    """Milliseconds that the loop was held; CPU seconds of a search."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(resource)
    theme.apply(app, Scheme.LIGHT)
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        few, many, most = (
            _copied(vault, Path(name) / str(number))
            for number, vault in enumerate(
                (
                    kept_vaults.kept(100),
                    kept_vaults.kept(KEYS),
                    kept_vaults.kept(100_000, per_commit=100),
                )
            )
        )
        return [
            *_held(theme, few, many),
            _search(theme, many, 10_000, 2 * len(WORDS)),
            _search(theme, most, 100_000, len(WORDS)),
        ]


def _copied(vault: KeptVault, folder: Path) -> KeptVault:
    folder.mkdir()
    return vault.copy_to(folder)


def _held(theme: Theme, few: KeptVault, many: KeptVault) -> list[Measurement]:
    gaps = Gaps()
    opening, showing, counting, small = [], [], [], []
    for _ in range(ROUNDS):
        window = BigWindow(theme, few)
        small.append(window.open(gaps)[1])
        window.close()
        window = BigWindow(theme, many)
        counting.append(_while_worker(window, gaps, _count))
        before, after = window.open(gaps)
        opening.append(before)
        showing.append(after)
        window.close()
    there = f"event loop held while {KEYS:,} keys open"
    shown = f"event loop held when {KEYS:,} keys are first shown"
    counts = {"a worker that counts": tuple(counting)}
    return [
        Measurement(there, "ms", tuple(opening), HELD, counts),
        Measurement(shown, "ms", tuple(showing), HELD, {"with 100 keys": tuple(small)}),
    ]


def _while_worker(window: BigWindow, gaps: Gaps, work: Callable[[Progress], object]) -> float:
    gaps.start()
    window.on_worker(work)
    return gaps.take()


def _count(_: Progress) -> None:
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        sum(range(100))


def _search(theme: Theme, vault: KeptVault, keys: int, rounds: int) -> Measurement:
    window = BigWindow(theme, vault)
    window.open(Gaps())
    proxy, view = _proxy(window)
    ours, theirs = itertools.cycle(WORDS), itertools.cycle(WORDS)
    mine, others = in_turns(
        lambda: window.search(next(ours)), lambda: _filter(proxy, next(theirs)), rounds
    )
    view.deleteLater()
    window.close()
    what = f"search, key press to new list, {keys:,} keys"
    return Measurement(what, "s", mine, SEARCH[keys], {"QSortFilterProxyModel": others})


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

"""The program with its window inside a test, on a home of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.settings import Settings
from keystead.gui.application import Application
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.room import Room
from keystead.services.home import Home
from keystead.services.parts import Parts
from keystead.system.paths import Paths
from tests.support.clock import FakeClock
from tests.support.homes import PASSPHRASE, MadeVault, parts

PATIENCE_MS = 20_000


class Window:
    """An Application, and whether it has ended."""

    def __init__(self, app: QApplication, qtbot: QtBot, home: Home, settings: Settings) -> None:
        self.home, self.qtbot = home, qtbot
        self.ended = False
        self.main = Application(app, home, settings, self._end)

    def _end(self) -> None:
        self.ended = True

    @property
    def clock(self) -> FakeClock:
        """The clock of the home."""
        clock = self.home.parts.clock
        assert isinstance(clock, FakeClock)
        return clock

    @property
    def room(self) -> Room:
        """The open vault."""
        assert self.main.room is not None
        return self.main.room

    @property
    def snapshot(self) -> VaultSnapshot:
        """What the open vault shows."""
        snapshot = self.room.controller.snapshot
        assert snapshot is not None
        return snapshot

    @property
    def asks_for(self) -> str:
        """The name of the vault that the unlock page asks for."""
        current = self.main.entrance.unlock.current
        assert current is not None
        return current.name

    def settle(self) -> None:
        """Until the worker has nothing to do."""
        self.qtbot.waitUntil(lambda: not self.main.worker.busy, timeout=PATIENCE_MS)

    def until_open(self) -> Room:
        """Until a vault is open and has been shown."""
        self.qtbot.waitUntil(lambda: self.main.room is not None, timeout=PATIENCE_MS)
        room = self.room
        self.qtbot.waitUntil(lambda: room.controller.snapshot is not None, timeout=PATIENCE_MS)
        self.qtbot.waitUntil(lambda: room.view.complete, timeout=PATIENCE_MS)
        return room

    def until_locked(self) -> None:
        """Until the vault is closed and the unlock page asks for it."""
        main = self.main
        self.qtbot.waitUntil(lambda: main.room is None, timeout=PATIENCE_MS)
        self.settle()

    def shows(self, page: object) -> bool:
        """Whether this page is the one that is shown."""
        return self.main.shell.page is page

    def type_unlock(self, code: str, passphrase: str = PASSPHRASE.reveal()) -> None:
        """Type into the unlock page."""
        form = self.main.entrance.unlock.form
        form.passphrase.edit.selectAll()
        QTest.keyClicks(form.passphrase.edit, passphrase)
        QTest.keyClicks(form.cells, code)

    def unlock(self, vault: MadeVault) -> Room:
        """Open the vault as its user does."""
        self.type_unlock(vault.phone.next_code())
        return self.until_open()


def quiet(done: float = 0.0, whole: float = 1.0, words: str = "") -> None:
    """Progress that nobody looks at."""


@contextmanager
def short_home(folder: Path, made_of: Parts | None = None) -> Iterator[Home]:
    """A home whose sockets have short paths, as a test's own folder has not."""
    with tempfile.TemporaryDirectory(prefix="ks-") as runtime:
        yield Home(Paths.of(str(folder / "home"), runtime), made_of or parts(FakeClock()))


@contextmanager
def window(
    app: QApplication,
    qtbot: QtBot,
    home: Home,
    wanted: str | None = None,
    settings: Settings | None = None,
) -> Iterator[Window]:
    """A shown window; it is locked and ended with the block."""
    shown = Window(app, qtbot, home, settings or Settings())
    shown.main.start(wanted)
    shown.settle()
    try:
        yield shown
    finally:
        shown.main.quit()
        qtbot.waitUntil(lambda: shown.ended, timeout=PATIENCE_MS)
        shown.main.shell.deleteLater()

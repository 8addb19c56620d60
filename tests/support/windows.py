"""The program with its window inside a test, on a home of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.settings import Settings
from keystead.gui.application import Application
from keystead.services.home import Home
from keystead.services.owner import LockReason
from tests.support.clock import FakeClock
from tests.support.homes import home_at, parts


class Window:
    """An Application, and whether it has ended."""

    def __init__(self, app: QApplication, qtbot: QtBot, home: Home) -> None:
        self.home, self._qtbot = home, qtbot
        self.ended = False
        self.main = Application(app, home, Settings(), self._end)

    def _end(self) -> None:
        self.ended = True

    @property
    def clock(self) -> FakeClock:
        """The clock of the home."""
        clock = self.home.parts.clock
        assert isinstance(clock, FakeClock)
        return clock

    def until_idle(self) -> None:
        """Until the worker has nothing to do."""
        self._qtbot.waitUntil(lambda: not self.main.worker.busy, timeout=20_000)

    def shows(self, page: object) -> bool:
        """Whether this page is the one that is shown."""
        return self.main.shell.page is page


@contextmanager
def window(
    app: QApplication,
    qtbot: QtBot,
    folder: Path,
    wanted: str | None = None,
    home: Home | None = None,
) -> Iterator[Window]:
    """A shown window; it is locked and ended with the block."""
    shown = Window(app, qtbot, home or home_at(folder / "home", parts(FakeClock())))
    shown.main.start(wanted)
    shown.until_idle()
    try:
        yield shown
    finally:
        shown.main.quit()
        qtbot.waitUntil(lambda: shown.ended, timeout=20_000)
        shown.main.shell.deleteLater()


__all__ = ["LockReason", "Window", "window"]

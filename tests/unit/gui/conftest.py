"""The theme that the tests of the window share; shown in light and in dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.home import Home
from keystead.services.resources import resource
from tests.support.clock import FakeClock
from tests.support.homes import parts
from tests.support.windows import short_home


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme in light."""
    theme = Theme(resource)
    theme.apply(qapp, Scheme.LIGHT)
    return theme


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A shown, active window to put widgets on."""
    # The window of the test before goes now; later it would take the activation with it.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
    window = QWidget()
    qtbot.addWidget(window)
    # Away from the pointer, which stands at 0, 0 where there is no screen.
    window.setGeometry(100, 100, 800, 600)
    # It takes the focus first, so that no widget has it by chance.
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


@pytest.fixture
def home(tmp_path: Path, clock: FakeClock) -> Iterator[Home]:
    """An empty home whose sockets have short paths."""
    with short_home(tmp_path, parts(clock)) as made:
        yield made

"""The theme that the tests of the window share; shown in light and in dark."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.resources import resource


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

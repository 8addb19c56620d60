"""The theme follows the system or the setting, and says when it changes."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.resources import resource


class Hints(QObject):
    """A system whose scheme the test sets."""

    colorSchemeChanged = Signal(Qt.ColorScheme)

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Unknown

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def become(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit(scheme)


@pytest.fixture
def hints(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Hints:
    hints = Hints()
    monkeypatch.setattr(qapp, "styleHints", lambda: hints)
    return hints


def test_a_system_without_a_scheme_gets_light(qapp: QApplication, hints: Hints) -> None:
    theme = Theme(resource)
    theme.apply(qapp)
    assert not theme.dark
    assert theme.setting is Scheme.SYSTEM


def test_it_follows_the_system(qapp: QApplication, hints: Hints, qtbot: QtBot) -> None:
    theme = Theme(resource)
    theme.apply(qapp)
    with qtbot.waitSignal(theme.changed):
        hints.become(Qt.ColorScheme.Dark)
    assert theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.palette.surface


def test_a_setting_stands_against_the_system(
    qapp: QApplication, hints: Hints, qtbot: QtBot
) -> None:
    theme = Theme(resource)
    theme.apply(qapp, Scheme.LIGHT)
    with qtbot.assertNotEmitted(theme.changed):
        hints.become(Qt.ColorScheme.Dark)
    assert not theme.dark
    theme.apply(qapp, Scheme.SYSTEM)
    assert theme.dark


def test_the_application_is_dressed(qapp: QApplication) -> None:
    theme = Theme(resource)
    theme.apply(qapp, Scheme.DARK)
    assert theme.palette.accent.name(theme.palette.accent.NameFormat.HexArgb) in qapp.styleSheet()
    assert qapp.font().pixelSize() == 13
    assert not qapp.windowIcon().isNull()


def test_the_icon_of_an_action_follows(qapp: QApplication) -> None:
    theme = Theme(resource)
    theme.apply(qapp, Scheme.LIGHT)
    action = QAction("Copy")
    theme.bind_icon(action, "copy")
    light: QImage = action.icon().pixmap(16).toImage()
    theme.apply(qapp, Scheme.DARK)
    assert action.icon().pixmap(16).toImage() != light


def test_an_action_that_is_gone_is_let_go(qapp: QApplication) -> None:
    theme = Theme(resource)
    theme.apply(qapp, Scheme.LIGHT)
    action = QAction("Copy")
    theme.bind_icon(action, "copy")
    action.deleteLater()
    qapp.processEvents()
    theme.apply(qapp, Scheme.DARK)
    assert theme.dark

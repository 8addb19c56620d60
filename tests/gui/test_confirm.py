"""The question before something that cannot be undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.confirm import ConfirmDialog
from tests.support.window import Stage


class Asked:
    """A question, and how often it was answered with yes."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.stage = Stage()
        qtbot.addWidget(self.stage)
        self.stage.show()
        self.stage.activateWindow()
        qtbot.waitActive(self.stage)
        self.yes = 0
        self.dialog = ConfirmDialog(theme, self.stage, "Erase?", "For good.", "Erase", self._said)
        self.dialog.ask()

    def _said(self) -> None:
        self.yes += 1


@pytest.fixture
def asked(theme: Theme, qtbot: QtBot) -> Asked:
    return Asked(theme, qtbot)


def test_enter_at_once_cancels(asked: Asked, qtbot: QtBot):
    assert QApplication.focusWidget() is asked.dialog.no
    qtbot.keyClick(asked.dialog.no, Qt.Key.Key_Return)
    assert asked.dialog.isHidden()
    assert asked.yes == 0


def test_esc_cancels(asked: Asked, qtbot: QtBot):
    qtbot.keyClick(asked.dialog.no, Qt.Key.Key_Escape)
    assert asked.yes == 0
    assert asked.dialog.isHidden()


def test_the_button_says_yes_once(asked: Asked, qtbot: QtBot):
    qtbot.mouseClick(asked.dialog.sure, Qt.MouseButton.LeftButton)
    assert asked.yes == 1
    assert asked.dialog.isHidden()

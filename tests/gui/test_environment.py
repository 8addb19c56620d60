"""A new environment."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.environment import EnvironmentDialog
from tests.support.window import OpenWindow


def opened(window: OpenWindow) -> EnvironmentDialog:
    window.view.commands.new_environment()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, EnvironmentDialog)
    return dialog


def test_it_is_made_and_stands_in_the_sidebar(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window)
    qtbot.keyClicks(dialog.name.edit, "eu-staging")
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    window.settle()
    assert window.view.commands.dialog is None
    assert window.view.sidebar.nav.item("env:eu-staging") is not None


def test_a_name_that_is_none_or_taken_is_told(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window)
    qtbot.keyClicks(dialog.name.edit, "EU Staging")
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert "in lower case" in dialog.name.message.words()
    dialog.name.set_text("prod")
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    window.settle()
    assert dialog.name.message.words() == "There is an environment named prod already."
    assert dialog.make.isEnabled()

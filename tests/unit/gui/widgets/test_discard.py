"""What was typed is kept unless somebody says that it may go."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.discard import DiscardDialog


def test_to_stay_has_the_focus_and_only_the_other_button_discards(
    theme: Theme, stage: QWidget, qtbot: QtBot
) -> None:
    gone: list[bool] = []
    dialog = DiscardDialog(
        theme, stage, "Discard?", "It is not saved.", lambda: gone.append(dialog.isHidden()), "Stay"
    )
    dialog.ask()
    assert QApplication.focusWidget() is dialog.stay
    assert dialog.stay.text() == "Stay"
    qtbot.keyClick(dialog.stay, Qt.Key.Key_Return)
    assert dialog.isHidden()
    dialog.ask()
    qtbot.keyClick(dialog.stay, Qt.Key.Key_Escape)
    assert gone == []
    dialog.ask()
    qtbot.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    assert gone == [True]

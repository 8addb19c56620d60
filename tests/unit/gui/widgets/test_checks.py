"""Check boxes and radio buttons: by mouse and keys, with shapes of their own."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.checks import CheckBox, RadioButton
from tests.support.pictures import picture, shows


def test_a_check_box_switches_by_mouse_space_and_enter(
    theme: Theme, stage: QWidget, qtbot: QtBot
) -> None:
    box = CheckBox(theme, "Keep `API_KEY` as a place", stage)
    box.show()
    assert box.accessibleName() == "Keep API_KEY as a place"
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        before = box.isChecked()
        qtbot.keyClick(box, key)
        assert box.isChecked() is not before
    before = box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, 12))
    assert box.isChecked() is not before


def test_each_state_of_a_check_box_looks_different(theme: Theme, stage: QWidget) -> None:
    box = CheckBox(theme, "Keep", stage)
    box.adjustSize()
    box.show()
    pictures = []
    for state in Qt.CheckState:
        box.setCheckState(state)
        pictures.append(picture(box))
        box.setEnabled(False)
        pictures.append(picture(box))
        box.setEnabled(True)
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])


def test_the_focus_is_seen(theme: Theme, stage: QWidget) -> None:
    for box in (CheckBox(theme, "Keep", stage), RadioButton(theme, "Leave out", stage)):
        box.adjustSize()
        box.show()
        assert box.minimumSizeHint() == box.sizeHint()
        assert not shows(box, theme.palette.accent)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        assert shows(box, theme.palette.accent, 60)


def test_arrows_move_among_radio_buttons(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    column = QVBoxLayout(stage)
    first, second = RadioButton(theme, "Write it as `B64`"), RadioButton(theme, "Leave it out")
    for button in (first, second):
        column.addWidget(button)
    qtbot.waitUntil(second.isVisible)
    first.setChecked(True)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked()
    assert shows(second, theme.palette.accent, 60)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(first.width() - 4, 10))
    assert first.isChecked()


def test_radio_buttons_can_be_off(theme: Theme, stage: QWidget) -> None:
    button = RadioButton(theme, "Not now", stage)
    button.adjustSize()
    button.show()
    button.setEnabled(False)
    off = picture(button)
    button.setChecked(True)
    assert picture(button) != off

"""Six cells: typing, pasting, arrows, marks, and one signal when all are there."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.code_cells import CodeCells, digits_of
from tests.support.pictures import colours, picture, shows


@pytest.fixture
def cells(theme: Theme, stage: QWidget) -> CodeCells:
    cells = CodeCells(theme, parent=stage)
    cells.show()
    cells.setFocus()
    return cells


@pytest.mark.parametrize(
    ("words", "digits"),
    [("417 032", "417032"), ("417-032\n", "417032"), ("code: 12", "12"), ("", ""),
     ("1234567", "123456"), ("４１７", ""), ("٤١٧032", "032")],
)  # fmt: skip
def test_a_paste_means_its_ascii_digits(words: str, digits: str) -> None:
    assert digits_of(words) == digits


def test_it_is_304_wide(cells: CodeCells) -> None:
    assert (cells.width(), cells.height()) == (304, 44)
    assert [cells.cell(n).x() for n in range(6)] == [0, 50, 100, 162, 212, 262]
    assert cells.minimumSizeHint() == cells.sizeHint()


def test_the_sixth_digit_completes(cells: CodeCells, qtbot: QtBot) -> None:
    done: list[str] = []
    cells.completed.connect(done.append)
    qtbot.keyClicks(cells, "41703")
    assert done == []
    qtbot.keyClicks(cells, "2")
    assert done == ["417032"]
    qtbot.keyClicks(cells, "9")
    assert cells.code() == "417032"


def test_letters_do_nothing(cells: CodeCells, qtbot: QtBot) -> None:
    qtbot.keyClicks(cells, "a4 b-1")
    assert cells.code() == "41"


def test_a_digit_replaces_the_one_in_its_cell(cells: CodeCells, qtbot: QtBot) -> None:
    qtbot.keyClicks(cells, "417")
    qtbot.keyClick(cells, Qt.Key.Key_Left)
    qtbot.keyClick(cells, Qt.Key.Key_Left)
    qtbot.keyClicks(cells, "9")
    assert cells.code() == "497"
    qtbot.keyClick(cells, Qt.Key.Key_Backspace)
    assert cells.code() == "47"


def test_selected_digits_are_replaced(cells: CodeCells, qtbot: QtBot) -> None:
    cells.paste_text("417")
    qtbot.mouseDClick(cells, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(cells, "5")
    assert cells.code() == "5"


def test_six_pasted_digits_replace_all(cells: CodeCells, qtbot: QtBot) -> None:
    done: list[str] = []
    cells.completed.connect(done.append)
    qtbot.keyClicks(cells, "99")
    QGuiApplication.clipboard().setText(" 417 032\n")
    qtbot.keyClick(cells, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert done == ["417032"]


def test_an_input_method_types_too(cells: CodeCells) -> None:
    event = QInputMethodEvent()
    event.setCommitString("41x7")
    QApplication.sendEvent(cells, event)
    assert cells.code() == "417"


def test_undo_does_not_bring_a_code_back(cells: CodeCells, qtbot: QtBot) -> None:
    cells.paste_text("417")
    cells.clear_code()
    qtbot.keyClick(cells, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells.code() == ""


def test_the_mouse_puts_the_caret_into_a_cell(cells: CodeCells, qtbot: QtBot) -> None:
    cells.paste_text("4170")
    qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.cell(1).center())
    assert cells.cursorPosition() == 1
    qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.cell(5).center())
    assert cells.cursorPosition() == 4
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(9, 9), QPointF(9, 9),
        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(cells, move)
    assert not cells.hasSelectedText()


def test_there_is_no_menu(cells: CodeCells) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), QPoint(2, 2))
    QApplication.sendEvent(cells, event)
    assert event.isAccepted()
    assert QApplication.activePopupWidget() is None


def test_marks_are_seen_and_go_with_typing(cells: CodeCells, theme: Theme, qtbot: QtBot) -> None:
    cells.set_state("error")
    assert cells.state == "error"
    assert shows(cells, theme.palette.red_fill, 400)
    qtbot.keyClicks(cells, "4")
    assert cells.state == "plain"
    cells.set_state("ok")
    assert shows(cells, theme.palette.green, 400)
    qtbot.keyClick(cells, Qt.Key.Key_Backspace)
    assert cells.state == "plain"


def test_the_focus_stands_in_one_cell(cells: CodeCells, theme: Theme) -> None:
    assert 200 < colours(picture(cells))[theme.palette.accent.name()] < 400
    cells.clearFocus()
    assert not shows(cells, theme.palette.accent)


def test_the_caret_blinks(cells: CodeCells, theme: Theme, qtbot: QtBot) -> None:
    lit = colours(picture(cells))[theme.palette.accent.name()]
    qtbot.waitUntil(
        lambda: colours(picture(cells))[theme.palette.accent.name()] == lit - 20, timeout=3000
    )


def test_it_can_be_off(cells: CodeCells, theme: Theme) -> None:
    cells.paste_text("417")
    cells.setEnabled(False)
    assert shows(cells, theme.palette.sunken, 1000)
    assert shows(cells, theme.palette.disabled)


def test_it_says_what_it_is(cells: CodeCells) -> None:
    assert cells.accessibleName() == "Code from your authenticator"
    assert cells.accessibleDescription() == "Six digits"

"""The list of lines to import: which are taken, by mouse and by keyboard."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.import_list import ImportList
from keystead.gui.models.import_preview import Item, What
from keystead.gui.theme.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
CHECK, TEXT = Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.AccessibleTextRole
ITEMS = (
    Item(1, "A_KEY", What.NEW, "••", "Stripe API key"),
    Item(2, "B_KEY", What.SAME, "••", "Already so"),
    Item(3, "C_KEY", What.CHANGED, "••", "v1 stays valid for 48 h"),
    Item(4, "", What.INVALID, "", "No name"),
)


def shown(qtbot: QtBot, theme: Theme) -> ImportList:
    made = ImportList(theme)
    qtbot.addWidget(made)
    made.resize(820, 300)
    made.rows.show(ITEMS)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def test_all_that_changes_something_is_taken_at_first(qtbot: QtBot, theme: Theme):
    made = shown(qtbot, theme)
    assert made.rows.taken() == {1, 3}
    assert made.rows.all_taken


def test_space_ticks_and_ctrl_a_ticks_all_or_none(qtbot: QtBot, theme: Theme):
    made = shown(qtbot, theme)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert made.currentIndex().row() == 0
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert made.rows.taken() == {3}
    QTest.keyClick(made, Qt.Key.Key_A, CONTROL)
    assert made.rows.taken() == {1, 3}
    QTest.keyClick(made, Qt.Key.Key_A, CONTROL)
    assert made.rows.taken() == set()
    # What changes nothing cannot be ticked.
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert made.rows.taken() == set()


def test_the_header_ticks_all_or_none(qtbot: QtBot, theme: Theme):
    made = shown(qtbot, theme)
    QTest.mouseClick(made._header, Qt.MouseButton.LeftButton, pos=QPoint(18, 14))
    assert made.rows.taken() == set()
    QTest.mouseClick(made._header, Qt.MouseButton.LeftButton, pos=QPoint(18, 14))
    assert made.rows.taken() == {1, 3}
    QTest.mouseClick(made._header, Qt.MouseButton.LeftButton, pos=QPoint(200, 14))
    assert made.rows.taken() == {1, 3}


def test_a_screen_reader_hears_the_line_and_its_tick(qtbot: QtBot, theme: Theme):
    rows = shown(qtbot, theme).rows
    assert rows.data(rows.index(0), TEXT) == "Line 1, A_KEY, New, Stripe API key"
    assert rows.data(rows.index(0), CHECK) is Qt.CheckState.Checked
    assert rows.data(rows.index(3), CHECK) is None
    checkable = Qt.ItemFlag.ItemIsUserCheckable
    assert rows.flags(rows.index(0)) & checkable
    assert not rows.flags(rows.index(1)) & checkable

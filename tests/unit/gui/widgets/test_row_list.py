import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.gui.theme.theme import Scheme, Theme
from keystead.gui.widgets.marks import Mark
from keystead.gui.widgets.row_list import Cell, Column, RowList
from keystead.services.resources import resource

COLUMNS = (Column("Name", 100), Column("State"), Column("Rest"))
ROWS = [(Cell(f"row {at}"), Cell("fine", Mark.GOOD), Cell("x", mono=True)) for at in range(3)]


@pytest.fixture
def shown(qapp, qtbot):
    theme = Theme(resource)
    theme.apply(qapp, Scheme.DARK)
    made = RowList(theme, "Things", COLUMNS)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_rows(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_first_row_is_chosen_and_arrows_move(shown, qtbot):
    heard: list[int] = []
    shown.chosen_changed.connect(heard.append)
    shown.activated.connect(lambda at: heard.append(100 + at))
    assert shown.chosen() == 0
    shown.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Return):
        QTest.keyClick(shown.view, key)
    assert heard == [1, 2, 0, 100]
    shown.show_rows([])
    assert shown.chosen() == -1
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert heard[-1] == -1


def test_a_mouse_chooses(shown, qtbot):
    place = shown.view.visualItemRect(shown.view.item(2)).center()
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.chosen() == 2


def test_a_screen_reader_hears_heads_and_words(shown):
    assert shown.view.accessibleName() == "Things"
    assert shown.said(1) == "Name row 1, State fine, Rest x"
    role = Qt.ItemDataRole.AccessibleTextRole
    assert shown.view.item(1).data(role) == shown.said(1)


def test_columns_share_what_is_left(shown):
    (first, second, third) = shown.places(500)
    assert first[1] < 100
    assert second[1] == third[1]
    assert third[0] + third[1] <= 500
    assert all(wide >= -20 for _, wide in shown.places(10))


def test_it_paints_on_the_ground_behind_it(shown, qtbot):
    image = shown.grab().toImage()
    low = image.pixelColor(image.width() // 2, image.height() - 5)
    top = shown.view.mapTo(shown, shown.view.visualItemRect(shown.view.item(0)).center())
    assert image.pixelColor(top * image.devicePixelRatio()) != low, "the chosen row stands out"

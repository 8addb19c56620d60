"""What all lists of whole rows share: grounds, hover, focus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.gui.theme.metrics import ROW
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.row_table import RowTable
from tests.support.pictures import picture
from tests.support.window import Stage

FLAGS = QItemSelectionModel.SelectionFlag


class Ten(QAbstractListModel):
    """Ten rows without words."""

    def rowCount(self, _parent: object = None) -> int:
        return 10

    def data(self, _index: object, _role: int = 0) -> None:
        return None


class Rows(RowTable):
    """One column as wide as the list."""

    def fitted(self, width: int, taken: int) -> list[int]:
        """All of it."""
        return [width]

    def choose(self, row: int) -> None:
        """Add a row to those chosen."""
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, FLAGS.Select | FLAGS.Rows)

    def ground(self, row: int) -> str:
        """The colour in the middle of a row."""
        rect = self.visualRect(self.model().index(row, 0))
        return picture(self.viewport()).pixelColor(rect.center()).name()


@pytest.fixture
def rows(theme: Theme, qtbot: QtBot) -> Iterator[Rows]:
    stage = Stage()
    qtbot.addWidget(stage)
    made = Rows(theme)
    made.horizontalHeader().hide()
    made.setModel(Ten(made))
    stage.hold(made)
    stage.resize(300, 12 * ROW)
    stage.show()
    stage.activateWindow()
    qtbot.waitActive(stage)
    made.setFocus()
    yield made
    stage.close()


def test_chosen_rows_come_from_top_to_bottom(rows: Rows):
    assert rows.rows() == []
    for row in (7, 2, 3):
        rows.choose(row)
    assert rows.rows() == [2, 3, 7]


def test_the_chosen_row_turns_neutral_without_the_focus(rows: Rows, theme: Theme):
    rows.choose(1)
    assert rows.ground(1) == theme.palette.accent_soft.name()
    assert rows.ground(2) not in (theme.palette.accent_soft.name(), theme.palette.sel.name())
    rows.clearFocus()
    assert rows.ground(1) == theme.palette.sel.name()


def test_the_row_under_the_pointer_stands_out(rows: Rows, theme: Theme, qtbot: QtBot):
    plain = rows.ground(4)
    qtbot.mouseMove(rows.viewport(), rows.visualRect(rows.model().index(4, 0)).center())
    qtbot.waitUntil(lambda: rows.ground(4) == theme.palette.hover.name())
    assert rows.ground(5) == plain
    qtbot.mouseMove(rows.viewport(), rows.visualRect(rows.model().index(5, 0)).center())
    qtbot.waitUntil(lambda: rows.ground(4) == plain)


def test_a_column_follows_the_width_and_the_scroll_bar(rows: Rows):
    assert rows.columnWidth(0) == 300
    rows.window().resize(400, 5 * ROW)
    QApplication.processEvents()
    assert rows.verticalScrollBar().isVisible()
    assert rows.columnWidth(0) == rows.viewport().width() < 400


def test_a_chosen_row_in_view_stays_there_when_there_is_less_room(rows: Rows):
    last = next(n for n in range(rows.model().rowCount(), -1, -1) if _whole(rows, n))
    rows.setCurrentIndex(rows.model().index(last, 0))
    rows.window().resize(300, 5 * ROW)
    QApplication.processEvents()
    assert _whole(rows, last)
    # One that is scrolled out of view is left alone.
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    rows.setCurrentIndex(rows.model().index(0, 0))
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    rows.window().resize(300, 4 * ROW)
    QApplication.processEvents()
    assert not _whole(rows, 0)


def _whole(rows: Rows, row: int) -> bool:
    place = rows.visualRect(rows.model().index(row, 0))
    return place.isValid() and rows.viewport().rect().contains(place)


def test_who_derives_from_it_says_how_wide_columns_are(theme: Theme, qtbot: QtBot):
    made = RowTable(theme)
    qtbot.addWidget(made)
    with pytest.raises(NotImplementedError):
        made.fitted(100, 0)


def test_rows_are_as_high_as_everywhere(rows: Rows):
    assert rows.rowHeight(0) == ROW
    assert rows.focusPolicy() & Qt.FocusPolicy.TabFocus

"""Paints the cells of the table after the mock-up: tile, names, chip, age bar, state.

The ground of a row is painted by its first cell's delegate over the whole width, so that
the chosen row is one rounded box.
"""

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from keystead.core.sorting import Column
from keystead.gui.models.cells import Row
from keystead.gui.models.secret_table import COLUMNS, SecretTableModel
from keystead.gui.theme.fonts import BASE, MONO, SMALL, Weight
from keystead.gui.theme.metrics import ICON, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.cell_pictures import CellPictures
from keystead.gui.widgets import paint
from keystead.gui.widgets.age_bar import WIDTH, paint_age_bar
from keystead.gui.widgets.chip import chip_size, paint_chip
from keystead.gui.widgets.icon_view import paint_monogram
from keystead.gui.widgets.marks import paint_mark

_TILE = 20
_BETWEEN = 8  # between columns
_DAYS = 36


class RowDelegate(QStyledItemDelegate):
    """One delegate for all columns; the row's words come prepared from the model."""

    def __init__(self, theme: Theme, model: SecretTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._model = theme, model
        self._pictures = CellPictures()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One cell, from the pictures kept where it was painted before."""
        row, column = self._model.row(index.row()), COLUMNS[index.column()][0]
        chosen = column is Column.NAME and bool(option.state & QStyle.StateFlag.State_Selected)
        content = (column, self._content(row, column), chosen, self.theme.dark)

        def draw(inside: QPainter, rect: QRect) -> None:
            self._cell(inside, rect.adjusted(0, 0, -_BETWEEN, 0), column, row, chosen)

        self._pictures.paint(painter, option.rect, content, draw)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """What a cell shows shortened, whole, as a tool tip."""
        if not index.isValid():
            return False
        words = self.shortened(index, option.rect.width())
        QToolTip.showText(event.globalPos(), words, view)
        return True

    def shortened(self, index: QModelIndex | QPersistentModelIndex, width: int) -> str:
        """The words of a cell that do not fit ``width`` pixels; '' where they do."""
        row, column = self._model.row(index.row()), COLUMNS[index.column()][0]
        fonts = self.theme.fonts
        texts: dict[Column, tuple[str, QFont, int]] = {
            Column.NAME: (row.name, fonts.mono(MONO, Weight.BOLD), L + _TILE + S + _BETWEEN),
            Column.SERVICE: (row.service, fonts.ui(), _BETWEEN),
        }
        if column is Column.ENVIRONMENT:
            wide = chip_size(self.theme, row.environment, 9_999).width()
            return row.environment if wide > width - 2 else ""
        words, font, taken = texts.get(column, ("", fonts.ui(), 0))
        return words if paint.width_of(words, font) - 1 > width - taken else ""

    def _content(self, row: Row, column: Column) -> Hashable:
        """All that a cell shows."""
        match column:
            case Column.NAME:
                return row.name, self._model.letters(row.service)
            case Column.SERVICE:
                return row.service
            case Column.ENVIRONMENT:
                return row.environment, self._model.colour(row.environment)
            case Column.AGE:
                return row.age, row.age_share
            case Column.EXPIRES:
                return row.expiry
            case Column.LAST_USED:
                return row.last_used
            case _:
                return row.state

    def _cell(self, painter: QPainter, rect: QRect, column: Column, row: Row, chosen: bool) -> None:
        palette, ui = self.theme.palette, self.theme.fonts.ui()
        match column:
            case Column.NAME:
                self._name(painter, rect, row, chosen)
            case Column.SERVICE:
                paint.text(painter, rect, row.service, ui, palette.text2)
            case Column.ENVIRONMENT:
                wide = rect.adjusted(0, 0, _BETWEEN - 2, 0)
                colour = self._model.colour(row.environment)
                paint_chip(painter, self.theme, wide, row.environment, colour)
            case Column.AGE:
                self._age(painter, rect, row)
            case Column.EXPIRES:
                weight = Weight.HEADING if row.expiry.bold else Weight.TEXT
                font = self.theme.fonts.ui(BASE, weight)
                colour_ = self.theme.colour(row.expiry.colour)
                paint.text(painter, rect.adjusted(0, 0, 6, 0), row.expiry.words, font, colour_)
            case Column.LAST_USED:
                paint.text(painter, rect.adjusted(0, 0, 4, 0), row.last_used, ui, palette.text2)
            case _:
                self._state(painter, rect, row)

    def _name(self, painter: QPainter, rect: QRect, row: Row, chosen: bool) -> None:
        tile = QRect(rect.x() + L, rect.y() + (rect.height() - _TILE) // 2, _TILE, _TILE)
        letters = self._model.letters(row.service)
        paint_monogram(painter, self.theme, tile, letters, "surface" if chosen else "tile")
        words = rect.adjusted(L + _TILE + S, 0, 0, 0)
        font = self.theme.fonts.mono(MONO, Weight.BOLD if chosen else Weight.LABEL)
        paint.text(painter, words, row.name, font, self.theme.palette.text)

    def _age(self, painter: QPainter, rect: QRect, row: Row) -> None:
        if row.age_share is not None:
            paint_age_bar(painter, self.theme, rect, row.age_share)
        area = QRect(rect.x() + WIDTH, rect.y(), _DAYS, rect.height())
        right = Qt.AlignmentFlag.AlignRight
        paint.text(
            painter, area, row.age, self.theme.fonts.ui(SMALL), self.theme.palette.text2, right
        )

    def _state(self, painter: QPainter, rect: QRect, row: Row) -> None:
        found = row.mark()
        if found is None:
            return
        mark, words, colour = found
        box = QRect(rect.x() - 1, rect.y() + (rect.height() - ICON) // 2, ICON, ICON)
        paint_mark(painter, self.theme, box, mark)
        area = rect.adjusted(ICON + 4, 0, _BETWEEN, 0)
        paint.text(painter, area, words, self.theme.fonts.ui(), self.theme.colour(colour))

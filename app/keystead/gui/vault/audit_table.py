"""The table of the audit: one event a row, the newest first; older ones come as it scrolls."""

from collections.abc import Hashable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from keystead.gui.models import audit_table as columns
from keystead.gui.models.audit_rows import THIS_DEVICE, EventRow
from keystead.gui.models.audit_table import HEADS, AuditModel
from keystead.gui.theme.fonts import MONO, SMALL, Weight
from keystead.gui.theme.metrics import ICON, ROW, XS, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.cell_pictures import CellPictures
from keystead.gui.vault.header import HeaderEnd, TableHeader
from keystead.gui.vault.row_table import BY_KEYBOARD, MOVES, RowTable
from keystead.gui.widgets import paint
from keystead.gui.widgets.chip import paint_chip
from keystead.gui.widgets.marks import paint_mark
from keystead.services.audit import Record

_WIDTHS = (152, 176, 188, 92, 124, 92, 192)
"""Of the columns at the window's usual width; About and Where share what is more, or missing."""
_ABOUT, _WHERE = 140, 90
"""The least of those two."""
_NARROW = (150, 148, 140, 86, 102, 0, 70)
"""Where there is less: the device stands below the list, too."""
_FITS = sum(_WIDTHS) - (_WIDTHS[columns.ABOUT] - _ABOUT) - (_WIDTHS[columns.WHERE] - _WHERE)
_BETWEEN = 10
_LEAST = 14
_NEAR = 20 * ROW
"""Pixels before the end at which older events are asked for."""


class AuditTable(RowTable):
    """``opened`` gives the Record of Enter or a double click, ``chosen`` the one that is
    chosen now, ``menu_asked`` where its menu is to open; ``more_asked`` when the end is near,
    ``left_up`` when Up was pressed in the first row, ``at_top`` when it is scrolled there."""

    opened = Signal(object)
    chosen = Signal(object)
    menu_asked = Signal(QPoint)
    more_asked = Signal()
    left_up = Signal()
    at_top = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.model_ = AuditModel(self)
        self.setModel(self.model_)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalHeader(TableHeader(theme, self, HEADS))
        self.addScrollBarWidget(HeaderEnd(theme), Qt.AlignmentFlag.AlignTop)
        self.setItemDelegate(EventDelegate(theme, self.model_, self))
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit(self.current()))
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setAccessibleName("Events")

    def current(self) -> Record | None:
        """The record chosen."""
        rows = self.rows()
        return self.model_.record(rows[0]) if rows else None

    def choose(self, row: int) -> None:
        """Choose a row, and bring it into view."""
        if 0 <= row < self.model_.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            index = self.model_.index(row, 0)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    @property
    def scrolled_down(self) -> bool:
        """False while the newest event is in view."""
        return self.verticalScrollBar().value() > 0

    def fitted(self, width: int, taken: int) -> list[int]:
        """About and Where take what the others leave, in halves."""
        whole = width + taken
        if whole < _FITS:
            *first, _ = _NARROW
            return [*first, max(width - sum(first), _NARROW[columns.WHERE])]
        widths = list(_WIDTHS)
        more = whole - sum(widths)
        widths[columns.ABOUT] = max(widths[columns.ABOUT] + more // 2, _ABOUT)
        rest = width - sum(widths[: columns.WHERE])
        widths[columns.WHERE] = max(rest, _WHERE)
        return widths

    def _fit(self) -> None:
        self.setColumnHidden(columns.DEVICE, self.width() < _FITS)
        super()._fit()

    def _scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - _NEAR:
            self.more_asked.emit()
        if not value:
            self.at_top.emit()

    def _open(self, index: QModelIndex) -> None:
        record = self.model_.record(index.row())
        if record is not None:
            self.opened.emit(record)

    # By keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the key; Up in the first row goes to the filters."""
        key = event.key()
        self._focus_shown = self._focus_shown or key in MOVES
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_up.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else self.model_.rowCount() - 1)
        elif key in MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row is chosen where none was: there is always something to read."""
        self._focus_shown = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        if not self.rows() and self._focus_shown:
            self.choose(0)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse where it is pressed, by keyboard at the row."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(48, 0))
        if self.rows():
            self.menu_asked.emit(place)


class EventDelegate(QStyledItemDelegate):
    """Paints the cells; their words come prepared from the model."""

    def __init__(self, theme: Theme, model: AuditModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._model = theme, model
        self._pictures = CellPictures()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        """One cell, from the pictures kept where it was painted before."""
        row, column = self._model.row(index.row()), index.column()

        def draw(inside: QPainter, rect: QRect) -> None:
            self._cell(inside, rect.adjusted(0, 0, -_BETWEEN, 0), column, row)

        content = (column, *self._looks(row, column), self.theme.dark)
        self._pictures.paint(painter, option.rect, content, draw)

    def _looks(self, row: EventRow, column: int) -> tuple[Hashable, ...]:
        """All that a cell shows."""
        if column == columns.WHAT:
            return row.what, row.more, row.icon, row.mark
        if column == columns.ABOUT:
            return row.about, row.version, row.named
        words = row.cells()[column]
        return words, self._model.colour(words) if column == columns.ENVIRONMENT else ""

    def _cell(self, painter: QPainter, rect: QRect, column: int, row: EventRow) -> None:
        palette, ui = self.theme.palette, self.theme.fonts.ui()
        words = row.cells()[column]
        if column == columns.WHEN:
            paint.text(painter, rect.adjusted(L, 0, 0, 0), words, ui, palette.text2)
        elif column == columns.WHAT:
            self._what(painter, rect, row)
        elif column == columns.ABOUT:
            mono = self.theme.fonts.mono(MONO, Weight.LABEL)
            colour = palette.text if row.named else palette.text2
            font = mono if row.named else ui
            self._with_more(painter, rect, (row.about, font, colour), row.version)
        elif column == columns.ENVIRONMENT:
            if words:
                colour_ = self._model.colour(words)
                paint_chip(painter, self.theme, rect.adjusted(0, 0, S, 0), words, colour_)
        elif column == columns.DEVICE and words != THIS_DEVICE:
            font = self.theme.fonts.mono(SMALL, Weight.TEXT)
            paint.text(painter, rect, words, font, palette.text2)
        else:
            paint.text(painter, rect, words, ui, palette.text2)

    def _what(self, painter: QPainter, rect: QRect, row: EventRow) -> None:
        box = QRect(rect.x(), rect.y() + (rect.height() - ICON) // 2, ICON, ICON)
        if row.mark is not None:
            paint_mark(painter, self.theme, box, row.mark)
        else:
            self.theme.icons.paint(painter, box, row.icon, "text2")
        area = rect.adjusted(ICON + XS + 2, 0, 0, 0)
        weight = Weight.TEXT if row.colour == "text" else Weight.LABEL
        font = self.theme.fonts.ui(weight=weight)
        words = (row.what, font, self.theme.colour(row.colour))
        self._with_more(painter, area, words, row.more)

    def _with_more(
        self, painter: QPainter, rect: QRect, words: tuple[str, QFont, QColor], more: str
    ) -> None:
        """Words, and a remark behind them as far as there is room."""
        paint.text(painter, rect, *words)
        taken = paint.width_of(words[0], words[1]) + XS + 2
        rest = rect.adjusted(taken, 0, 0, 0)
        if more and rest.width() > _LEAST:
            end = Qt.TextElideMode.ElideRight
            left, font = Qt.AlignmentFlag.AlignLeft, self.theme.fonts.ui()
            paint.text(painter, rest, more, font, self.theme.palette.text2, left, end)

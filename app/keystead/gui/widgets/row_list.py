"""A list of rows in columns, with heads: one stop for Tab, arrows move, a mark and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from keystead.gui.theme.fonts import BASE, MONO, SMALL, Weight
from keystead.gui.theme.metrics import HEADER, ICON, LINE, ROW, L, M
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.marks import Mark, paint_mark, word_colour

_MARK_GAP = 6


@dataclass(frozen=True)
class Column:
    """``width`` in pixels, 0 for what is left."""

    head: str
    width: int = 0


@dataclass(frozen=True)
class Cell:
    """Words in a column, with a mark before them where there is one."""

    words: str
    mark: Mark | None = None
    mono: bool = False
    colour: Token = "text"


Row = tuple[Cell, ...]


class RowList(QWidget):
    """``chosen_changed`` gives the number of the chosen row, -1 for none; ``activated`` that
    of Enter or a double click."""

    chosen_changed = Signal(int)
    activated = Signal(int)

    def __init__(self, theme: Theme, name: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self.theme, self.columns = theme, tuple(columns)
        self.rows: tuple[Row, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Heads(self))
        self.view = _View(self, name)
        self.view.currentRowChanged.connect(self.chosen_changed)
        self.view.itemActivated.connect(lambda _: self.activated.emit(self.chosen()))
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; the first is chosen."""
        self.rows = tuple(rows)
        self.view.clear()
        for row in self.rows:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _said(self.columns, row))
            self.view.addItem(item)
        if self.rows:
            self.view.setCurrentRow(0)

    def said(self, number: int) -> str:
        """What a screen reader says of a row."""
        return _said(self.columns, self.rows[number])

    def chosen(self) -> int:
        """The number of the chosen row, -1 for none."""
        return self.view.currentRow()

    def places(self, width: int) -> list[tuple[int, int]]:
        """Left edge and width of each column in so many pixels."""
        fixed = sum(one.width for one in self.columns)
        free = sum(1 for one in self.columns if not one.width)
        rest = max(0, width - 2 * M - fixed) // max(1, free)
        left, found = M, []
        for one in self.columns:
            wide = one.width or rest
            found.append((left, wide - M))
            left += wide
        return found


def _said(columns: Sequence[Column], row: Row) -> str:
    pairs = zip(columns, row, strict=True)
    return ", ".join(f"{one.head} {cell.words}" for one, cell in pairs if cell.words)


class _View(QListWidget):
    """The rows themselves."""

    def __init__(self, owner: RowList, name: str) -> None:
        super().__init__(owner)
        self._focus_shown = False
        self.setItemDelegate(_Painter(owner, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setObjectName("rows")  # the style sheet lets what lies behind show through

    @property
    def focus_shown(self) -> bool:
        """True while the focus line is to be painted."""
        return self._focus_shown and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the focus came by the keyboard."""
        self._focus_shown = paint.shows_focus(event, self._focus_shown)
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates; Esc and letters are for the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentItem() is not None:
                self.itemActivated.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            self._focus_shown = True
            super().keyPressEvent(event)


class _Heads(QWidget):
    """The names of the columns, and a hairline."""

    def __init__(self, owner: RowList) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setFixedHeight(HEADER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        theme = self._owner.theme
        font = theme.fonts.ui(SMALL, Weight.LABEL)
        places = self._owner.places(self.width())
        for (left, wide), column in zip(places, self._owner.columns, strict=True):
            area = QRect(left, 0, wide, HEADER - LINE)
            paint.text(painter, area, column.head, font, theme.palette.text2)
        painter.fillRect(0, HEADER - LINE, self.width(), LINE, theme.palette.hair)
        painter.end()


class _Painter(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, owner: RowList, view: _View) -> None:
        super().__init__(view)
        self._owner, self._view = owner, view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(L, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, rect = self._owner.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            ground = theme.palette.sel if chosen else theme.palette.hover
            paint.frame(painter, rect.adjusted(0, 1, 0, -1), ground, None)
        if chosen and self._view.focus_shown:
            paint.focus_line(painter, rect.adjusted(0, 1, 0, -1), theme.palette.accent)
        places = self._owner.places(self._view.width())
        for (left, wide), cell in zip(places, self._owner.rows[index.row()], strict=True):
            self._cell(painter, QRect(left, rect.y(), wide, rect.height()), cell)
        painter.restore()

    def _cell(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        theme, colour = self._owner.theme, cell.colour
        font = theme.fonts.mono(MONO) if cell.mono else theme.fonts.ui()
        if cell.mark is not None:
            box = QRect(area.x(), area.y() + (area.height() - ICON) // 2, ICON, ICON)
            paint_mark(painter, theme, box, cell.mark)
            area = area.adjusted(ICON + _MARK_GAP, 0, 0, 0)
            font, colour = theme.fonts.ui(BASE, Weight.LABEL), word_colour(cell.mark)
        end = Qt.TextElideMode.ElideMiddle if cell.mono else Qt.TextElideMode.ElideRight
        paint.text(painter, area, cell.words, font, theme.colour(colour), elide=end)

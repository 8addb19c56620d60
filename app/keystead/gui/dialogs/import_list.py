"""The lines of a file to import: a tick, the number, the name, the masked value, what happens.

One stop for Tab; arrows move, Space ticks, Ctrl+A ticks all or none.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from keystead.gui.models.import_preview import Item, What
from keystead.gui.theme.fonts import MONO, SMALL, Weight
from keystead.gui.theme.metrics import HEADER, ICON, LINE, RADIUS_SMALL, M, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.marks import Mark, paint_mark, word_colour

_ROW = 32
_TICK, _LINES, _NAMES, _VALUES, _WHAT = 4, 34, 68, 292, 458
_MARKS = {
    What.NEW: Mark.GOOD,
    What.CHANGED: Mark.OVERLAP,
    What.SAME: Mark.NOTE,
    What.EMPTY: Mark.NOTE,
    What.OVERRIDDEN: Mark.NOTE,
    What.INVALID: Mark.CRITICAL,
}
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ImportModel(QAbstractListModel):
    """The lines and which of them are taken; ``ticked`` after every change of that."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Item, ...] = ()
        self._taken: set[int] = set()

    def show(self, items: Sequence[Item]) -> None:
        """Other lines; all that would change something are taken."""
        self.beginResetModel()
        self.items = tuple(items)
        self._taken = {row for row, item in enumerate(items) if item.takeable}
        self.endResetModel()
        self.ticked.emit()

    def taken(self) -> frozenset[int]:
        """The numbers of the lines that are taken."""
        return frozenset(self.items[row].line for row in self._taken)

    def is_taken(self, row: int) -> bool:
        """Whether this row is ticked."""
        return row in self._taken

    def take(self, row: int, taken: bool) -> None:
        """Tick a row, or not; nothing happens where there is nothing to take."""
        if self.items[row].takeable:
            (self._taken.add if taken else self._taken.discard)(row)
            self.dataChanged.emit(self.index(row), self.index(row))
            self.ticked.emit()

    def take_all(self, taken: bool) -> None:
        """Tick all rows that can be taken, or none."""
        rows = range(len(self.items)) if taken else range(0)
        self._taken = {row for row in rows if self.items[row].takeable}
        self.dataChanged.emit(self.index(0), self.index(max(len(self.items) - 1, 0)))
        self.ticked.emit()

    @property
    def all_taken(self) -> bool:
        """True when every row that can be taken is."""
        return len(self._taken) == sum(item.takeable for item in self.items)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Only what would change something can be ticked."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.items[index.row()].takeable:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """For screen readers: the whole line, and its tick."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            told = (f"Line {item.line}", item.name, item.what.value, item.remark)
            return ", ".join(part for part in told if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.remark or None
        if role == Qt.ItemDataRole.CheckStateRole and item.takeable:
            return ON if self.is_taken(index.row()) else OFF
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a line."""

    def __init__(self, theme: Theme, model: ImportModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._model, self._view = theme, model, parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _AnyIndex) -> QSize:
        return QSize(400, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        item, rect, theme = self._model.items[index.row()], QRect(option.rect), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rect.adjusted(0, 1, 0, -1)
        if option.state & QStyle.StateFlag.State_MouseOver:
            paint.frame(painter, ground, theme.palette.hover, None)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_line(painter, ground, theme.palette.accent)
        if item.takeable:
            paint_tick(painter, theme, tick_box(rect), self._model.is_taken(index.row()))
        self._words(painter, rect, item, self._model.is_taken(index.row()))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, item: Item, taken: bool) -> None:
        fonts, theme = self._theme.fonts, self._theme
        faint = not taken and item.what is not What.INVALID
        ink: Token = "text3" if faint else "text"

        def cell(left: int, right: int) -> QRect:
            return QRect(rect.x() + left, rect.y(), right - left - M, rect.height())

        number, name = cell(_LINES, _NAMES), cell(_NAMES, _VALUES)
        paint.text(painter, number, str(item.line), fonts.ui(SMALL), theme.colour("text3"))
        paint.text(painter, name, item.name or "–", fonts.mono(MONO), theme.colour(ink))
        value: Token = "text3" if faint else "text2"
        paint.text(painter, cell(_VALUES, _WHAT), item.shown, fonts.mono(MONO),
            theme.colour(value), elide=Qt.TextElideMode.ElideRight)  # fmt: skip
        mark = _MARKS[item.what]
        middle = rect.y() + (rect.height() - ICON) // 2
        # Why a line cannot be read needs the room of the value that it does not have.
        what = rect.x() + (_VALUES if item.what is What.INVALID else _WHAT)
        paint_mark(painter, theme, QRect(what, middle, ICON, ICON), mark)
        font = fonts.ui(weight=Weight.LABEL)
        wide = paint.width_of(item.what.value, font)
        area = QRect(what + ICON + 6, rect.y(), wide, rect.height())
        colour = "text3" if faint else word_colour(mark)
        paint.text(painter, area, item.what.value, font, theme.colour(colour))
        rest = QRect(area.right() + M, rect.y(), rect.right() - area.right() - M - S, _ROW)
        paint.text(painter, rest, item.remark, fonts.ui(), theme.colour(value),
            elide=Qt.TextElideMode.ElideRight)  # fmt: skip


def tick_box(rect: QRect) -> QRect:
    """Where the tick of a row stands."""
    return QRect(rect.x() + _TICK, rect.y() + (rect.height() - ICON) // 2, ICON, ICON)


def paint_tick(painter: QPainter, theme: Theme, box: QRect, on: bool, partly: bool = False) -> None:
    """A check box, as the controls have it."""
    palette = theme.palette
    if not (on or partly):
        paint.frame(painter, box, palette.raised, palette.field_border, RADIUS_SMALL)
        return
    paint.frame(painter, box, palette.accent, None, RADIUS_SMALL)
    inner = box.adjusted(1, 1, -1, -1)
    theme.icons.paint(painter, inner, "check" if on else "minus", "on_accent")


class _Header(QWidget):
    """Names of the columns; its tick takes all or none."""

    def __init__(self, theme: Theme, model: ImportModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        model.ticked.connect(self.update)
        # By keyboard the list has Ctrl+A for it.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip("Take all or none (Ctrl+A)")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < _LINES:
            self._model.take_all(not self._model.all_taken)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        palette = self._theme.palette
        small = self._theme.fonts.ui(SMALL, Weight.LABEL)
        if any(item.takeable for item in self._model.items):
            every = self._model.all_taken
            some = bool(self._model.taken())
            paint_tick(painter, self._theme, tick_box(self.rect()), every and some, some)
        for left, words in ((_LINES, "Line"), (_NAMES, "Name"), (_VALUES, "Value"),
                            (_WHAT, "What happens")):  # fmt: skip
            area = QRect(left, 0, 160, self.height())
            paint.text(painter, area, words, small, palette.text2)
        painter.fillRect(0, self.height() - LINE, self.width(), LINE, palette.hair)
        painter.end()


class ImportList(QListView):
    """The list with its header; ``rows`` is its model."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ImportModel()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setObjectName("raised")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setViewportMargins(0, HEADER, 0, 0)
        self.setItemDelegate(_Delegate(theme, self.rows, self))
        self.setAccessibleName("What the file would change")
        self._header = _Header(theme, self.rows, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The header keeps to the width."""
        super().resizeEvent(event)
        self._header.setGeometry(0, 0, self.width(), HEADER)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A row to stand on from the start, for who comes by keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.items:
            self.setCurrentIndex(self.rows.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Ctrl+A ticks all or none."""
        row = self.currentIndex().row()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_A and control:
            self.rows.take_all(not self.rows.all_taken)
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self.rows.take(row, not self.rows.is_taken(row))
        elif event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick, or beside it, ticks."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < _LINES:
            self.rows.take(index.row(), not self.rows.is_taken(index.row()))


_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}

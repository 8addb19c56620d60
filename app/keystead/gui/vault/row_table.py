"""What the lists of the window share: rows of 36 as one box each, hover, focus, the look."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from keystead.gui.theme.metrics import ROW, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

_RIGHT = 12  # what stays free at the right, with or without the scroll bar


class RowTable(QTableView):
    """A table of whole rows.  Whoever derives from it says in ``fitted`` how wide the columns
    are, and in ``rows`` which rows are chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._over = -1
        self._focus_shown = False
        self._look()

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        side = self.verticalHeader()
        side.setVisible(False)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(ROW)
        side.setDefaultSectionSize(ROW)
        self.verticalScrollBar().setSingleStep(ROW)

    def rows(self) -> list[int]:
        """The chosen rows, from top to bottom."""
        found = set[int]()
        spans = self.selectionModel().selection()
        for span in map(spans.at, range(spans.count())):
            found.update(range(span.top(), span.bottom() + 1))
        return sorted(found)

    def fitted(self, width: int, taken: int) -> list[int]:
        """The width of each column in a list ``width`` wide, of which a scroll bar has
        ``taken``."""
        raise NotImplementedError

    # Hover and focus -----------------------------------------------------------------------

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The chosen row turns neutral."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """By mouse no focus line is needed."""
        self._focus_shown = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """No row is."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._over:
            self._over = row
            self.viewport().update()

    # Size and paint ------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column takes what the others leave; a chosen row in view stays there."""
        super().resizeEvent(event)
        self._fit()
        row = self.visualRect(self.currentIndex())
        high = event.size().height()
        if row.isValid() and 0 <= row.bottom() < event.oldSize().height() and row.bottom() >= high:
            self.scrollTo(self.currentIndex())

    def updateGeometries(self) -> None:
        """Also when the scroll bar comes or goes."""
        super().updateGeometries()
        self._fit()

    def _fit(self) -> None:
        if self.model() is None:
            return
        bar = self.verticalScrollBar()
        taken = self.width() - self.viewport().width() if bar.isVisible() else 0
        for section, width in enumerate(self.fitted(self.viewport().width(), taken)):
            if self.columnWidth(section) != width:
                self.setColumnWidth(section, width)

    def paintEvent(self, e: QPaintEvent) -> None:
        """The grounds of rows under the cells."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.theme.palette
        chosen = set(self.rows())
        if self._over >= 0 and self._over not in chosen:
            paint.frame(painter, self._row_rect(self._over), palette.hover, None)
        for row in self._seen(e.rect()):
            if row in chosen:
                rect = self._row_rect(row)
                ground = palette.accent_soft if self.hasFocus() else palette.sel
                paint.frame(painter, rect, ground, None)
        at = self.currentIndex().row()
        if self.hasFocus() and self._focus_shown and at in chosen:
            paint.focus_line(painter, self._row_rect(at), palette.accent)
        painter.end()
        super().paintEvent(e)

    def _seen(self, area: QRect) -> range:
        """The rows that lie in this part of the list."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return range(0)
        return range(first, (self.model().rowCount() - 1 if last < 0 else last) + 1)

    def _row_rect(self, row: int) -> QRect:
        bar = self.verticalScrollBar()
        right = 0 if bar.isVisible() else _RIGHT
        top = self.rowViewportPosition(row)
        return QRect(S, top + 1, self.viewport().width() - S - right, ROW - 2)


BY_KEYBOARD = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}

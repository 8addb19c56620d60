"""The lines of the command palette: groups with their entries, what was found in bold."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from keystead.core.fuzzy import Span
from keystead.gui.models.palette import Entry
from keystead.gui.theme.fonts import BASE, MONO, SMALL, Weight
from keystead.gui.theme.metrics import ICON, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.chip import chip_size, paint_chip

ROW, HEADING = 40, 28
_LEFT, _WORDS, _RIGHT = 20, 48, 20
_CHIP = 160  # the widest one
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PaletteModel(QAbstractListModel):
    """Rows: an Entry, or the name of a group."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Entry | str] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Entries with the headings of their groups."""
        self.beginResetModel()
        self.rows = []
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                self.rows.append(group)
            self.rows.append(entry)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry of a row; None for a heading."""
        found = self.rows[row] if 0 <= row < len(self.rows) else ""
        return None if isinstance(found, str) else found

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and self.entry(index.row()) is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """For screen readers."""
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in spoken:
            return None
        found = self.rows[index.row()]
        return found if isinstance(found, str) else found.spoken()


class _Delegate(QStyledItemDelegate):
    """Paints headings and entries."""

    def __init__(self, theme: Theme, model: PaletteModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, _option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(400, HEADING if self._model.entry(index.row()) is None else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, found = QRect(option.rect), self._model.rows[index.row()]
        if isinstance(found, str):
            small = self._theme.fonts.ui(SMALL, Weight.HEADING)
            area = rect.adjusted(_LEFT, 2, -_RIGHT, 0)
            paint.text(painter, area, found, small, self._theme.palette.text3)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._entry(painter, rect, found, chosen)
        painter.restore()

    def _entry(self, painter: QPainter, rect: QRect, entry: Entry, chosen: bool) -> None:
        theme, fonts = self._theme, self._theme.fonts
        if chosen:
            paint.frame(painter, rect.adjusted(S, 0, -S, 0), theme.palette.accent_soft, None)
        box = QRect(rect.x() + _LEFT, rect.y() + (rect.height() - ICON) // 2, ICON, ICON)
        theme.icons.paint(painter, box, entry.icon, "accent_text" if chosen else "text2")
        right = rect.right() - _RIGHT
        words = "Enter" if chosen and not entry.right else entry.right
        if words:
            small = fonts.ui(SMALL)
            wide = paint.width_of(words, small)
            area = QRect(right - wide, rect.y(), wide, rect.height())
            paint.text(painter, area, words, small, theme.palette.text2)
            right -= wide + M
        # The chip keeps its room: it tells keys of one name apart.
        chip = chip_size(theme, entry.environment, _CHIP).width() + 10 if entry.environment else 0
        right -= chip
        plain, bold = fonts.ui(), fonts.ui(BASE, Weight.HEADING)
        left = self._pieces(painter, rect, rect.x() + _WORDS, entry.words, entry.marked,
            plain, bold, right)  # fmt: skip
        if entry.name:
            plain, bold = fonts.mono(MONO, Weight.LABEL), fonts.mono(MONO, Weight.BOLD)
            left = self._pieces(painter, rect, left + 5, entry.name, entry.name_marked,
                plain, bold, right)  # fmt: skip
        if entry.environment:
            area = QRect(left + 10, rect.y(), chip - 10, rect.height())
            paint_chip(painter, theme, area, entry.environment, entry.colour)

    def _pieces(
        self, painter: QPainter, rect: QRect, left: int, words: str, marked: tuple[Span, ...],
        plain: QFont, bold: QFont, right: int,
    ) -> int:  # fmt: skip
        """The words with what was found in bold; where they end."""
        palette = self._theme.palette
        at = 0
        for begin, end in (*marked, (len(words), len(words))):
            for piece, font, found in (
                (words[at:begin], plain, False),
                (words[begin:end], bold, True),
            ):
                if not piece or left >= right:
                    continue
                # Without the pixel that is added for rounding: pieces of one word touch.
                wide = min(paint.width_of(piece, font) - 1, right - left)
                area = QRect(left, rect.y(), wide + 1, rect.height())
                colour = palette.accent_text if found else palette.text
                paint.text(painter, area, piece, font, colour)
                left += wide
            at = max(at, end)
        return left


class PaletteList(QListView):
    """The list; the field above moves in it and runs from it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = PaletteModel()
        self.entries.setParent(self)
        self.setModel(self.entries)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setObjectName("raised")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(theme, self.entries, self))
        self.setAccessibleName("Found")

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Other entries; the first one is chosen."""
        self.entries.show(entries)
        self.setCurrentIndex(self.entries.index(1) if entries else QModelIndex())
        self.scrollToTop()

    def current(self) -> Entry | None:
        """The chosen entry."""
        return self.entries.entry(self.currentIndex().row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The mouse chooses where it moves; not where it rests while the keys scroll."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self.entries.entry(index.row()) is not None:
            self.setCurrentIndex(index)

    def move_by(self, rows: int) -> None:
        """Up or down by entries, over the headings; round the ends."""
        places = [row for row, found in enumerate(self.entries.rows) if not isinstance(found, str)]
        if not places:
            return
        now = self.currentIndex().row()
        at = places.index(now) if now in places else -1
        one = abs(rows) == 1
        to = (at + rows) % len(places) if one else min(max(at + rows, 0), len(places) - 1)
        self.setCurrentIndex(self.entries.index(places[to]))
        if to == 0:
            self.scrollToTop()

    def wanted_height(self) -> int:
        """What all rows take."""
        return sum(HEADING if isinstance(one, str) else ROW for one in self.entries.rows)

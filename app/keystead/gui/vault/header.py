"""The header of a table: 28 high, the sorted column bold with a chevron."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from keystead.core.sorting import Column
from keystead.gui.models.secret_table import COLUMNS
from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import HEADER, LINE, L
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

_CHEVRON = 14


class HeaderEnd(QWidget):
    """Goes on with the header over the scroll bar, which begins below it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(HEADER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and hairline."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.surface)
        line = self.rect().adjusted(0, self.height() - LINE, 0, 0)
        painter.fillRect(line, self.theme.palette.hair)
        painter.end()


class TableHeader(QHeaderView):
    """Sections are painted here; a click sorts (``sectionClicked``), unless it is ``fixed``."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        fixed: Sequence[str] = (),
    ) -> None:
        """``fixed``: the words of a table whose order is not to be changed."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self._words = list(fixed) or [words for _, words in COLUMNS]
        self._sorted = (Column.EXPIRES, False)
        self._sortable = not fixed
        self.setSectionsClickable(self._sortable)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)
        self.setFixedHeight(HEADER)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Columns")

    def set_sorted(self, column: Column, descending: bool) -> None:
        """Which column is sorted, and how."""
        self._sorted = (column, descending)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(super().sizeHint().width(), HEADER)

    def paintSection(self, painter: QPainter, rect: QRect, section: int, /) -> None:
        """A word; bold with a chevron where it is sorted."""
        words = self._words[section]
        chosen, descending = self._sorted
        is_chosen = self._sortable and COLUMNS[section][0] is chosen
        font = self.theme.fonts.ui(SMALL, Weight.HEADING if is_chosen else Weight.LABEL)
        palette = self.theme.palette
        inset = L if section == 0 else 0
        area = rect.adjusted(inset, 0, -4, -LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.text(painter, area, words, font, palette.text if is_chosen else palette.text2)
        if is_chosen:
            left = area.x() + paint.width_of(words, font) + 3
            box = QRect(left, area.y() + (area.height() - _CHEVRON) // 2, _CHEVRON, _CHEVRON)
            icon = "chevron-down" if descending else "chevron-up"
            self.theme.icons.paint(painter, box, icon, "text")
        painter.restore()

    def paintEvent(self, e: QPaintEvent) -> None:
        """The sections, and the hairline below all of them."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.palette.surface)
        line = QRect(0, self.height() - LINE, self.viewport().width(), LINE)
        painter.fillRect(line, self.theme.palette.hair)
        for section in range(self.count()):
            if self.isSectionHidden(section):
                continue
            left = self.sectionViewportPosition(section)
            rect = QRect(left, 0, self.sectionSize(section), self.height())
            if rect.intersects(e.rect()):
                self.paintSection(painter, rect, section)
        painter.end()

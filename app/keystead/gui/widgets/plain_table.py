"""A small table of words: what a chart shows, to be read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import L
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import ElidedLabel

_ROW = 24


class PlainTable(QWidget):
    """Headings and rows; filled anew by ``show_rows``."""

    def __init__(self, theme: Theme, name: str, heads: Sequence[str]) -> None:
        super().__init__()
        self.theme = theme
        self._heads = list(heads)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(0)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these; where there are none, a line says so."""
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        bold = self.theme.fonts.ui(SMALL, Weight.LABEL)
        for column, words in enumerate(self._heads):
            self._grid.addWidget(ElidedLabel(self.theme, words, bold, "text2"), 0, column)
            self._grid.setColumnStretch(column, 1)
        for number, row in enumerate(rows or [("None",)], 1):
            self._grid.setRowMinimumHeight(number, _ROW)
            for column, words in enumerate(row):
                self._grid.addWidget(ElidedLabel(self.theme, words), number, column)

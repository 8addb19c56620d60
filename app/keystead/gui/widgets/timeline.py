"""A timeline: what is, what was, what was before; dots joined by a line."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystead.gui.theme.fonts import BASE, SMALL, Weight
from keystead.gui.theme.metrics import S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.labels import ElidedLabel

_LEFT = 24
_DOT = 10


class TimelineRow(QWidget):
    """A dot, a name (perhaps after a number in the mono), a word at the right, a remark.

    ``body`` is a column below the remark, for a bar or buttons.
    """

    def __init__(
        self,
        theme: Theme,
        dot: paint.Dot,
        number: str,
        name: str,
        right: str = "",
        remark: str = "",
        colour: Token = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._dot: paint.Dot = dot
        self._colour: Token = colour
        self.first = self.last = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(filter(None, (number, name, right, remark))))
        old = dot == "hollow"
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_LEFT, 0, 0, S)
        self.body.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(11)
        ink: Token = "text2" if old else "text"
        if number:
            weight = Weight.LABEL
            row.addWidget(ElidedLabel(theme, number, theme.fonts.mono(weight=weight), ink))
        row.addWidget(ElidedLabel(theme, name, theme.fonts.ui(BASE, Weight.LABEL), ink))
        row.addStretch(1)
        row.addWidget(ElidedLabel(theme, right, theme.fonts.ui(SMALL), "text3"))
        self.body.addLayout(row)
        if remark:
            below = ElidedLabel(theme, remark, theme.fonts.ui(SMALL), "text2")
            below.setFixedHeight(16)
            self.body.addWidget(below)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dot, and the line to its neighbours."""
        painter = paint.begin(self)
        palette = self.theme.palette
        x, y = S + 0.5, 10.0
        if not self.first:
            painter.fillRect(QRectF(x - 0.5, 0, 1, y - 8), palette.border)
        if not self.last:
            painter.fillRect(QRectF(x - 0.5, y + 8, 1, self.height() - y - 8), palette.border)
        ink = palette.field_border if self._dot == "hollow" else self.theme.colour(self._colour)
        paint.dot(painter, QPointF(x, y), _DOT, self._dot, ink)
        painter.end()


class Timeline(QWidget):
    """Rows from the newest to the oldest."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: list[TimelineRow] = []
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(
        self,
        dot: paint.Dot,
        number: str,
        name: str,
        right: str = "",
        remark: str = "",
    ) -> TimelineRow:
        """Add an older row."""
        row = TimelineRow(self.theme, dot, number, name, right, remark)
        if self._rows:
            self._rows[-1].last = False
            row.first = False
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def clear(self) -> None:
        """Take all rows away."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()

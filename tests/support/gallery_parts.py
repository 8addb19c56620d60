"""What the sheets of the gallery stand on."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint


class Ground(QWidget):
    """A page on a token's ground."""

    def __init__(self, theme: Theme, ground: Token = "surface") -> None:
        super().__init__()
        self.theme = theme
        self._ground: Token = ground

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.colour(self._ground))
        painter.end()


def row_of(*widgets: QWidget, spacing: int = 8) -> QHBoxLayout:
    """Side by side, from the left."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row

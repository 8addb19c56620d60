"""What a page stands on, and the bar at its foot."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.gui.theme.fonts import SMALL
from keystead.gui.theme.metrics import STATUS, L, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel


class Ground(QWidget):
    """A page on a token's ground."""

    def __init__(
        self, theme: Theme, ground: Token = "surface", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ground: Token = ground

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.colour(self._ground))
        painter.end()


class Remark(QWidget):
    """A small icon and a few words; nothing while there are none."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S - 2)
        self._icon = IconView(theme, icon, "text2", 14)
        self._words = ElidedLabel(theme, "", theme.fonts.ui(SMALL), "text2")
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self.set_words("")

    def set_words(self, words: str, icon: str = "") -> None:
        """Say something else."""
        self._words.set_words(words)
        if icon:
            self._icon.set_icon(icon)
        self.setVisible(bool(words))

    def words(self) -> str:
        """What is said."""
        return self._words.words()


class FootBar(QWidget):
    """28 high, with a hairline above: a remark at the left, one at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(STATUS)
        row = QHBoxLayout(self)
        row.setContentsMargins(L - 1, 1, L, 0)
        self.left = Remark(theme, "clock")
        self.right = Remark(theme, "laptop")
        row.addWidget(self.left, 1)
        row.addStretch(1)
        row.addWidget(self.right)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and the line."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.side)
        painter.fillRect(QRect(0, 0, self.width(), 1), self.theme.palette.hair)
        painter.end()

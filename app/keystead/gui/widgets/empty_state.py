"""A page or list with nothing in it: what it is, and the ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import XS, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.icon_view import IconTile, IconView
from keystead.gui.widgets.key_cap import KeyCap
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, Separator, title

WIDTH = 560
_ROW = 76


class WayRow(QWidget):
    """One way on: a tile, what it does, its keys, a button."""

    clicked = Signal()

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        remark: str,
        button: str,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(_ROW - 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(IconTile(theme, icon))
        row.addSpacing(XS)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        heading = ElidedLabel(theme, name, theme.fonts.ui(BASE, Weight.HEADING))
        heading.setFixedHeight(19)
        below = ElidedLabel(theme, remark, colour="text2")
        below.setFixedHeight(19)
        words.addWidget(heading)
        words.addWidget(below)
        words.addStretch(1)
        row.addLayout(words, 1)
        if keys:
            row.addWidget(KeyCap(theme, keys))
        self.button = Button(theme, button)
        self.button.setMinimumWidth(96)
        self.button.setAccessibleDescription(f"{name}. {remark}")
        self.button.clicked.connect(self.clicked)
        row.addWidget(self.button)


class EmptyState(QWidget):
    """A title, a paragraph and ways on between hairlines; 560 wide, in the middle."""

    def __init__(
        self, theme: Theme, heading: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(L, L, L, L)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(title(theme, heading))
        self.column.addSpacing(XS)
        self.column.addWidget(Paragraph(theme, words))
        self._ways = 0
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def add_way(self, icon: str, name: str, remark: str, button: str, keys: str = "") -> WayRow:
        """Add a way on; connect its ``clicked``."""
        if not self._ways:
            self.column.addSpacing(20)
            self.column.addWidget(Separator(self.theme))
        self._ways += 1
        way = WayRow(self.theme, icon, name, remark, button, keys)
        self.column.addWidget(way)
        self.column.addWidget(Separator(self.theme))
        return way


class QuietEmpty(QWidget):
    """A list that is empty for now: an icon and two lines in the middle."""

    def __init__(
        self, theme: Theme, icon: str, heading: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(2)
        self.icon = IconView(theme, icon, "text3", 32)
        column.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(S)
        centre = Qt.AlignmentFlag.AlignHCenter
        font = theme.fonts.ui(BASE, Weight.HEADING)
        self.heading = ElidedLabel(theme, heading, font, align=centre)
        self.words = Paragraph(theme, words, align=centre)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addStretch(3)

    def say(self, icon: str, heading: str, words: str) -> None:
        """Say something else."""
        self.icon.set_icon(icon, "text3")
        self.heading.set_words(heading)
        self.words.set_words(words)

"""A generated passphrase to be taken, or exchanged for another."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.theme.metrics import PANE, RADIUS, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import Button, IconButton
from keystead.gui.widgets.labels import ElidedLabel, hint, label
from keystead.services.passphrases import LIST_BITS, WORDS


class Suggestion(QWidget):
    """``used`` gives the words, ``another`` asks for other ones."""

    used = Signal(str)
    another = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(theme, "Or take this one"))
        box = _Box(theme)
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 0, 2, 0)
        row.setSpacing(S)
        self.words = ElidedLabel(theme, "", theme.fonts.mono())
        row.addWidget(self.words, 1)
        self.again = IconButton(theme, "dice", "Another suggestion")
        self.again.clicked.connect(self.another)
        self.use = Button(theme, "Use", height=PANE)
        self.use.setAccessibleDescription("Use the suggested passphrase")
        self.use.clicked.connect(lambda: self.used.emit(self.words.words()))
        row.addWidget(self.again)
        row.addWidget(self.use)
        column.addWidget(box)
        column.addWidget(hint(theme, f"{WORDS} random words, {WORDS * LIST_BITS:.0f} bits"))
        column.addStretch(1)
        self.show_words("")

    def show_words(self, words: str) -> None:
        """Offer these; '' while there is nothing to offer."""
        self.words.set_words(words)
        self.words.setAccessibleName(f"Suggested passphrase: {words}" if words else "")
        self.use.setEnabled(bool(words))


class _Box(QWidget):
    """A sunken ground, as high as a field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedHeight(32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.sunken, palette.hair, RADIUS)
        painter.end()

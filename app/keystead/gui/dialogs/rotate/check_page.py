"""Third page: whether the new value works, by a command or by a tick."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.gui.dialogs.rotate.command_field import CommandField
from keystead.gui.theme.fonts import TITLE, Weight
from keystead.gui.theme.metrics import XL, L, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.marks import Mark, Message


class CheckPage(QWidget):
    """``ticked`` when a person says that it works."""

    ticked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(0)
        self.heading = ElidedLabel(theme, "", theme.fonts.ui(TITLE, Weight.HEADING))
        column.addWidget(self.heading)
        self.words = Paragraph(theme)
        column.addWidget(self.words)
        column.addSpacing(L)
        self.command = CommandField(theme, "A command that uses it", "./try-it.sh")
        column.addWidget(self.command)
        column.addSpacing(L)
        self.tick = CheckBox(theme, "I have checked that it works")
        self.tick.toggled.connect(lambda on: self.ticked.emit() if on else None)
        column.addWidget(self.tick)
        column.addSpacing(M)
        self.result = Message(theme)
        self.command.started.connect(self.result.clear)
        column.addWidget(self.result)
        column.addStretch(1)

    def show_key(self, name: str, new: str, verified: str) -> None:
        """For the new value of this key; ``verified``: how it was checked, or ''."""
        self.heading.set_words(f"Check that {new} works")
        self.words.set_words(
            f"The command gets the new value in the variable `{name}`, and nowhere else. It says "
            "by exit code 0 that the value works."
        )
        self.tick.blockSignals(True)
        self.tick.setChecked(bool(verified))
        self.tick.setEnabled(not verified)
        self.tick.blockSignals(False)
        if verified:
            self.result.show_message(verified, Mark.GOOD)

    def refuse(self, words: str) -> None:
        """Say why it is not checked."""
        self.result.show_message(words)

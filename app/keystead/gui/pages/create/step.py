"""What the steps share: which one it is, its title, a paragraph, and room below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, title
from keystead.gui.widgets.marks import Severity

_INTRO = 620
STEPS = 4


class StepPage(QWidget):
    """One step; ``changed`` when Continue may have become possible or impossible."""

    changed = Signal()

    def __init__(self, theme: Theme, number: int, heading: str, words: str) -> None:
        super().__init__()
        self.theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(56, 38, 56, 0)
        self.column.setSpacing(0)
        self.counted = ElidedLabel(theme, f"Step {number} of {STEPS}", colour="text2")
        self.column.addWidget(self.counted)
        self.heading = title(theme, heading)
        self.column.addWidget(self.heading)
        self.column.addSpacing(6)
        self.intro = Paragraph(theme, words)
        self.intro.setFixedWidth(_INTRO)
        self.column.addWidget(self.intro)
        self.column.addSpacing(24)
        self.banner = Banner(theme)
        self.banner.setMaximumWidth(_INTRO)
        self.banner.hide()
        self.column.addWidget(self.banner)
        self._gap = QWidget()
        self._gap.setFixedHeight(16)
        self._gap.hide()
        self.column.addWidget(self._gap)

    def set_place(self, number: int, of: int) -> None:
        """Which step of how many it is, from 1."""
        self.counted.set_words(f"Step {number} of {of}")

    def first(self) -> QWidget | None:
        """What gets the focus when the step is shown."""
        return None

    def complain(self) -> bool:
        """Say what is missing; True when something is."""
        return False

    def say_problem(self, title_words: str, words: str) -> None:
        """What went wrong and belongs to no field."""
        self._say("error", title_words, words)

    def _say(self, severity: Severity, title_words: str, words: str) -> None:
        self.banner.say(severity, title_words, words)
        self.banner.show()
        self._gap.show()

    def clear_problem(self) -> None:
        """Nothing is wrong any more."""
        self.banner.hide()
        self._gap.hide()

    def wipe(self) -> None:
        """Forget what was typed and shown."""
        self.clear_problem()

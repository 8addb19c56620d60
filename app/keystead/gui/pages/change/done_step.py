"""The last step: what was done, what is left to do, and which keys to rotate."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.gui.pages.change.kinds import WORDS, ChangeKind
from keystead.gui.pages.create.step import StepPage
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.scrolled import Scrolled

_WIDTH = 620
_LINE = 24
STAYS = (
    "The list stays: after the unlock a banner above your keys leads to it until the last value is "
    "a new one."
)
NOT_FINISHED = (
    "The new passphrase and the new entry in your authenticator open the vault on this computer. "
    "The old Emergency Kit opens the vault file, too; keep it until “New Emergency Kit” under "
    "Protection has made another one."
)

NOT_DONE = (
    "The vault opens as before, with the old passphrase, entry and kit. The new entry in your "
    "authenticator is void: delete it. Unlock the vault, then begin again."
)


class DoneStep(StepPage):
    """Nothing is asked here."""

    def __init__(self, theme: Theme, kind: ChangeKind) -> None:
        words = WORDS[kind]
        super().__init__(theme, 0, "Done", words.done)
        self._after = words.after
        self.after = Paragraph(theme, words.after)
        self.after.setFixedWidth(_WIDTH)
        self.column.addWidget(self.after)
        self.column.addSpacing(S)
        self.names: list[str] = []
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.list = Scrolled(self._inside)
        self.list.setMaximumWidth(_WIDTH)
        self.list.setAccessibleName("Keys to rotate")
        self.list.hide()
        self.column.addWidget(self.list, 1)
        self.stays = Paragraph(theme, STAYS)
        self.stays.setFixedWidth(_WIDTH)
        self.stays.hide()
        self.column.addSpacing(S)
        self.column.addWidget(self.stays)
        self.column.addSpacing(S)
        self.column.addStretch(0)
        self._fill = QWidget()
        self.column.addWidget(self._fill, 1)

    def show_rotate(self, names: Sequence[str]) -> None:
        """The keys to rotate, as ``prod/STRIPE_SECRET_KEY``."""
        self.names = list(names)
        for name in names:
            line = ElidedLabel(self.theme, name, self.theme.fonts.mono())
            line.setFixedHeight(_LINE)
            self._lines.addWidget(line)
        self._lines.addStretch(1)
        self.list.setVisible(bool(names))
        self.stays.setVisible(bool(names))
        self._fill.setVisible(not names)

    def show_aside(self, paths: Sequence[str]) -> None:
        """Copies of this computer that did not open any more, and where they were kept."""
        if paths:
            self._say(
                "info",
                "This computer's copy of the vault was made again",
                f"It did not open any more. It is kept as it was: {', '.join(paths)}",
            )

    def show_unfinished(self, title: str, words: str, in_place: bool = True) -> None:
        """The change stopped half-way: both ways in work; or, where the new one is not
        ``in_place``, only the old one."""
        self.intro.set_words(NOT_FINISHED if in_place else NOT_DONE)
        self.after.set_words("")
        self.heading.set_words("Not finished" if in_place else "Not done")
        self._say("warning", title, words)

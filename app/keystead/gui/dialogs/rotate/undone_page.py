"""What is left to do by hand where a rotation was undone."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.model import Step
from keystead.gui.theme.fonts import SMALL, TITLE, Weight
from keystead.gui.theme.metrics import XL, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, Separator
from keystead.gui.widgets.scrolled import Scrolled


class UndonePage(QWidget):
    """The places that may still have the new value, each with the reason."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(XL, L, XL, L)
        self._column.setSpacing(0)
        self.heading = ElidedLabel(theme, "", theme.fonts.ui(TITLE, Weight.HEADING))
        self._column.addWidget(self.heading)
        self.words = Paragraph(theme)
        self._column.addWidget(self.words)
        self._column.addSpacing(L)
        self._column.addStretch(1)
        outer.addWidget(Scrolled(inside, room=XL))

    def show_left(self, old: str, left: Sequence[Step]) -> None:
        """``old``: the value that is the current one again."""
        self.heading.set_words("The rotation is undone")
        count = "One place" if len(left) == 1 else f"{len(left)} places"
        self.words.set_words(
            f"{old} is the current value again. {count} may still have the new value. Put {old} "
            "back there."
        )
        for step in left:
            self._add(Separator(self.theme))
            where = step.place.where + (f" on {step.place.host}" if step.place.host else "")
            self._add(ElidedLabel(self.theme, where, self.theme.fonts.mono()))
            if step.note:
                words = step.note[:1].upper() + step.note[1:]
                self._add(ElidedLabel(self.theme, words, self.theme.fonts.ui(SMALL), "amber"))
            self._column.insertSpacing(self._column.count() - 1, S)

    def _add(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

"""The end of a review: what was decided, and the keys that are to be rotated now."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Decision, Secret
from keystead.gui.theme.fonts import Weight
from keystead.gui.theme.metrics import PANE, ROW, L, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.gui.widgets.labels import ElidedLabel, Separator, heading

_WIDTH = 720
_WORDS = {
    Decision.KEEP: "kept",
    Decision.ROTATE: "to rotate",
    Decision.REVOKE: "revoked",
    Decision.NARROW: "to narrow",
}
_NEXT = {Decision.ROTATE: "To rotate", Decision.NARROW: "To narrow at the issuer"}


class ReviewEnd(QWidget):
    """``rotate_asked`` gives a Secret."""

    rotate_asked = Signal(object)

    def __init__(
        self, theme: Theme, decided: Sequence[tuple[Secret, Decision]], count: int
    ) -> None:
        """``count``: how many were due at the beginning."""
        super().__init__()
        self.theme = theme
        self.setMaximumWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        title, words = told([decision for _, decision in decided], count)
        self._column.addSpacing(L)
        self.quiet = QuietEmpty(theme, "check-circle", title, words)
        self._column.addWidget(self.quiet)
        for decision, name in _NEXT.items():
            chosen = [secret for secret, what in decided if what is decision]
            if chosen:
                self._list(name, chosen, decision is Decision.ROTATE)

    def _list(self, name: str, chosen: Sequence[Secret], rotates: bool) -> None:
        self._column.addSpacing(L)
        self._column.addWidget(heading(self.theme, name))
        self._column.addSpacing(M)
        for secret in chosen:
            self._column.addWidget(Separator(self.theme))
            self._column.addWidget(self._row(secret, rotates))

    def _row(self, secret: Secret, rotates: bool) -> QWidget:
        line, theme = QWidget(), self.theme
        line.setFixedHeight(ROW)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        name = f"{secret.environment}/{secret.name}"
        row.addWidget(ElidedLabel(theme, name, theme.fonts.mono(weight=Weight.LABEL)), 2)
        if rotates:
            button = Button(theme, "Rotate", height=PANE, icon="rotate")
            button.setAccessibleDescription(f"Rotate {secret.name} in {secret.environment}")
            button.clicked.connect(lambda: self.rotate_asked.emit(secret))
            row.addWidget(button)
        elif secret.reviewed is not None:
            row.addWidget(ElidedLabel(theme, secret.reviewed.note, colour="text2"), 3)
        return line


def told(decisions: Sequence[Decision], count: int) -> tuple[str, str]:
    """A title and words on how a review went."""
    if not count:
        return "No key is due for a review", "Keys appear here a month after their last review."
    numbers = Counter(decisions)
    parts = [f"{numbers[one]} {words}" for one, words in _WORDS.items() if numbers[one]]
    left = count - len(decisions)
    if left:
        parts.append(f"{left} still due")
    title = "The review is done" if not left else "That is all for now"
    return title, f"{', '.join(parts).capitalize()}."

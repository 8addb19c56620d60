"""A new passphrase: twice, with an estimate of its strength and a suggestion beside it."""

from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.pages.create.suggestion import Suggestion
from keystead.gui.theme.metrics import UNLOCK_COLUMN, XXL
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import hint
from keystead.gui.widgets.strength import StrengthMeter
from keystead.gui.widgets.text_field import TextField
from keystead.services.passphrases import Strength

_RATE_MS = 150
LEAST = 2
"""The least score of a passphrase that is taken: 0 and 1 fall to a handful of guesses."""


class NewPassphrase(QWidget):
    """``rate_asked`` with the passphrase, ``suggestion_asked`` for another suggestion,
    ``changed`` when the estimate has come."""

    rate_asked = Signal(object)
    suggestion_asked = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, name: str = "Passphrase") -> None:
        super().__init__()
        self.score: int | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(XXL)
        grid.setVerticalSpacing(16)
        grid.setColumnMinimumWidth(0, UNLOCK_COLUMN)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._make_passphrase(theme, name), 0, 0)
        self.suggestion = Suggestion(theme)
        self.suggestion.used.connect(self._use)
        self.suggestion.another.connect(self.suggestion_asked)
        grid.addWidget(self.suggestion, 0, 1)
        self.repeat = TextField(theme, "Repeat the passphrase", password=True)
        grid.addWidget(self.repeat, 1, 0)
        self._order()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RATE_MS)
        self._timer.timeout.connect(self._ask_rate)

    def _order(self) -> None:
        """Tab goes from one field to the other, then to what stands beside them."""
        first, second, beside = self.passphrase, self.repeat, self.suggestion
        # A field stands before its own line, to which it passes the focus on: where it stood
        # behind it, Tab would come back to that line for ever.
        way = (first.edit, second, second.edit, second.eye, first.eye, beside.again, beside.use)
        for before, after in pairwise(way):
            QWidget.setTabOrder(before, after)

    def _make_passphrase(self, theme: Theme, name: str) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.passphrase = TextField(theme, name, password=True)
        self.passphrase.text_changed.connect(lambda _: self._typed())
        self.meter = StrengthMeter(theme)
        column.addWidget(self.passphrase)
        column.addWidget(self.meter)
        self.remark = hint(theme)
        column.addWidget(self.remark)
        column.addStretch(1)
        return box

    def typed(self) -> SecretText:
        """What stands in the first field."""
        return SecretText(self.passphrase.text())

    def complain(self) -> bool:
        """Mark the first field that is not right; True when one is not."""
        if not self.passphrase.text():
            return mark(self.passphrase, "Choose a passphrase.")
        if self.score is not None and self.score < LEAST:
            return mark(self.passphrase, "This is too easy to guess. Use several words.")
        if self.repeat.text() != self.passphrase.text():
            words = "This is another text than the passphrase." if self.repeat.text() else ""
            return mark(self.repeat, words or "Type the passphrase once more.")
        return False

    def show_strength(self, strength: Strength) -> None:
        """The estimate has come."""
        self.score = strength.score if self.passphrase.text() else None
        self.meter.set_score(self.score)
        self.remark.set_words(strength.remark)
        if self.score is not None and self.score >= LEAST:
            self.passphrase.clear_error()
        self.changed.emit()

    def wipe(self) -> None:
        """Forget the passphrase."""
        self._timer.stop()
        for field in (self.passphrase, self.repeat):
            field.clear()
            field.clear_error()
        self.suggestion.show_words("")
        self._forget_rate()

    def _forget_rate(self) -> None:
        self.score = None
        self.meter.set_score(None)
        self.remark.set_words("")

    def _typed(self) -> None:
        self.score = None
        if not self.passphrase.text():
            self._timer.stop()
            self._forget_rate()
        else:
            self._timer.start()

    def _ask_rate(self) -> None:
        if self.passphrase.text():
            self.rate_asked.emit(self.typed())

    def _use(self, words: str) -> None:
        self.passphrase.set_text(words)
        self.passphrase.clear_error()
        self.passphrase.show_password(True)
        self.repeat.clear()
        self.repeat.setFocus()


def mark(field: TextField, words: str) -> bool:
    """Say at a field what is not right with it, and go there; True, for ``complain``."""
    field.set_error(words)
    field.setFocus()
    return True

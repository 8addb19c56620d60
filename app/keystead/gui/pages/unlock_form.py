"""Passphrase, code, the slot below and the button: the column of the unlock page."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.pages.unlock_words import wait_words
from keystead.gui.pages.waiting import Waiting
from keystead.gui.theme.metrics import CODE_MESSAGE, LARGE, UNLOCK_COLUMN, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.code_cells import DIGITS, CodeCells
from keystead.gui.widgets.countdown import CountdownRing
from keystead.gui.widgets.labels import ElidedLabel, label
from keystead.gui.widgets.marks import Mark, Message
from keystead.gui.widgets.text_field import TextField

STEP = 30
"""Seconds that a code is shown (RFC 6238)."""
_TICK_MS = 250


class UnlockForm(QWidget):
    """Emits ``submitted`` with passphrase (SecretText) and code; ``now``: Unix seconds."""

    submitted = Signal(object, str)

    def __init__(
        self, theme: Theme, now: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(UNLOCK_COLUMN)
        self._now = now
        self._hint = ""
        self._waits_until: float | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.passphrase = TextField(theme, "Passphrase", password=True, height=LARGE)
        self.passphrase.submitted.connect(self._entered)
        column.addWidget(self.passphrase)
        column.addSpacing(13)
        column.addLayout(self._code_row(theme))
        column.addSpacing(4)
        self.cells = CodeCells(theme)
        self.cells.completed.connect(lambda _: self._code_complete())
        self.cells.returnPressed.connect(self.submit)
        self.cells.textEdited.connect(lambda _: self._typed())
        self.passphrase.edit.textEdited.connect(lambda _: self._typed())
        column.addWidget(self.cells)
        column.addSpacing(11)
        column.addWidget(self._make_slot(theme))
        column.addSpacing(13)
        self.button = Button(theme, "Unlock", Kind.PRIMARY, LARGE)
        self.button.clicked.connect(self.submit)
        column.addWidget(self.button)
        # The way of the hands: passphrase, code, Enter. The eye comes last, or the code would
        # go to it, and Enter show the passphrase.
        QWidget.setTabOrder(self.passphrase.edit, self.cells)
        QWidget.setTabOrder(self.cells, self.button)
        QWidget.setTabOrder(self.button, self.passphrase.eye)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._tick()

    def _code_row(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S - 1)
        row.addWidget(label(theme, "Code from your authenticator"))
        row.addStretch(1)
        self.ring = CountdownRing(theme, name="This code is shown for")
        self._left = ElidedLabel(theme, "", colour="text2", align=Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.ring)
        row.addWidget(self._left)
        return row

    def _make_slot(self, theme: Theme) -> QWidget:
        slot = QWidget()
        slot.setFixedHeight(CODE_MESSAGE)
        column = QVBoxLayout(slot)
        column.setContentsMargins(0, 0, 0, 0)
        self.message = Message(theme)
        self.waiting = Waiting(theme)
        self.waiting.hide()
        column.addWidget(self.message)
        column.addWidget(self.waiting)
        column.addStretch(1)
        return slot

    # What is shown ---------------------------------------------------------------------------

    def set_hint(self, words: str) -> None:
        """Which entry of the authenticator is meant; said in place of what was wrong before."""
        self._hint = words
        self.passphrase.clear_error()
        self.cells.set_state("plain")
        self.show_hint()

    def show_hint(self) -> None:
        """Nothing is wrong (any more)."""
        self._waits_until = None
        self.message.show_message(self._hint, None)

    def show_error(self, words: str, marks: bool) -> None:
        """Say it in the slot; with ``marks`` both fields are red.  The code is emptied."""
        self._waits_until = None
        self.message.show_message(words)
        if marks:
            self.passphrase.set_error("")
            self.cells.set_state("error")
        self.cells.clear_code()
        self.cells.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wait(self, seconds: float) -> None:
        """Wait for the next code, with the seconds."""
        self._waits_until = self._now() + seconds
        self.message.show_message(wait_words(seconds), Mark.WARNING)
        self.cells.clear_code()
        self.cells.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_waiting(self, words: str) -> None:
        """Work is under way, in these words; '' when it has ended."""
        busy = bool(words)
        for widget in (self.passphrase, self.cells, self.button):
            widget.setEnabled(not busy)
        self.button.set_words("Unlocking" if busy else "Unlock")
        self.message.setVisible(not busy)
        self.waiting.set_words(words)
        self.waiting.set_share(None)
        self.waiting.setVisible(busy)

    @property
    def is_waiting(self) -> bool:
        """True while work is under way."""
        return not self.button.isEnabled()

    def wipe(self) -> None:
        """Forget what was typed, and every mark."""
        self.passphrase.clear()
        self.passphrase.clear_error()
        self.cells.clear_code()
        self.cells.set_state("plain")
        self.show_hint()

    # What the user does ------------------------------------------------------------------------

    def submit(self) -> None:
        """Ask for the unlock, or put the focus where something is missing."""
        if self.is_waiting:
            return
        if not self.passphrase.text():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        elif len(self.cells.code()) < DIGITS:
            self.cells.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.submitted.emit(SecretText(self.passphrase.text()), self.cells.code())

    def _entered(self) -> None:
        """Enter in the passphrase goes on to the code."""
        self.submit()

    def _code_complete(self) -> None:
        """The sixth digit unlocks, where the passphrase is there already."""
        if self.passphrase.text():
            self.submit()

    def _typed(self) -> None:
        """Typing takes the marks away, and what was said of the last try."""
        self.passphrase.clear_error()
        self.cells.set_state("plain")
        if self._waits_until is None:
            self.show_hint()

    # Time --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Count."""
        super().showEvent(event)
        self._tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Cost nothing."""
        super().hideEvent(event)
        self._timer.stop()

    def _tick(self) -> None:
        now = self._now()
        left = STEP - now % STEP
        self.ring.set_remaining(left, STEP)
        self._left.set_words(f"{int(left)} s")
        if self._waits_until is None:
            return
        wait = self._waits_until - now
        mark = Mark.WARNING if wait > 0 else None
        self.message.show_message(wait_words(wait), mark)
        if wait <= 0:
            self._waits_until = None

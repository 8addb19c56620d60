"""Six cells for a code: three and three.

Underneath it is one line edit, so typing, pasting, arrows, selection and screen readers
work as in any field; only the painting is its own.
"""

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from keystead.gui.theme.fonts import TITLE, Weight
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.field_frame import FieldState

DIGITS = 6
_CELL = QSize(42, 44)
_MIDDLE = 20
_BLINK_MS = 530
_ASCII = frozenset("0123456789")


def digits_of(words: str) -> str:
    """The ASCII digits among ``words``, at most six: what a paste of ``417 032`` means."""
    return "".join(c for c in words if c in _ASCII)[:DIGITS]


class CodeCells(QLineEdit):
    """Emits ``completed`` with the six digits, once the last one is typed or pasted."""

    completed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str = "Code from your authenticator",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._state: FieldState = "plain"
        self._caret = True
        self._blink = QTimer(self)
        self._blink.setInterval(_BLINK_MS)
        self._blink.timeout.connect(self._toggle_caret)
        self.setAccessibleName(name)
        self.setAccessibleDescription("Six digits")
        self.setMaxLength(DIGITS)
        self.setFrame(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.textChanged.connect(self.update)
        self.cursorPositionChanged.connect(self.update)

    def code(self) -> str:
        """The digits typed so far."""
        return self.text()

    def clear_code(self) -> None:
        """Empty the cells; the state stays."""
        self.setText("")

    @property
    def state(self) -> str:
        """plain, error or ok."""
        return self._state

    def set_state(self, state: FieldState) -> None:
        """Mark all cells: error red, ok green.  Typing takes the mark away."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """304 by 44."""
        return QSize(6 * _CELL.width() + 4 * S + _MIDDLE, _CELL.height())

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit goes into the cell of the caret; others act as in a line edit."""
        typed = event.text()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_text(QGuiApplication.clipboard().text())
        elif typed in _ASCII and typed:
            self._put(typed)
        elif event.matches(QKeySequence.StandardKey.Undo) or (typed and typed.isprintable()):
            event.accept()
        else:
            before = self.text()
            super().keyPressEvent(event)
            if self.text() != before:
                self.set_state("plain")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method commits is treated as typed."""
        self.paste_text(event.commitString())
        event.accept()

    def paste_text(self, words: str) -> None:
        """Take the digits out of ``words``: six replace all, fewer go in at the caret."""
        digits = digits_of(words)
        if len(digits) == DIGITS:
            self.setText("")
            self.setCursorPosition(0)
        for digit in digits:
            self._put(digit)

    def _put(self, digit: str) -> None:
        self.set_state("plain")
        self._caret = True
        if self.hasSelectedText():
            self.del_()
        at = self.cursorPosition()
        words = self.text()
        if at >= DIGITS:
            return
        self.setText(words[:at] + digit + words[at + 1 :])
        self.setCursorPosition(at + 1)
        if len(self.text()) == DIGITS:
            self.completed.emit(self.text())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The caret goes to the cell under the pointer."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = next(
            (n for n in range(DIGITS) if event.position().x() < self.cell(n).right() + S / 2),
            DIGITS - 1,
        )
        self.setCursorPosition(min(at, len(self.text())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """No selection by dragging."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """No paste of the primary selection, which is seldom the code."""
        event.accept()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """All of it."""
        self.selectAll()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """None: its entries would not fit six cells."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start the caret."""
        super().focusInEvent(event)
        self.deselect()
        self._caret = True
        self._blink.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop the caret."""
        super().focusOutEvent(event)
        self._blink.stop()
        self.update()

    def _toggle_caret(self) -> None:
        self._caret = not self._caret
        self.update()

    def cell(self, number: int) -> QRect:
        """The box of one cell, 0 to 5."""
        extra = _MIDDLE - S if number >= DIGITS // 2 else 0
        return QRect(number * (_CELL.width() + S) + extra, 0, _CELL.width(), _CELL.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Six boxes, digits, caret."""
        painter = paint.begin(self)
        for number in range(DIGITS):
            self._paint_cell(painter, number)
        painter.end()

    def _paint_cell(self, painter: QPainter, number: int) -> None:
        palette = self.theme.palette
        box = self.cell(number)
        words = self.text()
        line = {
            "plain": palette.field_border,
            "error": palette.red_fill,
            "warning": palette.amber,
            "ok": palette.green,
        }
        enabled = self.isEnabled()
        ground = palette.raised if enabled else palette.sunken
        paint.frame(painter, box, ground, line[self._state] if enabled else palette.border)
        at = min(self.cursorPosition(), DIGITS - 1)
        chosen = self.hasSelectedText() and number < len(words)
        if enabled and self.hasFocus() and (number == at or chosen):
            paint.focus_line(painter, box, palette.accent)
            if number == len(words) and self._caret:
                painter.fillRect(QRect(box.center().x(), box.top() + 12, 1, 20), palette.accent)
        if number < len(words):
            font = self.theme.fonts.mono(TITLE, Weight.LABEL)
            colour = palette.text if enabled else palette.disabled
            paint.text(painter, box, words[number], font, colour, Qt.AlignmentFlag.AlignHCenter)

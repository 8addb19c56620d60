"""The painted frame of every field: the standard control inside is bare."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keystead.gui.theme.metrics import PAGE
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

FieldState = Literal["plain", "error", "warning", "ok"]

_LINES: dict[FieldState, Token] = {
    "plain": "field_border",
    "error": "red_fill",
    "warning": "amber",
    "ok": "green",
}


class FieldFrame(QWidget):
    """Rounded ground and line; the line is accent and 2 px while the inside has the focus."""

    def __init__(
        self,
        theme: Theme,
        height: int | None = PAGE,
        line: Token = "field_border",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._line: Token = line
        self._state: FieldState = "plain"
        self._inside: QWidget | None = None
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(10, 0, 10, 0)
        self.row.setSpacing(4)
        if height is not None:
            self.setFixedHeight(height)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hold(self, inside: QWidget) -> None:
        """Put the bare control inside, and follow its focus."""
        self._inside = inside
        inside.setObjectName("bare")
        inside.installEventFilter(self)
        self.setFocusProxy(inside)
        self.row.addWidget(inside, 1)

    @property
    def state(self) -> str:
        """plain, error or ok."""
        return self._state

    def set_state(self, state: FieldState) -> None:
        """Mark the field."""
        self._state = state
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Repaint when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and line."""
        painter = paint.begin(self)
        palette = self.theme.palette
        if not self.isEnabled():
            paint.frame(painter, self.rect(), palette.sunken, palette.border)
        else:
            token = _LINES[self._state] if self._state != "plain" else self._line
            paint.frame(painter, self.rect(), palette.raised, palette.colour(token))
            if self._inside is not None and self._inside.hasFocus():
                paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()

"""Something takes a while: a turning ring, and a bar where the share is known."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from keystead.gui.theme.metrics import ICON, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.labels import ElidedLabel

_TURN_MS = 40
_STEP = 12  # degrees


class Spinner(QWidget):
    """A ring with a third of it in accent that goes round while it is seen."""

    def __init__(self, theme: Theme, size: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._angle = 90
        self.setFixedSize(size, size)
        self.setAccessibleName("Working")
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._turn)

    def _turn(self) -> None:
        self._angle = (self._angle - _STEP) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Go round."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Cost nothing."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track and arc."""
        painter = paint.begin(self)
        stroke = 2.0 if self.width() <= 24 else 4.0
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(self.theme.palette.track, stroke))
        painter.drawEllipse(box)
        painter.setPen(QPen(self.theme.palette.accent, stroke))
        painter.drawArc(box, self._angle * 16, 120 * 16)
        painter.end()


class Waiting(QWidget):
    """A spinner with words beside it, and a bar below once a share is known."""

    def __init__(self, theme: Theme, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(Spinner(theme))
        self._words = ElidedLabel(theme, words, colour="text2")
        row.addWidget(self._words, 1)
        column.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName("Progress")
        self.bar.hide()
        column.addWidget(self.bar)

    def words(self) -> str:
        """What is said."""
        return self._words.words()

    def set_words(self, words: str) -> None:
        """Say what is done now."""
        self._words.set_words(words)

    def set_share(self, share: float | None) -> None:
        """0 to 1; None while nobody knows."""
        self.bar.setVisible(share is not None)
        if share is not None:
            self.bar.setValue(round(share * 1000))

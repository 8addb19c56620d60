"""A ring that empties: the seconds a copied value stays, the rest of a code's window."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import ICON
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint


def paint_ring(
    painter: QPainter, theme: Theme, box: QRectF, share: float, stroke: float = 2.0
) -> None:
    """A track, and ``share`` of it in accent, ending at the top."""
    inner = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.palette.track, stroke))
    painter.drawEllipse(inner)
    cap = Qt.PenCapStyle.RoundCap if stroke > 3 else Qt.PenCapStyle.FlatCap
    painter.setPen(QPen(theme.palette.accent, stroke, Qt.PenStyle.SolidLine, cap))
    painter.drawArc(inner, 90 * 16, round(min(max(share, 0.0), 1.0) * 360 * 16))


class CountdownRing(QWidget):
    """A ring of ``size`` pixels; with ``number`` the seconds stand inside.

    It does not count itself: whoever owns the time calls ``set_remaining``.
    """

    def __init__(
        self,
        theme: Theme,
        size: int = ICON,
        *,
        number: bool = False,
        name: str = "Time left",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._number = number
        self._name = name
        self._share, self._left = 1.0, 0.0
        self._words = ("", "")
        self.setFixedSize(size, size)

    def set_remaining(self, left: float, whole: float) -> None:
        """``left`` of ``whole`` seconds."""
        self._left = max(left, 0.0)
        self._share = self._left / whole if whole > 0 else 0.0
        self.setAccessibleName(f"{self._name}: {round(self._left)} s")
        self.update()

    def set_words(self, large: str, small: str) -> None:
        """Two lines inside a large ring, such as ``16 h 48 min`` and ``left of 24 h``."""
        self._words = (large, small)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ring, and what stands inside."""
        painter = paint.begin(self)
        size = self.width()
        stroke = 2.0 if size <= 32 else 5.0
        margin = 2.0 if size <= ICON else 1.0
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint_ring(painter, self.theme, box, self._share, stroke)
        centre = Qt.AlignmentFlag.AlignHCenter
        palette, fonts = self.theme.palette, self.theme.fonts
        if self._number:
            font = fonts.ui(SMALL, Weight.HEADING)
            paint.text(painter, self.rect(), str(round(self._left)), font, palette.text, centre)
        if self._words[0]:
            upper = self.rect().translated(0, -7)
            lower = self.rect().translated(0, 12)
            paint.text(
                painter, upper, self._words[0], fonts.ui(15, Weight.HEADING), palette.text, centre
            )
            paint.text(painter, lower, self._words[1], fonts.ui(SMALL), palette.text2, centre)
        painter.end()

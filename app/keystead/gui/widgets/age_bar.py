"""The age of a value against its rotation interval; and plain bars.

Green to two thirds of the interval, amber to its end, then full, red and hatched.
"""

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.fonts import SMALL
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

WIDTH, HEIGHT = 32, 6
_LAST_THIRD = 2 / 3
_STRIPE = 5.0


def age_colour(share: float) -> Token:
    """The fill of a bar at ``share`` of the interval (1.0 = due)."""
    if share > 1:
        return "red_fill"
    return "amber_fill" if share > _LAST_THIRD else "green_fill"


def paint_age_bar(painter: QPainter, theme: Theme, rect: QRect | QRectF, share: float) -> None:
    """A bar of 32 by 6 at the left of ``rect``, in the middle of its height."""
    area = QRectF(rect)
    box = QRectF(area.x(), area.y() + (area.height() - HEIGHT) / 2, WIDTH, HEIGHT)
    paint_bar(painter, theme, box, min(share, 1.0), age_colour(share), hatched=share > 1)


def paint_bar(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    share: float,
    fill: Token,
    *,
    hatched: bool = False,
    radius: float | None = None,
) -> None:
    """An empty track and its filled part, never less than a dot."""
    round_ = box.height() / 2 if radius is None else radius
    paint.frame(painter, box, theme.palette.track, None, round_)
    filled = QRectF(box)
    filled.setWidth(max(box.width() * min(max(share, 0.0), 1.0), box.height()))
    paint.frame(painter, filled, theme.colour(fill), None, round_)
    if hatched:
        paint_hatch(painter, filled, theme.palette.surface, round_)


def paint_hatch(painter: QPainter, box: QRectF, ground: QColor, radius: float) -> None:
    """Slanted stripes of the ground: overdue is seen without colour."""
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(box, radius, radius)
    painter.setClipPath(clip)
    painter.setPen(QPen(ground, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    x = box.left() - box.height() + 1
    while x < box.right():
        painter.drawLine(QLineF(x, box.bottom() + 1, x + box.height() + 2, box.top() - 1))
        x += _STRIPE
    painter.restore()


class AgeBar(QWidget):
    """The bar, and the days as text beside it."""

    def __init__(
        self,
        theme: Theme,
        days: int = 0,
        interval: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedSize(72, 20)
        self.set_age(days, interval)

    def set_age(self, days: int, interval: int | None) -> None:
        """``days`` old, to be changed after ``interval`` days; None: no interval."""
        self._days, self._interval = days, interval
        due = "" if interval is None else f" of {interval}"
        self.setAccessibleName(f"Age {days}{due} days")
        self.update()

    def sizeHint(self) -> QSize:
        """Bar and text."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bar and text."""
        painter = paint.begin(self)
        if self._interval:
            paint_age_bar(painter, self.theme, self.rect(), self._days / self._interval)
        area = self.rect().adjusted(WIDTH, 0, -1, 0)
        font = self.theme.fonts.ui(SMALL)
        right = Qt.AlignmentFlag.AlignRight
        paint.text(painter, area, f"{self._days} d", font, self.theme.palette.text2, right)
        painter.end()


class Bar(QWidget):
    """A thin bar of ``share`` in a token's colour: what is left of an overlap, progress."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        fill: Token = "accent",
        height: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._fill: Token = fill
        self._share = 0.0
        self._name = name
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_share(0.0)

    def set_share(self, share: float, fill: Token | None = None) -> None:
        """0 to 1."""
        self._share = share
        if fill is not None:
            self._fill = fill
        self.setAccessibleName(f"{self._name}: {round(share * 100)} %")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar."""
        painter = paint.begin(self)
        paint_bar(painter, self.theme, QRectF(self.rect()), self._share, self._fill)
        painter.end()

"""The chip of an environment: a dot (full, half, hollow) and its name."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

HEIGHT = 20
_SIDE, _DOT, _GAP = 8, 7, 5

_DOTS: dict[str, paint.Dot] = {"prod": "full", "staging": "half", "dev": "hollow"}


def dot_of(colour: str) -> paint.Dot:
    """The dot of an environment's colour; own environments without one are hollow."""
    return _DOTS.get(colour, "hollow")


def colours_of(theme: Theme, colour: str) -> tuple[QColor, QColor]:
    """(word and dot, ground) of an environment's colour: prod, staging, dev, "" neutral."""
    palette = theme.palette
    pairs = {
        "prod": (palette.prod, palette.prod_soft),
        "staging": (palette.staging, palette.staging_soft),
        "dev": (palette.dev, palette.dev_soft),
    }
    return pairs.get(colour, (palette.text2, palette.tile))


def chip_size(theme: Theme, name: str, most: int = 240) -> QSize:
    """How large the chip of ``name`` is."""
    words = paint.width_of(name, theme.fonts.ui(SMALL, Weight.LABEL))
    return QSize(min(_SIDE + _DOT + _GAP + words + _SIDE, most), HEIGHT)


def paint_chip(painter: QPainter, theme: Theme, rect: QRect, name: str, colour: str) -> None:
    """Paint a chip at the left of ``rect``, in the middle of its height; for delegates."""
    size = chip_size(theme, name, rect.width())
    top = rect.y() + (rect.height() - HEIGHT) / 2
    box = QRectF(rect.x(), top, size.width(), HEIGHT)
    ink, ground = colours_of(theme, colour)
    paint.frame(painter, box, ground, None, HEIGHT / 2)
    centre = QPointF(box.x() + _SIDE + _DOT / 2, box.center().y())
    paint.dot(painter, centre, _DOT, dot_of(colour), ink)
    left = _SIDE + _DOT + _GAP
    words = box.adjusted(left, 0, -_SIDE + 1, 0)
    paint.text(painter, words, name, theme.fonts.ui(SMALL, Weight.LABEL), ink)


class Chip(QWidget):
    """The chip as a widget."""

    def __init__(
        self, theme: Theme, name: str, colour: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_environment(name, colour)

    def set_environment(self, name: str, colour: str) -> None:
        """Show another environment."""
        self._name, self._colour = name, colour
        self.setAccessibleName(f"Environment {name}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its own size."""
        return chip_size(self.theme, self._name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chip."""
        painter = paint.begin(self)
        paint_chip(painter, self.theme, self.rect(), self._name, self._colour)
        painter.end()


class DotView(QWidget):
    """An environment's dot alone, in a box of 16."""

    def __init__(self, theme: Theme, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._colour = colour
        self.setFixedSize(16, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dot."""
        painter = paint.begin(self)
        ink, _ = colours_of(self.theme, self._colour)
        paint.dot(painter, QPointF(8, 8), 9, dot_of(self._colour), ink)
        painter.end()

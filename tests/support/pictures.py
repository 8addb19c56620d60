"""What a widget shows, as pixels."""

from collections import Counter

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget


def picture(widget: QWidget) -> QImage:
    """The widget as it is painted now."""
    return widget.grab().toImage()


def colours(image: QImage) -> Counter[str]:
    """How many pixels have each colour."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return Counter(image.pixelColor(x, y).name() for x, y in points)


def shows(widget: QWidget, colour: QColor, least: int = 1) -> bool:
    """True when at least that many pixels of the widget have the colour."""
    return colours(picture(widget))[colour.name()] >= least

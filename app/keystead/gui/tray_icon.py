"""The picture in the tray: the application's icon, with a number on it, or a lock."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap

from keystead.gui.theme.theme import Theme

SIZES = (16, 22, 24, 32, 48, 64)
MOST = 9
"""The largest number that a badge of a tray has room for."""


def tray_icon(theme: Theme, due: int, *, locked: bool) -> QIcon:
    """In the sizes that trays ask for.  ``due``: how many keys need attention, 0 for no badge."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_pixmap(theme, due, size, locked))
    return icon


def badge(due: int) -> str:
    """What stands in the badge: ``3``, ``9+``, or nothing."""
    return "" if due <= 0 else str(due) if due <= MOST else f"{MOST}+"


def _pixmap(theme: Theme, due: int, size: int, locked: bool) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.55 if locked else 1.0)
    painter.drawPixmap(0, 0, theme.icons.pixmap("app", "accent", size))
    painter.setOpacity(1.0)
    if due > 0:
        _paint_badge(painter, theme, badge(due), size)
    painter.end()
    return pixmap


def _paint_badge(painter: QPainter, theme: Theme, words: str, size: int) -> None:
    """A disc in the lower right corner; below 22 pixels a figure would be mush."""
    across = size * (0.62 if size >= 22 else 0.5)
    disc = QRectF(size - across, size - across, across, across)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("red_fill"))
    painter.drawEllipse(disc)
    if size >= 22:
        font = QFont(theme.fonts.ui(weight=600))
        font.setPixelSize(max(8, round(across * (0.72 if len(words) == 1 else 0.55))))
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words)

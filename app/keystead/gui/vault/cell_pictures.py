"""Pictures of cells that were painted before.

Shaping the words of some twenty rows takes longer than a frame; a picture does not.
"""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

_KEPT = 600
"""Cells: about four screens."""


class CellPictures:
    """Keeps what was drawn, by all that it shows."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[object, ...], QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        content: Hashable,
        draw: Callable[[QPainter, QRect], None],
    ) -> None:
        """Paint a cell; ``draw`` draws it into a rectangle at 0, 0 where it is not kept.
        ``content`` must tell apart whatever looks different, the scheme included."""
        ratio = max(painter.deviceTransform().m11(), 1.0)
        key = (content, rect.width(), rect.height(), ratio)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= _KEPT:
                self._pictures.clear()
            picture = self._pictures[key] = _drawn(rect, ratio, draw)
        painter.drawPixmap(rect.topLeft(), picture)


def _drawn(rect: QRect, ratio: float, draw: Callable[[QPainter, QRect], None]) -> QPixmap:
    picture = QPixmap(rect.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRect(0, 0, rect.width(), rect.height()))
    painter.end()
    return picture

"""The one shadow, under dialogs: blur 48, 12 down; drawn once for a size and kept."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from keystead.gui.theme.metrics import RADIUS_DIALOG

BLUR, DOWN = 48, 12


def shadow(size: QSize, colour: QColor, ratio: float) -> QImage:
    """The shadow of a box of ``size``, BLUR wider on every side, DOWN not yet applied.

    A Gaussian of sigma BLUR / 2 is built from rings; 16 bits a channel, since a fifth of
    opacity over 48 rings is about one step of eight bits.
    """
    whole = QSize(size.width() + 2 * BLUR, size.height() + 2 * BLUR)
    image = QImage(whole * ratio, QImage.Format.Format_RGBA64_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    below = 0.0
    for ring in range(BLUR * 2):
        reach = BLUR - ring  # pixels outside the box, then inside
        wanted = colour.alphaF() * 0.5 * math.erfc(reach / (BLUR / 2) / math.sqrt(2))
        # Painting over: 1 - (1 - below)(1 - add) = wanted.
        add = 1 - (1 - wanted) / (1 - below)
        below = wanted
        painter.setBrush(QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), add))
        box = QRectF(ring, ring, whole.width() - 2 * ring, whole.height() - 2 * ring)
        if box.width() <= 0 or box.height() <= 0:
            break
        radius = RADIUS_DIALOG + max(reach, 0)
        painter.drawRoundedRect(box, radius, radius)
    painter.end()
    return image

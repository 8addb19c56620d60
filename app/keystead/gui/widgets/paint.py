"""Shared strokes: frames, focus lines, dots and elided text."""

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.metrics import FOCUS, LINE, RADIUS

Dot = Literal["full", "half", "hollow"]

_MOUSE = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


def begin(widget: QWidget) -> QPainter:
    """An antialiased painter on ``widget``; end it before the paint event returns."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def shows_focus(event: QFocusEvent, before: bool) -> bool:
    """True when the focus came by the keyboard or the program, so the line is drawn.

    A window that becomes active again keeps what was shown ``before``.
    """
    if event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
        return before
    return event.reason() not in _MOUSE


def frame(
    painter: QPainter,
    rect: QRect | QRectF,
    ground: QColor | None,
    line: QColor | None,
    radius: float = RADIUS,
    width: float = LINE,
) -> None:
    """A rounded box whose line lies wholly inside ``rect``, on whole pixels."""
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(rect), radius, radius)
        return
    painter.setPen(QPen(line, width))
    half = width / 2
    inner = QRectF(rect).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius - half, radius - half)


def focus_line(
    painter: QPainter,
    rect: QRect | QRectF,
    colour: QColor,
    radius: float = RADIUS,
    inset: float = 0,
) -> None:
    """The 2-px line inside a control that has the focus."""
    area = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    frame(painter, area, None, colour, max(radius - inset, 1), FOCUS)


def dot(painter: QPainter, centre: QPointF, size: float, kind: Dot, colour: QColor) -> None:
    """An environment's dot: full, half or hollow, so that it is not told by colour alone."""
    radius = size / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if kind == "full":
        painter.drawEllipse(centre, radius, radius)
        return
    if kind == "half":
        half = QPainterPath(centre)
        half.arcTo(QRectF(centre.x() - radius, centre.y() - radius, size, size), 90, 180)
        painter.drawPath(half)
    stroke = max(1.2, size / 5.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, stroke))
    painter.drawEllipse(centre, radius - stroke / 2, radius - stroke / 2)


def text(
    painter: QPainter,
    rect: QRect | QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    """One line, in the middle of the height, shortened in its middle when too long."""
    area = QRectF(rect)
    painter.setFont(font)
    painter.setPen(colour)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(words) > area.width():
        words = metrics.elidedText(words, elide, int(area.width()))
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(area, int(flags), words)


def width_of(words: str, font: QFont) -> int:
    """Pixels that ``words`` take in ``font``, rounded up."""
    return QFontMetrics(font).horizontalAdvance(words) + 1

"""Marks of state: each a shape of its own, with its word beside it."""

from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import ICON, PARAGRAPH, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.shown import set_shown


class Mark(StrEnum):
    """What is said by the shape."""

    CRITICAL = "critical"  # diamond: critical, expired, error
    WARNING = "warning"  # triangle: warning, expiring
    NOTE = "note"  # hollow ring: note
    OVERLAP = "overlap"  # two circles
    ROTATE = "rotate"  # turning arrow: rotation due
    REVOKED = "revoked"  # no-entry
    GOOD = "good"  # filled circle with a check
    OPEN = "open"  # empty circle: still to do
    INFO = "info"  # i in a circle
    TRASH = "trash"
    CONFLICT = "conflict"  # branch: two unseen edits met


_ICONS: dict[Mark, tuple[str, Token]] = {
    Mark.OVERLAP: ("overlap", "accent_text"),
    Mark.ROTATE: ("rotate", "amber"),
    Mark.REVOKED: ("revoked", "text3"),
    Mark.GOOD: ("check-circle", "green"),
    Mark.OPEN: ("circle", "field_border"),
    Mark.INFO: ("info", "text2"),
    Mark.TRASH: ("trash", "text3"),
    Mark.CONFLICT: ("branch", "amber"),
}

_WORDS: dict[Mark, Token] = {
    Mark.CRITICAL: "red",
    Mark.WARNING: "amber",
    Mark.OVERLAP: "accent_text",
    Mark.ROTATE: "amber",
    Mark.GOOD: "green",
    Mark.CONFLICT: "amber",
}


def word_colour(mark: Mark) -> Token:
    """The token of the word beside a mark."""
    return _WORDS.get(mark, "text2")


def paint_mark(painter: QPainter, theme: Theme, rect: QRect | QRectF, mark: Mark) -> None:
    """Paint a mark in the middle of ``rect``, as for a box of 16."""
    area = QRectF(rect)
    centre = area.center()
    painter.setPen(Qt.PenStyle.NoPen)
    if mark is Mark.CRITICAL:
        painter.setBrush(theme.palette.red_fill)
        reach = 5.2
        points = [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)]
        painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in points]))
    elif mark is Mark.WARNING:
        painter.setBrush(theme.palette.amber_fill)
        points = [(0.0, -5.0), (5.3, 4.2), (-5.3, 4.2)]
        painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in points]))
    elif mark is Mark.NOTE:
        painter.setPen(QPen(theme.palette.text3, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 3.9, 3.9)
    else:
        name, colour = _ICONS[mark]
        box = QRect(0, 0, ICON, ICON)
        box.moveTo(
            round(area.x() + (area.width() - ICON) / 2),
            round(area.y() + (area.height() - ICON) / 2),
        )
        theme.icons.paint(painter, box, name, colour)


class MarkView(QWidget):
    """A mark alone, 16 by 20."""

    def __init__(self, theme: Theme, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.mark = mark
        self.setFixedSize(ICON, PARAGRAPH)
        self.setAccessibleName(mark.value)

    def set_mark(self, mark: Mark) -> None:
        """Show another mark."""
        self.mark = mark
        self.setAccessibleName(mark.value)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark."""
        painter = paint.begin(self)
        paint_mark(painter, self.theme, self.rect(), self.mark)
        painter.end()


class StateLabel(QWidget):
    """A mark and its word on one line."""

    def __init__(
        self,
        theme: Theme,
        mark: Mark,
        words: str,
        colour: Token | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._mark = MarkView(theme, mark)
        self._label = ElidedLabel(theme, words, theme.fonts.ui(), colour or word_colour(mark))
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_state(self, mark: Mark, words: str, colour: Token | None = None) -> None:
        """Show another state."""
        self._mark.set_mark(mark)
        self._label.set_words(words)
        self._label.set_colour(colour or word_colour(mark))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(ICON + 4 + self._label.sizeHint().width(), PARAGRAPH)


class Message(QWidget):
    """A mark and wrapped words below a field, in a slot that can be kept free.

    With ``reserve`` the slot keeps that height when empty, so that an error moves nothing.
    """

    def __init__(self, theme: Theme, reserve: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.theme = theme
        self._reserve = reserve
        self._mark = MarkView(theme, Mark.CRITICAL)
        self._words = Paragraph(theme, "", "red", Weight.LABEL, BASE)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(reserve)
        self.clear()

    def words(self) -> str:
        """What is said now."""
        return self._words.words()

    def show_message(self, words: str, mark: Mark | None = Mark.CRITICAL) -> None:
        """Say ``words``, after ``mark``; without a mark it is a plain hint."""
        set_shown(self._mark, mark is not None)
        if mark is not None:
            self._mark.set_mark(mark)
        self._words.set_colour(word_colour(mark) if mark is not None else "text2")
        self._words.set_weight(Weight.TEXT if mark is None else Weight.LABEL)
        self._words.set_words(words)
        self.setAccessibleName(words)
        set_shown(self, True)

    def clear(self) -> None:
        """Say nothing; the reserved height stays."""
        self._words.set_words("")
        set_shown(self._mark, False)
        self.setAccessibleName("")
        set_shown(self, bool(self._reserve))


Severity = Literal["info", "success", "warning", "error"]
SEVERITY_MARKS: dict[Severity, Mark] = {
    "info": Mark.INFO,
    "success": Mark.GOOD,
    "warning": Mark.WARNING,
    "error": Mark.CRITICAL,
}

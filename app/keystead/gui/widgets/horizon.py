"""The days ahead: marks for what expires and what is to be rotated, a band per environment.

Arrow keys go from mark to mark, Enter opens the key; each is said by the accessible name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.chip import paint_chip

DAYS = 90
_NAMES, _OVERDUE, _TOP, _FOOT, _LANE, _LANES = 104, 56, 24, 24, 24, 3
_MARK, _GAP = 9, 6
_WORDS = 240  # of a name; what is longer is shortened


@dataclass(frozen=True)
class Mark:
    """``days`` from today, negative when overdue; ``words``: what a screen reader says."""

    target: bytes
    name: str
    group: str
    expires: bool
    days: int
    words: str


class Horizon(QWidget):
    """``opened`` gives the target of a mark, the id of its Secret."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._marks: list[Mark] = []
        self._groups: list[tuple[str, str]] = []
        self._today = date(1970, 1, 1)
        self._at = -1
        self._boxes: list[QRectF] = []
        self._soon = 14
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._name()

    def show_marks(
        self,
        marks: Sequence[Mark],
        groups: Sequence[tuple[str, str]],
        today: date,
        soon: int,
    ) -> None:
        """``groups``: name and colour, from the top; ``soon``: days that are shaded."""
        self._marks = sorted(marks, key=lambda one: (one.days, one.group, one.name))
        self._groups, self._today, self._soon = list(groups), today, soon
        self._at = -1
        self._name()
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> Mark | None:
        """The mark that the keyboard is at."""
        return self._marks[self._at] if 0 <= self._at < len(self._marks) else None

    def sizeHint(self) -> QSize:
        """As high as its bands."""
        return QSize(600, _TOP + sum(self._lanes_of(name) for name, _ in self._groups) + _FOOT)

    def minimumSizeHint(self) -> QSize:
        """Never lower."""
        return QSize(420, self.sizeHint().height())

    def _lanes_of(self, group: str) -> int:
        number = sum(one.group == group and one.days >= 0 for one in self._marks)
        return _LANE * min(_LANES, max(1, number)) + 12

    # Keyboard and mouse ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right, Home and End, Enter."""
        last = len(self._marks) - 1
        steps = {
            Qt.Key.Key_Left: max(0, self._at - 1),
            Qt.Key.Key_Right: min(last, self._at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in steps and self._marks:
            self._at = steps[key]
            self._name()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current.target)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over a mark, and its words."""
        at = self._under(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
        self.setToolTip(_said(self._marks[at]) if at >= 0 else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the key under the pointer."""
        at = self._under(event.position())
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._at = at
            self._name()
            self.opened.emit(self._marks[at].target)

    def _under(self, place: QPointF) -> int:
        found = [at for at, box in enumerate(self._boxes) if box.contains(place)]
        return found[0] if found else -1

    def _name(self) -> None:
        current = self.current
        number = len(self._marks)
        ends = "Nothing ends" if not number else "1 end" if number == 1 else f"{number} ends"
        here = f". {_said(current)}" if current is not None else ""
        self.setAccessibleName(f"The next {DAYS} days: {ends}{here}")

    # Painting ----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, bands, marks."""
        painter = paint.begin(self)
        self._boxes = [QRectF() for _ in self._marks]
        self._paint_grid(painter)
        top = float(_TOP)
        for name, colour in self._groups:
            high = self._lanes_of(name)
            painter.fillRect(QRectF(0, top, self.width(), 1), self.theme.palette.hair)
            chip = QRect(0, round(top) + 8, _NAMES - 8, 20)
            paint_chip(painter, self.theme, chip, name, colour)
            self._paint_overdue(painter, name, top)
            self._paint_band(painter, name, top)
            top += high
        painter.fillRect(QRectF(0, top, self.width(), 1), self.theme.palette.hair)
        if self.hasFocus() and 0 <= self._at < len(self._boxes):
            box = self._boxes[self._at].adjusted(-3, 1, 3, -1)
            paint.focus_line(painter, box, self.theme.palette.accent)
        painter.end()

    def _x(self, days: float) -> float:
        left = _NAMES + _OVERDUE
        return left + days / DAYS * (self.width() - left - 8)

    def _paint_grid(self, painter: QPainter) -> None:
        palette, bottom = self.theme.palette, self.height() - _FOOT
        shaded = QRectF(self._x(0), _TOP, self._x(self._soon) - self._x(0), bottom - _TOP)
        painter.fillRect(shaded, palette.sunken)
        small = self.theme.fonts.ui(SMALL, Weight.LABEL)
        area = QRectF(self._x(0) + 4, 0, 160, _TOP - 4)
        paint.text(painter, area, f"Next {self._soon} days", small, palette.text)
        if any(one.days < 0 for one in self._marks):
            paint.text(
                painter, QRectF(_NAMES, 0, _OVERDUE, _TOP - 4), "Overdue", small, palette.red
            )
        for days, words in self._ticks():
            x = self._x(days)
            painter.fillRect(QRectF(x, _TOP, 1, bottom - _TOP), palette.hair)
            paint.text(
                painter,
                QRectF(x - 40, bottom + 4, 80, 18),
                words,
                self.theme.fonts.ui(SMALL),
                palette.text2,
                Qt.AlignmentFlag.AlignHCenter,
            )
        painter.fillRect(QRectF(self._x(0) - 1, _TOP - 8, 2, bottom - _TOP + 8), palette.accent)
        today = QRectF(self._x(0) - 40, bottom + 4, 80, 18)
        middle = Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, today, "Today", small, palette.accent_text, middle)

    def _ticks(self) -> list[tuple[int, str]]:
        """The first and the fifteenth of each month, a week or more from today."""
        days = [(self._today + timedelta(ahead), ahead) for ahead in range(7, DAYS)]
        return [(ahead, f"{day.day} {day:%b}") for day, ahead in days if day.day in (1, 15)]

    def _paint_overdue(self, painter: QPainter, group: str, top: float) -> None:
        late = [at for at, one in enumerate(self._marks) if one.group == group and one.days < 0]
        for place, at in enumerate(late[:2]):
            box = QRectF(_NAMES + place * 16, top + 8, 16, 20)
            self._boxes[at] = box
            self._paint_mark(painter, box.center(), self._marks[at])
        if late:
            left = _NAMES + min(2, len(late)) * 16 + 2
            font = self.theme.fonts.ui(SMALL, Weight.LABEL)
            area = QRectF(left, top + 8, 24, 20)
            paint.text(painter, area, str(len(late)), font, self.theme.palette.red)

    def _paint_band(self, painter: QPainter, group: str, top: float) -> None:
        free = [0.0] * _LANES
        font, hidden = self.theme.fonts.mono(SMALL), 0
        for at, one in enumerate(self._marks):
            if one.group != group or one.days < 0:
                continue
            x = self._x(one.days)
            wide = _MARK + _GAP + min(_WORDS, paint.width_of(one.name, font)) + 10
            left = min(x, self.width() - wide) if x + wide > self.width() else x
            lane = next((number for number, used in enumerate(free) if used <= left), -1)
            if lane < 0:
                hidden += 1
                continue
            free[lane] = left + wide
            box = QRectF(left - 4, top + 6 + lane * _LANE, wide, _LANE)
            self._boxes[at] = box
            self._paint_mark(painter, QPointF(left + 4, box.center().y()), one)
            ink = self.theme.palette.text if one.days <= self._soon else self.theme.palette.text2
            words = box.adjusted(_MARK + _GAP + 2, 0, 0, 0)
            paint.text(painter, words, one.name, font, ink)
        if hidden:
            area = QRectF(0, top + 30, _NAMES, 18)
            more = self.theme.fonts.ui(SMALL)
            paint.text(painter, area, f"{hidden} more", more, self.theme.palette.text2)

    def _paint_mark(self, painter: QPainter, centre: QPointF, one: Mark) -> None:
        token: Token = (
            "red_fill" if one.days < 0 else "amber_fill" if one.days <= self._soon else "text2"
        )
        ink, reach = self.theme.colour(token), _MARK / 2
        if one.expires:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            points = [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)]
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in points]))
        else:
            painter.setPen(QPen(ink, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, reach - 0.8, reach - 0.8)


def _said(one: Mark) -> str:
    return f"{one.name} in {one.group} {one.words}"

"""Bars: stacked ones across, and upright ones by day; the arrow keys read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.fonts import BASE, SMALL
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.age_bar import paint_hatch
from keystead.gui.widgets.chip import paint_chip

FILLS: tuple[Token, Token, Token] = ("green_fill", "amber_fill", "red_fill")
_ROW, _NAME, _NUMBER, _HIGH = 28, 84, 44, 12


@dataclass(frozen=True)
class Bar:
    """``parts`` as in FILLS; ``words``: what a screen reader says."""

    name: str
    colour: str
    parts: tuple[int, int, int]
    words: str


class _Read(QWidget):
    """A chart that the keyboard goes through; ``name`` says what it is."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._title = name
        self._words: list[str] = []
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def read(self, words: Sequence[str]) -> None:
        """What each bar says."""
        self._words, self._at = list(words), -1
        self.setAccessibleName(self._title)
        self.updateGeometry()
        self.update()

    @property
    def at(self) -> int:
        """The bar that is read, -1 for none."""
        return self._at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From bar to bar."""
        back = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up)
        on = event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if not self._words or not (back or on):
            super().keyPressEvent(event)
            return
        self._at = max(0, min(len(self._words) - 1, self._at + (1 if on else -1)))
        self.setAccessibleName(f"{self._title}. {self._words[self._at]}")
        self.setToolTip(self._words[self._at])
        self.update()


class StackedBars(_Read):
    """A bar a row: fresh, last third, overdue, and how many at the right."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._bars: list[Bar] = []

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, from the top."""
        self._bars = list(bars)
        self.read([one.words for one in bars])

    def sizeHint(self) -> QSize:
        """A row a bar."""
        return QSize(300, _ROW * max(1, len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        """As high."""
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Chips, bars, numbers."""
        painter = paint.begin(self)
        most = max((sum(one.parts) for one in self._bars), default=0)
        for row, one in enumerate(self._bars):
            area = QRect(0, row * _ROW, self.width(), _ROW)
            paint_chip(
                painter, self.theme, QRect(0, area.y(), _NAME - 8, _ROW), one.name, one.colour
            )
            self._paint_bar(painter, area, one, most)
            total = QRectF(self.width() - _NUMBER, area.y(), _NUMBER, _ROW)
            right = Qt.AlignmentFlag.AlignRight
            font = self.theme.fonts.ui(BASE)
            paint.text(painter, total, str(sum(one.parts)), font, self.theme.palette.text, right)
            if self.hasFocus() and row == self._at:
                paint.focus_line(painter, area.adjusted(0, 2, 0, -2), self.theme.palette.accent)
        painter.end()

    def _paint_bar(self, painter: QPainter, area: QRect, one: Bar, most: int) -> None:
        room = self.width() - _NAME - _NUMBER
        left = float(_NAME)
        for part, fill in zip(one.parts, FILLS, strict=True):
            if not part:
                continue
            wide = max(3.0, part / most * room - 2)
            box = QRectF(left, area.center().y() - _HIGH / 2 + 1, wide, _HIGH)
            paint.frame(painter, box, self.theme.colour(fill), None, 2)
            if fill == "red_fill":
                paint_hatch(painter, box, self.theme.palette.surface, 2)
            left += wide + 2


class DayBars(_Read):
    """A bar a day: changes upon uses."""

    _HIGH = 72

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._days: list[tuple[str, int, int]] = []
        self.setFixedHeight(self._HIGH + 20)

    def show_days(self, days: Sequence[tuple[str, int, int]]) -> None:
        """Day in words, uses, changes; the oldest first."""
        self._days = list(days)
        self.read(
            [f"{day}: {_of(uses, 'use')}, {_of(changes, 'change')}" for day, uses, changes in days]
        )

    def sizeHint(self) -> QSize:
        """Wide."""
        return QSize(300, self._HIGH + 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars on a line."""
        painter = paint.begin(self)
        palette = self.theme.palette
        most = max((uses + changes for _, uses, changes in self._days), default=0)
        pitch = self.width() / max(1, len(self._days))
        for at, (_, uses, changes) in enumerate(self._days):
            left, bottom = at * pitch, float(self._HIGH)
            for number, ink in ((uses, palette.accent), (changes, palette.text3)):
                if number:
                    high = max(2.0, number / most * (self._HIGH - 4))
                    painter.fillRect(
                        QRectF(left + 1, bottom - high, max(2.0, pitch - 3), high), ink
                    )
                    bottom -= high + 1
            if self.hasFocus() and at == self._at:
                box = QRectF(left, 0, pitch, self._HIGH)
                paint.focus_line(painter, box, palette.accent)
        painter.fillRect(QRectF(0, self._HIGH, self.width(), 1), palette.hair)
        self._paint_ends(painter)
        painter.end()

    def _paint_ends(self, painter: QPainter) -> None:
        area = QRectF(0, self._HIGH + 2, self.width(), 18)
        font, ink = self.theme.fonts.ui(SMALL), self.theme.palette.text2
        paint.text(painter, area, "30 days ago", font, ink)
        paint.text(painter, area, "today", font, ink, Qt.AlignmentFlag.AlignRight)


def _of(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

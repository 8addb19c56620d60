"""Steps of a longer way: a pane at the left (creation), a row at the top (rotation)."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from keystead.gui.theme.fonts import BASE, SMALL, Weight
from keystead.gui.theme.metrics import ICON, STEP_PANE, XL, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.labels import Paragraph

_CIRCLE = 22
_PITCH = 56
_TOP = 77

Stand = Literal["done", "passed", "now", "next"]


@dataclass(frozen=True)
class Step:
    """One step: its name and a short remark."""

    name: str
    remark: str = ""


def stand_of(number: int, current: int) -> Stand:
    """Where step ``number`` stands while ``current`` is worked on (both from 0)."""
    return "done" if number < current else "now" if number == current else "next"


def paint_step(painter: QPainter, theme: Theme, box: QRectF, number: int, stand: Stand) -> None:
    """The circle: a check when done, filled when worked on, else hollow; number from 0.

    ``passed``: it lies behind and was not done, which a check would say.
    """
    palette = theme.palette
    painter.setBrush(palette.accent if stand == "now" else Qt.BrushStyle.NoBrush)
    line = palette.accent if stand in ("done", "now") else palette.field_border
    painter.setPen(QPen(line, 1.3))
    painter.drawEllipse(box.adjusted(0.65, 0.65, -0.65, -0.65))
    if stand == "done":
        inner = QRect(0, 0, ICON - 2, ICON - 2)
        inner.moveTo(round(box.x()) + 4, round(box.y()) + 4)
        theme.icons.paint(painter, inner, "check", "accent_text")
        return
    colour = palette.on_accent if stand == "now" else palette.text2
    font = theme.fonts.ui(SMALL, Weight.HEADING)
    paint.text(painter, box, str(number + 1), font, colour, Qt.AlignmentFlag.AlignHCenter)


class StepPane(QWidget):
    """248 wide: the logo and a title, the steps below each other, a word at the foot."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        steps: list[Step],
        foot: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._title = title
        self._steps = steps
        self._current = 0
        self.setFixedWidth(STEP_PANE)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, _TOP + _PITCH * len(steps), XL, XL)
        column.addStretch(1)
        self._foot = Paragraph(theme, foot, "text2", size=SMALL, line=ICON)
        column.addWidget(self._foot)
        self.set_current(0)

    def set_foot(self, words: str) -> None:
        """Say something else below the steps."""
        self._foot.set_words(words)

    def set_current(self, number: int) -> None:
        """Work on step ``number``, from 0; those before are done."""
        self._current = number
        step = self._steps[min(number, len(self._steps) - 1)]
        self.setAccessibleName(f"Step {number + 1} of {len(self._steps)}: {step.name}")
        self.update()

    def set_remark(self, number: int, remark: str) -> None:
        """Say below a step what was chosen in it."""
        self._steps[number] = Step(self._steps[number].name, remark)
        self.update()

    def sizeHint(self) -> QSize:
        """248 wide."""
        return QSize(STEP_PANE, _TOP + _PITCH * len(self._steps) + 80)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, title, steps."""
        painter = paint.begin(self)
        palette = self.theme.palette
        painter.fillRect(self.rect(), palette.side)
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), palette.hair)
        self.theme.icons.paint(painter, QRect(XL, 20, 20, 20), "logo", "accent")
        font = self.theme.fonts.ui(BASE, Weight.HEADING)
        area = QRect(48, 20, self.width() - 60, 20)
        paint.text(painter, area, self._title, font, palette.text)
        for number, step in enumerate(self._steps):
            self._paint_step(painter, number, step)
        painter.end()

    def _paint_step(self, painter: QPainter, number: int, step: Step) -> None:
        palette, fonts = self.theme.palette, self.theme.fonts
        top = _TOP + _PITCH * number
        stand = stand_of(number, self._current)
        paint_step(painter, self.theme, QRectF(21, top, _CIRCLE, _CIRCLE), number, stand)
        if number + 1 < len(self._steps):
            line = palette.accent if stand == "done" else palette.border
            painter.fillRect(QRectF(31.5, top + _CIRCLE + 4, 1, _PITCH - _CIRCLE - 8), line)
        weight = Weight.HEADING if stand == "now" else Weight.TEXT
        colour = palette.text2 if stand == "next" else palette.text
        name = QRect(56, top, self.width() - 68, 22)
        paint.text(painter, name, step.name, fonts.ui(BASE, weight), colour)
        remark = QRect(56, top + 20, self.width() - 68, 16)
        paint.text(painter, remark, step.remark, fonts.ui(SMALL), palette.text3)


class StepRow(QWidget):
    """The steps side by side, for a tool bar."""

    _LINK = 18

    def __init__(self, theme: Theme, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._names = names
        self._current = 0
        self._passed: frozenset[int] = frozenset()
        self.setFixedHeight(_CIRCLE + 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_current(0)

    def set_current(self, number: int, passed: frozenset[int] = frozenset()) -> None:
        """Work on step ``number``, from 0; of those before, ``passed`` were not done."""
        self._current, self._passed = number, passed
        name = self._names[min(number, len(self._names) - 1)]
        self.setAccessibleName(f"Step {number + 1} of {len(self._names)}: {name}")
        self.updateGeometry()
        self.update()

    def stand(self, number: int) -> Stand:
        """Where step ``number`` stands."""
        stand = stand_of(number, self._current)
        return "passed" if stand == "done" and number in self._passed else stand

    def _font_of(self, number: int) -> Weight:
        return Weight.HEADING if number == self._current else Weight.TEXT

    def _width(self, number: int) -> int:
        font = self.theme.fonts.ui(BASE, self._font_of(number))
        return _CIRCLE + S - 1 + paint.width_of(self._names[number], font)

    def sizeHint(self) -> QSize:
        """All of them."""
        wide = sum(self._width(n) for n in range(len(self._names)))
        return QSize(wide + (self._LINK + 2 * S + 2) * (len(self._names) - 1) + 2, _CIRCLE + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Circles, names, lines."""
        painter = paint.begin(self)
        palette = self.theme.palette
        left = 1
        for number, name in enumerate(self._names):
            stand = self.stand(number)
            paint_step(painter, self.theme, QRectF(left, 1, _CIRCLE, _CIRCLE), number, stand)
            wide = self._width(number)
            area = QRect(left + _CIRCLE + S - 1, 0, wide, self.height())
            colour = palette.text if stand in ("done", "now") else palette.text2
            font = self.theme.fonts.ui(BASE, self._font_of(number))
            paint.text(painter, area, name, font, colour)
            left += wide + S + 1
            if number + 1 < len(self._names):
                line = palette.accent if stand == "done" else palette.border
                painter.setPen(QPen(line, 1))
                middle = self.height() / 2
                painter.drawLine(QPointF(left, middle), QPointF(left + self._LINK, middle))
            left += self._LINK + S + 1
        painter.end()


class NumberedStep(QWidget):
    """A small number in a ring, as beside the three instructions on a page."""

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._number = number
        self.setFixedSize(_CIRCLE, _CIRCLE)
        self.setAccessibleName(f"Step {number}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), None, palette.border, _CIRCLE / 2)
        font = self.theme.fonts.ui(SMALL, Weight.HEADING)
        centre = Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, self.rect(), str(self._number), font, palette.text2, centre)
        painter.end()

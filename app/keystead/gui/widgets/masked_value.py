"""The box of a value: masked, shown by the eye, copied with a ring of seconds.

A click on the eye shows the value for ``SHOWN`` seconds or until the next click; held down,
the eye shows it until it is let go.  The box never asks for a value by itself: it says
``reveal_started`` and whoever owns the vault's worker answers with ``show_value``; when the
value is not wanted any more, the answer is dropped.  The mask has a fixed number of dots, so
it does not tell the length.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.theme.fonts import BASE, SMALL, Weight
from keystead.gui.theme.metrics import PANE, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.countdown import paint_ring

DOTS = 18
_FEWEST = 3
SHOWN = 10  # seconds, after a click
_CLICK = 400  # milliseconds; an eye that is down for longer is held
_HEIGHT, _SMALL = 40, 32
_LINE = 20
_MOST_LINES = 8
_BUTTONS = 2 * PANE + 2 + 6


def masked(prefix: str) -> str:
    """The issuer's public prefix and the fixed dots."""
    return prefix + "•" * DOTS


def fitting(prefix: str, width: int, font: QFont) -> str:
    """The same with as many dots as have room in ``width`` pixels: no ellipsis among them."""
    room = width - paint.width_of(prefix, font)
    dots = room // max(paint.width_of("•", font), 1)
    return prefix + "•" * min(max(dots, _FEWEST), DOTS)


class CopyButton(IconButton):
    """Copy; then a ring with the seconds until the clipboard is cleared."""

    def __init__(self, theme: Theme, name: str = "Copy", parent: QWidget | None = None) -> None:
        super().__init__(theme, "copy", name, parent=parent)
        self._name = name
        self._left, self._whole = 0.0, 1.0

    def set_remaining(self, left: float, whole: float) -> None:
        """``left`` of ``whole`` seconds; 0 turns back into the copy icon."""
        self._left, self._whole = max(left, 0.0), max(whole, 0.001)
        name = f"Copied, clears in {round(left)} s" if left > 0 else self._name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    @property
    def counting(self) -> bool:
        """True while the ring is shown."""
        return self._left > 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon or ring."""
        if not self.counting:
            super().paintEvent(event)
            return
        painter = paint.begin(self)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        paint_ring(painter, self.theme, box, self._left / self._whole)
        paint.text(
            painter,
            self.rect(),
            str(max(1, round(self._left))),
            self.theme.fonts.ui(SMALL, Weight.HEADING),
            self.theme.palette.text,
            Qt.AlignmentFlag.AlignHCenter,
        )
        if self.focus_shown:
            paint.focus_line(painter, self.rect(), self.theme.palette.accent)
        painter.end()


class MaskedValueBox(QWidget):
    """A sunken box with the mask, an eye to click or hold, and a copy button."""

    reveal_started = Signal()
    reveal_ended = Signal()
    copy_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        prefix: str = "",
        name: str = "Value",
        parent: QWidget | None = None,
        *,
        small: bool = False,
    ) -> None:
        """``small``: 32 high, for a value that is not the one the page is about."""
        super().__init__(parent)
        self.theme = theme
        self._name = name
        self._least = _SMALL if small else _HEIGHT
        self._prefix = prefix
        self._shown: SecretText | None = None
        self._wanted = False
        self._hiding = False
        self.click_time, self.shown_time = _timer(self, _CLICK), _timer(self, SHOWN * 1000)
        self.shown_time.timeout.connect(self._end)
        self._font = theme.fonts.mono()
        row = QHBoxLayout(self)
        row.setContentsMargins(M, 0, 6, 0)
        row.setSpacing(2)
        row.addStretch(1)
        self.eye = IconButton(theme, "eye", f"Show {name.lower()}")
        self.eye.pressed.connect(self._press)
        self.eye.released.connect(self._release)
        self.copy = CopyButton(theme, f"Copy {name.lower()}")
        self.copy.clicked.connect(self.copy_requested)
        top = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self.eye, 0, top)
        row.addWidget(self.copy, 0, top)
        self.setFixedHeight(self._least)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_prefix(self, prefix: str) -> None:
        """Another key's mask; what was shown is hidden."""
        self._prefix = prefix
        self.hide_value()

    def set_remaining(self, left: float, whole: float) -> None:
        """The countdown of the copy button; 0 ends it."""
        self.copy.set_remaining(left, whole)

    @property
    def wanted(self) -> bool:
        """True while the value is shown or about to be."""
        return self._wanted

    @property
    def showing(self) -> bool:
        """True while the value itself is to be read."""
        return self._shown is not None

    def show_value(self, value: SecretText) -> None:
        """Show the value, if it is still wanted; else it is dropped."""
        if not self._wanted:
            return
        self._shown = value
        if not self.eye.isDown():
            self.shown_time.start()
        self._fit()
        self._tell()
        self.update()

    def hide_value(self) -> None:
        """Back to the mask."""
        self._shown = None
        self._wanted = False
        self.shown_time.stop()
        self.setFixedHeight(self._least)
        self._tell()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """A value is never left behind on a hidden page."""
        if self._wanted:
            self._end()
        super().hideEvent(event)

    def _press(self) -> None:
        self._hiding = self._wanted
        if self._hiding:
            self._end()
            return
        self._wanted = True
        self.click_time.start()
        self._tell()
        self.reveal_started.emit()

    def _release(self) -> None:
        if self._hiding or not self._wanted:
            return
        if not self.click_time.isActive():
            self._end()
        elif self.showing:
            self.shown_time.start()

    def _end(self) -> None:
        self.hide_value()
        self.reveal_ended.emit()

    def _tell(self) -> None:
        # The value itself is not told: a screen reader would speak it into the room.
        state = "shown" if self.showing else f"hidden, starts with {self._prefix}"
        self.setAccessibleName(
            f"{self._name}: {state if self._prefix or self.showing else 'hidden'}"
        )
        name = self._name.lower()
        if self._wanted:
            self.eye.set_icon("eye-off", f"Hide {name}")
        else:
            self.eye.set_icon("eye", f"Show {name}")
            self.eye.setToolTip(f"Show {name}: click for {SHOWN} seconds, or hold")

    def sizeHint(self) -> QSize:
        """As wide as the mask."""
        width = paint.width_of(masked(self._prefix), self._font)
        return QSize(M + width + M + _BUTTONS, self.height())

    def minimumSizeHint(self) -> QSize:
        """A few dots."""
        return QSize(M + 96 + _BUTTONS, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer lines."""
        super().resizeEvent(event)
        if self.showing and event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        lines = min(len(self._lines()[0]), _MOST_LINES)
        self.setFixedHeight(max(self._least, lines * _LINE + 2 * 10))

    def _text_area(self) -> QRect:
        return self.rect().adjusted(M, 0, -_BUTTONS - 4, 0)

    def _lines(self) -> tuple[list[QPointF], QTextLayout]:
        layout = QTextLayout(self._shown.reveal().replace("\n", "\u2028") if self._shown else "")
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        layout.setTextOption(option)
        layout.setFont(self._font)
        layout.setCacheEnabled(True)
        places: list[QPointF] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._text_area().width())
            place = QPointF(0, len(places) * _LINE + (_LINE - line.height()) / 2)
            line.setPosition(place)
            places.append(place)
        layout.endLayout()
        return places, layout

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box and its text."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.sunken, palette.hair)
        if self.showing:
            self._paint_value(painter)
        else:
            words = fitting(self._prefix, self._text_area().width(), self._font)
            paint.text(painter, self._text_area(), words, self._font, palette.text)
        painter.end()

    def _paint_value(self, painter: QPainter) -> None:
        area = self._text_area()
        places, layout = self._lines()
        painter.setPen(self.theme.palette.text)
        painter.setClipRect(area)
        shown = min(len(places), _MOST_LINES)
        top = (self.height() - shown * _LINE) / 2
        for number in range(shown):
            layout.lineAt(number).draw(painter, QPointF(area.x(), top))
        if len(places) > shown:
            painter.setClipping(False)
            small = self.theme.fonts.ui(SMALL)
            rest = QRect(area.x(), self.height() - 12, area.width(), 12)
            more = f"{len(places) - shown} more lines"
            paint.text(painter, rest, more, small, self.theme.palette.text3)


def _timer(box: QWidget, milliseconds: int) -> QTimer:
    made = QTimer(box)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    return made


class TextBox(QWidget):
    """A sunken box with text that is not masked, such as an authenticator's secret."""

    copy_requested = Signal()

    def __init__(
        self, theme: Theme, lines: list[str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lines = lines
        self._font = theme.fonts.mono(BASE)
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(lines))
        row = QHBoxLayout(self)
        row.setContentsMargins(M, 0, 8, 0)
        row.addStretch(1)
        self.copy = CopyButton(theme, f"Copy {name.lower()}")
        self.copy.clicked.connect(self.copy_requested)
        row.addWidget(self.copy)
        self.setFixedHeight(22 * len(lines) + 12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its longest line."""
        widest = max((paint.width_of(line, self._font) for line in self._lines), default=0)
        return QSize(M + widest + M + PANE + 8, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box and lines."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.sunken, palette.hair)
        for number, line in enumerate(self._lines):
            area = QRect(M, 6 + 22 * number, self.width() - M - PANE - 12, 22)
            paint.text(painter, area, line, self._font, palette.text)
        painter.end()

"""How strong a passphrase is: four bars and a word."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.metrics import XS, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

_BARS = 4
_BAR = QSize(32, 4)
_LEVELS: list[tuple[str, Token, Token]] = [
    ("Very weak", "red_fill", "red"),
    ("Weak", "red_fill", "red"),
    ("Fair", "amber_fill", "amber"),
    ("Good", "green_fill", "green"),
    ("Strong", "green_fill", "green"),
]


class StrengthMeter(QWidget):
    """Takes zxcvbn's score 0 to 4 and a remark; None while there is nothing to judge."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_score(None)

    def set_score(self, score: int | None, remark: str = "") -> None:
        """Show a score of 0 to 4, with a remark such as the time to guess it."""
        self._score, self._remark = score, remark
        word = "not rated" if score is None else _LEVELS[score][0]
        self.setAccessibleName(f"Strength: {word}. {remark}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Bars and words."""
        return QSize(304, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, word, remark."""
        painter = paint.begin(self)
        palette, font = self.theme.palette, self.theme.fonts.ui(13, 500)
        word, fill, ink = (
            _LEVELS[self._score] if self._score is not None else ("", "track", "text3")
        )
        lit = 0 if self._score is None else max(1, self._score)
        for number in range(_BARS):
            box = QRectF(number * (_BAR.width() + XS), 8, _BAR.width(), _BAR.height())
            colour = self.theme.colour(fill) if number < lit else palette.track
            paint.frame(painter, box, colour, None, 2)
        left = _BARS * (_BAR.width() + XS) + XS
        wide = paint.width_of(word, font)
        area = QRectF(left, 0, wide, 20)
        paint.text(painter, area, word, font, self.theme.colour(ink))
        start = left + (wide + S if word else 0)
        rest = QRectF(start, 0, max(self.width() - start, 0), 20)
        paint.text(painter, rest, self._remark, self.theme.fonts.ui(), palette.text2)
        painter.end()

"""Check boxes and radio buttons, painted; words in `backticks` are set in the mono."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from keystead.gui.theme.metrics import ICON, RADIUS_SMALL, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

_HEIGHT = 24
_PAD = 2  # room left and right for the focus line
_GAP = S


def _pieces(theme: Theme, words: str) -> list[tuple[str, bool, int]]:
    """(text, mono, width) of each piece."""
    result = []
    for number, piece in enumerate(words.split("`")):
        if piece:
            mono = number % 2 == 1
            font = theme.fonts.mono() if mono else theme.fonts.ui()
            result.append((piece, mono, paint.width_of(piece, font)))
    return result


def _size(theme: Theme, words: str) -> QSize:
    width = sum(width for _, _, width in _pieces(theme, words))
    return QSize(2 * _PAD + ICON + _GAP + width, _HEIGHT)


def _paint_words(painter: QPainter, theme: Theme, button: QAbstractButton, words: str) -> None:
    left = _PAD + ICON + _GAP
    token: Token = "text" if button.isEnabled() else "disabled"
    for piece, mono, width in _pieces(theme, words):
        font = theme.fonts.mono() if mono else theme.fonts.ui()
        area = QRect(left, 0, min(width, button.width() - left), button.height())
        paint.text(painter, area, piece, font, theme.colour(token))
        left += width


class CheckBox(QCheckBox):
    """On, off, or partly."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words = words
        self._focus_shown = False
        self.setText(words.replace("`", ""))
        self.setAccessibleName(self.text())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Box and words."""
        return _size(self.theme, self._words)

    def minimumSizeHint(self) -> QSize:
        """Box and words."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it."""
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the focus came by the keyboard."""
        self._focus_shown = paint.shows_focus(event, self._focus_shown)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter switches, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, check, words, focus."""
        painter = paint.begin(self)
        palette = self.theme.palette
        box = QRect(_PAD, (self.height() - ICON) // 2, ICON, ICON)
        enabled, on = self.isEnabled(), self.checkState() is not Qt.CheckState.Unchecked
        if on:
            over = self.underMouse() and enabled
            ground = palette.accent_hover if over else palette.accent
            paint.frame(painter, box, ground if enabled else palette.track, None, RADIUS_SMALL)
            partly = self.checkState() is Qt.CheckState.PartiallyChecked
            token: Token = "on_accent" if enabled else "disabled"
            inner = box.adjusted(1, 1, -1, -1)
            self.theme.icons.paint(painter, inner, "minus" if partly else "check", token)
        else:
            line = palette.field_border if enabled else palette.border
            ground = palette.hover if self.underMouse() and enabled else palette.raised
            paint.frame(painter, box, ground, line, RADIUS_SMALL)
        _paint_words(painter, self.theme, self, self._words)
        if self._focus_shown and self.hasFocus():
            paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()


class RadioButton(QRadioButton):
    """One of several; arrows move among those of one parent."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words = words
        self._focus_shown = False
        self.setText(words.replace("`", ""))
        self.setAccessibleName(self.text())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ring and words."""
        return _size(self.theme, self._words)

    def minimumSizeHint(self) -> QSize:
        """Ring and words."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it."""
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the focus came by the keyboard."""
        self._focus_shown = paint.shows_focus(event, self._focus_shown)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ring, point, words, focus."""
        painter = paint.begin(self)
        palette = self.theme.palette
        centre = QPointF(_PAD + ICON / 2, self.height() / 2)
        enabled = self.isEnabled()
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accent if enabled else palette.track)
            painter.drawEllipse(centre, ICON / 2, ICON / 2)
            painter.setBrush(palette.on_accent if enabled else palette.disabled)
            painter.drawEllipse(centre, 3, 3)
        else:
            painter.setPen(QPen(palette.field_border if enabled else palette.border, 1))
            over = self.underMouse() and enabled
            painter.setBrush(palette.hover if over else palette.raised)
            painter.drawEllipse(QRectF(centre.x() - 7.5, centre.y() - 7.5, 15, 15))
        _paint_words(painter, self.theme, self, self._words)
        if self._focus_shown and self.hasFocus():
            paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()

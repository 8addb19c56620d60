"""A link: words in accent that act; underlined under the pointer."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import ICON, PARAGRAPH, XS
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import PaintedButton

_SIDE = 2  # room for the focus line


class LinkLabel(PaintedButton):
    """Emits ``clicked``; ``icon`` is painted after the words (such as ``external``)."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        size: int = BASE,
        weight: int = Weight.LABEL,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, parent)
        self.setText(words)
        self._font = theme.fonts.ui(size, weight)
        self._icon = icon
        self.setFixedHeight(PARAGRAPH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Change the words and the accessible name."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        """A hand while it can act."""
        shape = (
            Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor
        )
        self.setCursor(shape)
        super().enterEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        icon = ICON + XS if self._icon else 0
        return QSize(paint.width_of(self.text(), self._font) + icon + 2 * _SIDE, PARAGRAPH)

    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, line below, icon, focus."""
        painter = paint.begin(self)
        colour: Token = "accent_text" if self.isEnabled() else "disabled"
        font = self._font
        if self.underMouse() and self.isEnabled():
            font = self.theme.fonts.ui(font.pixelSize(), font.weight())
            font.setUnderline(True)
        width = paint.width_of(self.text(), self._font)
        area = QRect(_SIDE, 0, width, self.height())
        paint.text(painter, area, self.text(), font, self.theme.colour(colour))
        if self._icon:
            box = QRect(_SIDE + width + XS, (self.height() - ICON) // 2, ICON, ICON)
            self.theme.icons.paint(painter, box, self._icon, colour)
        if self.focus_shown:
            paint.focus_line(painter, self.rect(), self.theme.palette.accent, 4)
        painter.end()

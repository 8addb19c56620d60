"""A link: words in accent that act; underlined under the pointer."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import ICON, PARAGRAPH, XS
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import PaintedButton

_SIDE = 2  # room for the focus line


class LinkLabel(PaintedButton):
    """Emits ``clicked``; ``icon`` is painted after the words (such as ``external``).

    ``shortens``: words that people choose, such as a name, are left out of their middle where
    there is no room for them, and shown whole as a tool tip.
    """

    def __init__(
        self,
        theme: Theme,
        words: str,
        size: int = BASE,
        weight: int = Weight.LABEL,
        icon: str = "",
        parent: QWidget | None = None,
        shortens: bool = False,
    ) -> None:
        super().__init__(theme, words, parent)
        self.setText(words)
        self._font = theme.fonts.ui(size, weight)
        self._icon = icon
        self._shortens = shortens
        self.setFixedHeight(PARAGRAPH)
        wide = QSizePolicy.Policy.Maximum if shortens else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the tool tip when the words no longer fit."""
        super().resizeEvent(event)
        if self._shortens:
            self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")

    @property
    def _beside(self) -> int:
        return (ICON + XS if self._icon else 0) + 2 * _SIDE

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(paint.width_of(self.text(), self._font) + self._beside, PARAGRAPH)

    def minimumSizeHint(self) -> QSize:
        """Never shortened, or to a few letters."""
        wide = self.sizeHint().width()
        few = 4 * self._font.pixelSize() + self._beside
        return QSize(min(wide, few) if self._shortens else wide, PARAGRAPH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, line below, icon, focus."""
        painter = paint.begin(self)
        colour: Token = "accent_text" if self.isEnabled() else "disabled"
        font = self._font
        if self.underMouse() and self.isEnabled():
            font = self.theme.fonts.ui(font.pixelSize(), font.weight())
            font.setUnderline(True)
        width = min(paint.width_of(self.text(), self._font), self.width() - self._beside)
        area = QRect(_SIDE, 0, width, self.height())
        paint.text(painter, area, self.text(), font, self.theme.colour(colour))
        if self._icon:
            box = QRect(_SIDE + width + XS, (self.height() - ICON) // 2, ICON, ICON)
            self.theme.icons.paint(painter, box, self._icon, colour)
        if self.focus_shown:
            paint.focus_line(painter, self.rect(), self.theme.palette.accent, 4)
        painter.end()

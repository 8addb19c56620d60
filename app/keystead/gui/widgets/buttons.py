"""Buttons: primary, secondary, ghost, destructive; with an icon, a menu; icon alone.

Heights 28 in panes, 32 in pages and dialogs, 36 on the unlock page.  One primary button
a page.
"""

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import ICON, PAGE, PANE, XS, M
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

_GAP = 6


class Kind(StrEnum):
    """What a button looks like."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GHOST = "ghost"
    DESTRUCTIVE = "destructive"


class PaintedButton(QPushButton):
    """What all painted buttons share: hover, focus by keyboard, Enter as well as Space."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._focus_shown = False
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    @property
    def focus_shown(self) -> bool:
        """True while the focus line is to be painted."""
        return self._focus_shown and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the focus came by the keyboard."""
        self._focus_shown = paint.shows_focus(event, self._focus_shown)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class Button(PaintedButton):
    """A button with words, perhaps an icon before them and a chevron when it has a menu."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        kind: Kind = Kind.SECONDARY,
        height: int = PAGE,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, parent)
        self.setText(words)
        self.kind = kind
        self.icon_name = icon
        self._font = theme.fonts.ui(BASE, Weight.LABEL)
        self.setFont(self._font)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Change the words, and with them the accessible name."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the content and 12 on either side."""
        return QSize(self._content_width() + 2 * M, self.height())

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def _content_width(self) -> int:
        width = paint.width_of(self.text(), self._font)
        if self.icon_name:
            width += ICON + _GAP
        if self.menu() is not None:
            width += ICON + XS
        return width

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, line, icon, words, chevron, focus."""
        painter = paint.begin(self)
        ground, line, words = self._colours()
        rect = self.rect()
        paint.frame(painter, rect, ground, line)
        self._paint_content(painter, words)
        if self.focus_shown:
            self._paint_focus(painter, rect)
        painter.end()

    def _paint_content(self, painter: QPainter, words: Token) -> None:
        left = (self.width() - self._content_width()) // 2
        middle = (self.height() - ICON) // 2
        if self.icon_name:
            icon: Token = "text2" if words == "text" else words
            self.theme.icons.paint(painter, QRect(left, middle, ICON, ICON), self.icon_name, icon)
            left += ICON + _GAP
        width = paint.width_of(self.text(), self._font)
        area = QRect(left, 0, width, self.height())
        paint.text(painter, area, self.text(), self._font, self.theme.colour(words))
        if self.menu() is not None:
            box = QRect(left + width + XS, middle, ICON, ICON)
            self.theme.icons.paint(painter, box, "chevron-down", words)

    def _paint_focus(self, painter: QPainter, rect: QRect) -> None:
        if self.kind is Kind.PRIMARY:
            # On the accent itself the accent would not show.
            paint.focus_line(painter, rect, self.theme.palette.on_accent, inset=2)
        else:
            paint.focus_line(painter, rect, self.theme.palette.accent)

    def _colours(self) -> tuple[QColor | None, QColor | None, Token]:
        palette = self.theme.palette
        primary = self.kind is Kind.PRIMARY
        if not self.isEnabled():
            if self.kind is Kind.GHOST:
                return None, None, "disabled"
            return (
                (palette.tile if primary else None),
                None if primary else palette.hair,
                "disabled",
            )
        over, down = self.underMouse(), self.isDown()
        if primary:
            return (palette.accent_hover if over or down else palette.accent), None, "on_accent"
        words: Token = "red" if self.kind is Kind.DESTRUCTIVE else "text"
        ground = palette.sel if down else palette.hover if over else None
        if self.kind is Kind.GHOST:
            return ground, None, words
        if ground is not None and self.kind is Kind.DESTRUCTIVE:
            ground = palette.red_soft
        return ground or palette.raised, palette.border, words


class IconButton(PaintedButton):
    """An icon alone; ``name`` is what a screen reader and the tool tip say."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        size: int = PANE,
        colour: Token = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self.icon_name = icon
        self.colour: Token = colour
        self.setToolTip(name)
        self.setFixedSize(size, size)

    def set_icon(self, icon: str, name: str) -> None:
        """Show another icon, with another name."""
        self.icon_name = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground under the pointer, icon, focus."""
        painter = paint.begin(self)
        palette = self.theme.palette
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            paint.frame(painter, self.rect(), palette.sel if self.isDown() else palette.hover, None)
        box = QRect(0, 0, ICON, ICON)
        box.moveCenter(self.rect().center())
        self.theme.icons.paint(
            painter, box, self.icon_name, self.colour if self.isEnabled() else "disabled"
        )
        if self.focus_shown:
            paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()

"""A list to choose from: the sidebar's views and environments, the readers of an export.

One stop for Tab; arrows, Home and End move and choose.  Items carry an icon, an
environment's dot or a monogram, and at the right a count or a remark.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from keystead.gui.theme.fonts import BASE, SMALL, Weight
from keystead.gui.theme.metrics import ICON, PANE, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import PaintedButton
from keystead.gui.widgets.chip import colours_of, dot_of
from keystead.gui.widgets.icon_view import paint_monogram
from keystead.gui.widgets.labels import ElidedLabel


@dataclass(frozen=True)
class Look:
    """What stands before the words: one of icon, dot, tile.

    ``dot`` is an environment's colour, ``tile`` the letters of a monogram; ``blank`` keeps
    the place free, for words such as *21 more*.
    """

    icon: str = ""
    icon_colour: Token = "text2"
    dot: str | None = None
    tile: str = ""
    blank: bool = False

    @property
    def empty(self) -> bool:
        """True when nothing stands there, and the words begin at the left."""
        return not (self.icon or self.tile or self.blank) and self.dot is None


class NavItem(PaintedButton):
    """One entry.  ``key`` is what the list's ``chosen`` gives."""

    def __init__(
        self,
        theme: Theme,
        key: str,
        words: str,
        look: Look,
        height: int = PANE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, parent)
        self.key = key
        self._words = words
        self._look = look
        self._right = ""
        self._right_colour: Token = "text3"
        self.chosen_ground: Token = "sel"
        self.setCheckable(True)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_right(self, words: str, colour: Token = "text3") -> None:
        """The count or remark at the right; in ``amber`` it is bold and colours the icon."""
        self._right, self._right_colour = words, colour
        self.setAccessibleName(f"{self._words}, {words}" if words else self._words)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on to the list; a button would move the focus alone."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(184, self.height())

    def minimumSizeHint(self) -> QSize:
        """It may shorten its words."""
        return QSize(80, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, look, words, count."""
        painter = paint.begin(self)
        palette = self.theme.palette
        chosen = self.isChecked()
        if chosen:
            paint.frame(painter, self.rect(), self.theme.colour(self.chosen_ground), None)
        elif self.underMouse():
            paint.frame(painter, self.rect(), palette.hover, None)
        self._paint_look(painter, chosen)
        warns = self._right_colour != "text3"
        font = self.theme.fonts.ui(SMALL, Weight.HEADING if warns else Weight.TEXT)
        wide = paint.width_of(self._right, font) if self._right else 0
        box = QRect(self.width() - 9 - wide, 0, wide, self.height())
        colour: Token = "text2" if chosen and not warns else self._right_colour
        paint.text(painter, box, self._right, font, self.theme.colour(colour))
        weight = Weight.LABEL if chosen else Weight.TEXT
        left = 12 if self._look.empty else 32
        words = QRect(left, 0, box.x() - left - S, self.height())
        ink = palette.text2 if self._look.blank else palette.text
        paint.text(painter, words, self._words, self.theme.fonts.ui(BASE, weight), ink)
        if self.focus_shown:
            paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()

    def _paint_look(self, painter: QPainter, chosen: bool) -> None:
        box = QRect(S, (self.height() - ICON) // 2, ICON, ICON)
        look = self._look
        if look.dot is not None:
            ink, _ = colours_of(self.theme, look.dot)
            centre = QPointF(box.x() + ICON / 2, self.height() / 2)
            paint.dot(painter, centre, 9, dot_of(look.dot), ink)
        elif look.tile:
            paint_monogram(painter, self.theme, box, look.tile)
        elif look.icon:
            colour: Token = look.icon_colour
            if self._right_colour == "amber":
                colour = "amber"
            elif chosen:
                colour = "accent_text"
            self.theme.icons.paint(painter, box, look.icon, colour)


class NavList(QWidget):
    """The entries, perhaps under headings.  ``chosen`` gives the key of the entry chosen."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        row: int = PANE,
        ground: Token = "sel",
        parent: QWidget | None = None,
    ) -> None:
        """``ground``: of the chosen entry; ``accent_soft`` where the list is the matter."""
        super().__init__(parent)
        self.theme = theme
        self._row = row
        self._ground: Token = ground
        self._items: list[NavItem] = []
        self._current = ""
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, key: str, words: str, look: Look | None = None, right: str = "") -> NavItem:
        """Add an entry at the end."""
        item = NavItem(self.theme, key, words, look or Look(), self._row)
        item.chosen_ground = self._ground
        item.set_right(right)
        item.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        item.clicked.connect(lambda: self.choose(key))
        self._items.append(item)
        self._column.addWidget(item)
        if len(self._items) == 1:
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return item

    def add_heading(self, words: str) -> None:
        """Add a heading: 11/600, third text colour."""
        font = self.theme.fonts.ui(SMALL, Weight.HEADING)
        label = ElidedLabel(self.theme, words, font, "text3")
        label.setContentsMargins(S, 0, 0, 0)
        self._column.addSpacing(10)
        self._column.addWidget(label)
        self._column.addSpacing(2)

    def add_gap(self, height: int = S) -> None:
        """Add room."""
        self._column.addSpacing(height)

    def clear(self) -> None:
        """Take all entries and headings away; what was chosen is remembered by its key."""
        self._items.clear()
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def item(self, key: str) -> NavItem | None:
        """The entry of a key."""
        return next((item for item in self._items if item.key == key), None)

    def keys(self) -> list[str]:
        """The keys, in order."""
        return [item.key for item in self._items]

    def current(self) -> str:
        """The key chosen, "" when none."""
        return self._current

    def set_current(self, key: str) -> None:
        """Show ``key`` as chosen, without a signal; "" or an unknown key: none."""
        self._current = key
        found = self.item(key)
        for item in self._items:
            item.setChecked(item is found)
            stop = item is found or (found is None and item is self._items[0])
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(policy)

    def choose(self, key: str) -> None:
        """Choose as the user does."""
        self.set_current(key)
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End."""
        at = next((n for n, item in enumerate(self._items) if item.hasFocus()), None)
        last = len(self._items) - 1
        key = event.key()
        if at is None or last < 0:
            super().keyPressEvent(event)
            return
        goals = {
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Down: min(at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        goal = goals.get(Qt.Key(key))
        if goal is None:
            super().keyPressEvent(event)
            return
        self.choose(self._items[goal].key)
        # The receiver may have filled the list anew.
        found = self.item(self._current)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)

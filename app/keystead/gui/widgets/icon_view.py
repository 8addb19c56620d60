"""An icon that only shows; and the tile with letters or an icon."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.fonts import BASE, LEAD, SMALL, Weight
from keystead.gui.theme.metrics import ICON, RADIUS, RADIUS_SMALL
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint


class IconView(QWidget):
    """An icon of ``size``; decoration, unless it is given an accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        colour: Token = "text2",
        size: int = ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self._colour: Token = colour
        self.setFixedSize(size, size)

    def set_icon(self, icon: str, colour: Token | None = None) -> None:
        """Show another icon, perhaps in another colour."""
        self._icon = icon
        if colour is not None:
            self._colour = colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon."""
        painter = paint.begin(self)
        self.theme.icons.paint(painter, self.rect(), self._icon, self._colour)
        painter.end()


def paint_monogram(
    painter: QPainter, theme: Theme, rect: QRect, letters: str, ground: Token = "tile"
) -> None:
    """A service's letters on a tile, as in the table; one or two letters."""
    radius = RADIUS_SMALL if rect.width() <= 24 else RADIUS
    paint.frame(painter, rect, theme.colour(ground), None, radius)
    if rect.width() < 18:
        size = 9
    else:
        size = SMALL if rect.width() <= 24 else BASE if rect.width() <= 32 else LEAD
    font = theme.fonts.ui(size, Weight.HEADING)
    paint.text(
        painter, rect, letters, font, theme.palette.text2, Qt.AlignmentFlag.AlignHCenter,
        Qt.TextElideMode.ElideNone,
    )  # fmt: skip


def monogram(service: str) -> str:
    """The one letter of a service; "?" for none."""
    words = service.strip()
    return words[0].upper() if words else "?"


def monograms(services: Iterable[str]) -> dict[str, str]:
    """The letters of each service, those used most first.

    The first with a letter has it alone, the others take a second one: Stripe S, SendGrid
    Sg, Slack Sl; GitHub G, GitLab Gl.
    """
    taken: set[str] = set()
    result: dict[str, str] = {}
    for service in services:
        letters = monogram(service)
        if letters in taken:
            letters += _second_letter(service.strip())
        taken.add(letters)
        result[service] = letters
    return result


def _second_letter(words: str) -> str:
    """The second capital of SendGrid, else the letter that follows."""
    rest = words[1:]
    capital = next((c for c in rest if c.isupper()), "") if not words.isupper() else ""
    return (capital or rest[:1]).lower()


class Monogram(QWidget):
    """The tile of a service: 20 in lists, 36 in the title of a key."""

    def __init__(
        self, theme: Theme, letters: str, size: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._letters = letters
        self.setFixedSize(size, size)

    def set_letters(self, letters: str) -> None:
        """Show another service's letters (see ``monograms``)."""
        self._letters = letters
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tile."""
        painter = paint.begin(self)
        paint_monogram(painter, self.theme, self.rect(), self._letters)
        painter.end()


class IconTile(QWidget):
    """A 40-px tile on accentSoft with an icon: the ways on an empty page."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self.setFixedSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tile."""
        painter = paint.begin(self)
        paint.frame(painter, self.rect(), self.theme.palette.accent_soft, None, RADIUS_SMALL)
        box = QRect(0, 0, 18, 18)
        box.moveTo((self.width() - 18) // 2, (self.height() - 18) // 2)
        self.theme.icons.paint(painter, box, self._icon, "accent_text")
        painter.end()

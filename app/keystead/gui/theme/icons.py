"""Icons: own SVG files on a 16 grid, in any token's colour, sharp at any scale.

A file in ``resources/icons`` is drawn with ``currentColor``; it is rendered at the device
pixel ratio of what it is painted on and kept, until the scheme changes.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from keystead.gui.theme.metrics import ICON
from keystead.gui.theme.palette import Token

# What QIcon is given to choose from: 100 %, 200 %, 300 %.
_RATIOS = (1.0, 2.0, 3.0)


class Icons:
    """Draws icons by name."""

    def __init__(self, folder: Path, colour: Callable[[Token], QColor]) -> None:
        self._folder = folder
        self._colour = colour
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, Token, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, Token, int], QIcon] = {}

    def names(self) -> list[str]:
        """Every icon there is."""
        return sorted(file.stem for file in self._folder.glob("*.svg"))

    def forget(self) -> None:
        """Drop what was rendered: the scheme has changed."""
        self._pixmaps.clear()
        self._icons.clear()

    def pixmap(self, name: str, token: Token, size: int = ICON, ratio: float = 1.0) -> QPixmap:
        """The icon ``size`` logical pixels wide; KeyError when there is none of that name."""
        key = (name, token, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._rendered(name, token, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: Token = "text2", size: int = ICON) -> QIcon:
        """A QIcon for menus and the like; see ``Theme.bind_icon`` for one that follows."""
        key = (name, colour, size)
        if key not in self._icons:
            icon = QIcon()
            for ratio in _RATIOS:
                icon.addPixmap(self.pixmap(name, colour, size, ratio))
                icon.addPixmap(self.pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def paint(self, painter: QPainter, rect: QRect | QRectF, name: str, token: Token) -> None:
        """Paint the icon as large as ``rect`` is wide, centred in it."""
        area = rect.toRect() if isinstance(rect, QRectF) else rect
        size = min(area.width(), area.height())
        # The scale of what is painted on, also while a widget is rendered into a picture.
        ratio = max(painter.deviceTransform().m11(), 1.0)
        pixmap = self.pixmap(name, token, size, ratio)
        left = area.x() + (area.width() - size) // 2
        top = area.y() + (area.height() - size) // 2
        painter.drawPixmap(left, top, pixmap)

    def _rendered(self, name: str, token: Token, size: int, ratio: float) -> QPixmap:
        source = self._source(name).replace("currentColor", self._colour(token).name())
        pixels = max(1, round(size * ratio))
        pixmap = QPixmap(QSize(pixels, pixels))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _source(self, name: str) -> str:
        if name not in self._sources:
            file = self._folder / f"{name}.svg"
            if not file.is_file():
                raise KeyError(f"no icon {name!r}")
            self._sources[name] = file.read_text(encoding="utf-8")
        return self._sources[name]

"""The theme: which scheme is shown, and everything that depends on it.

Widgets get the theme in their constructor and read colours, fonts and icons from it
while they paint; a change of scheme repaints them all, so they need no signal.  Only
what keeps a colour (a QIcon of a menu entry) listens to ``changed``.
"""

from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory

from keystead.gui.theme.fonts import Fonts
from keystead.gui.theme.icons import Icons
from keystead.gui.theme.metrics import ICON
from keystead.gui.theme.palette import Palette, Token, load_palettes
from keystead.gui.theme.qt_palette import qt_palette
from keystead.gui.theme.style_sheet import style_sheet


class ResourceFinder(Protocol):
    """Finds a file or folder among the resources."""

    def __call__(self, *parts: str) -> Path: ...


class Scheme(StrEnum):
    """The setting: follow the system, or one scheme always."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, fonts and icons of the scheme shown.  Made once, after the QApplication."""

    changed = Signal()

    def __init__(self, resource: ResourceFinder) -> None:
        super().__init__()
        self._palettes = load_palettes(resource("theme", "palette.toml"))
        self._dark = False
        self._setting = Scheme.SYSTEM
        self._app: QApplication | None = None
        self.fonts = Fonts(resource("fonts"))
        self.icons = Icons(resource("icons"), self.colour)

    @property
    def dark(self) -> bool:
        """True while the dark scheme is shown."""
        return self._dark

    @property
    def setting(self) -> Scheme:
        """What was asked for."""
        return self._setting

    @property
    def palette(self) -> Palette:
        """The colours of the scheme shown."""
        return self._palettes.dark if self._dark else self._palettes.light

    def colour(self, token: Token) -> QColor:
        """The colour of a token in the scheme shown."""
        return self.palette.colour(token)

    def icon(self, name: str, colour: Token = "text2", size: int = ICON) -> QIcon:
        """A QIcon in the scheme shown; it does not follow a change."""
        return self.icons.icon(name, colour, size)

    def bind_icon(
        self, target: QAction | QAbstractButton, name: str, colour: Token = "text2"
    ) -> None:
        """Give ``target`` an icon that follows the scheme."""
        _BoundIcon(self, target, name, colour)

    def app_icon(self) -> QIcon:
        """The application's icon, in the sizes that window managers and trays ask for."""
        icon = QIcon()
        for size in (16, 24, 32, 48, 64, 128, 256):
            icon.addPixmap(self.icons.pixmap("app", "accent", size))
        return icon

    def apply(self, app: QApplication, setting: Scheme = Scheme.SYSTEM) -> None:
        """Dress the application, now and whenever the system changes its scheme."""
        self._setting = setting
        if self._app is None:
            self._app = app
            app.setStyle(QStyleFactory.create("Fusion"))
            app.setFont(self.fonts.ui())
            app.styleHints().colorSchemeChanged.connect(self._follow)
        self._show(app)

    def _follow(self) -> None:
        if self._app is not None and self._setting is Scheme.SYSTEM:
            self._show(self._app)

    def _show(self, app: QApplication) -> None:
        if self._setting is Scheme.SYSTEM:
            # Plain xcb knows no scheme and answers Unknown: light then.
            self._dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            self._dark = self._setting is Scheme.DARK
        self.icons.forget()
        app.setPalette(qt_palette(self.palette))
        app.setStyleSheet(style_sheet(self.palette))
        app.setWindowIcon(self.app_icon())
        self.changed.emit()


class _BoundIcon(QObject):
    """Keeps the icon of its parent in step; Qt ends the connection with the parent."""

    def __init__(
        self, theme: Theme, target: QAction | QAbstractButton, name: str, token: Token
    ) -> None:
        super().__init__(target)
        self._theme, self._target, self._name, self._token = theme, target, name, token
        theme.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self._target.setIcon(self._theme.icon(self._name, self._token))

"""The vault's name with the menu of the others, and the path below."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from keystead.gui.pages.known import KnownVault, short_path
from keystead.gui.theme.fonts import TITLE, Weight
from keystead.gui.theme.metrics import ICON, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import PaintedButton
from keystead.gui.widgets.labels import ElidedLabel

_HEIGHT = 32
_WIDEST = 480


class _NameButton(PaintedButton):
    """The name in 20/600, and chevrons where there is a choice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Vault")
        self._font = theme.fonts.ui(TITLE, Weight.HEADING)
        self.setFixedHeight(_HEIGHT)

    def sizeHint(self) -> QSize:
        """Name, gap, chevrons, and room for the focus line."""
        return QSize(min(self._words() + 3 * S + ICON, _WIDEST), _HEIGHT)

    def _words(self) -> int:
        return paint.width_of(self.text(), self._font)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name and chevrons."""
        painter = paint.begin(self)
        palette = self.theme.palette
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            paint.frame(painter, self.rect(), palette.hover, None)
        width = min(self._words(), self.width() - 3 * S - ICON)
        area = QRect(S + 3, 0, width, self.height())
        paint.text(painter, area, self.text(), self._font, palette.text)
        box = QRect(S + 3 + width + S - 3, (self.height() - ICON) // 2, ICON, ICON)
        self.theme.icons.paint(painter, box, "chevrons", "text2")
        if self.focus_shown:
            paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()


class VaultTitle(QWidget):
    """Name and path of the vault to be opened; ``chosen`` gives another KnownVault."""

    chosen = Signal(object)
    another = Signal()
    create_asked = Signal()
    forget_asked = Signal(object)
    settings_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.button = _NameButton(theme)
        self.button.clicked.connect(self._open_menu)
        self.path = ElidedLabel(theme, "", theme.fonts.mono(weight=Weight.TEXT), "text2", centre)
        column.addWidget(self.button, 0, centre)
        column.addWidget(self.path)
        self._vaults: list[KnownVault] = []
        self._current: KnownVault | None = None

    def show_vault(self, current: KnownVault, vaults: list[KnownVault]) -> None:
        """Show one of these."""
        self._current, self._vaults = current, list(vaults)
        self.button.setText(current.name)
        self.button.setAccessibleName(f"Vault: {current.name}")
        self.button.setToolTip(current.name)
        self.button.updateGeometry()
        self.path.set_words(short_path(current.path))

    def menu(self) -> QMenu:
        """The other vaults, then the other ways."""
        menu = QMenu(self)
        for vault in self._vaults:
            action = menu.addAction(vault.name)
            icon = "check" if vault == self._current else "logo"
            action.setIcon(self.theme.icon(icon, "accent_text"))
            action.triggered.connect(lambda _=False, vault=vault: self.chosen.emit(vault))
        menu.addSeparator()
        menu.addAction("Open another vault").triggered.connect(lambda: self.another.emit())
        menu.addAction("Create a vault").triggered.connect(lambda: self.create_asked.emit())
        menu.addSeparator()
        menu.addAction("Settings").triggered.connect(lambda: self.settings_asked.emit())
        current = self._current
        if current is not None:
            words = f"Forget {current.name} on this computer"
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda: self.forget_asked.emit(current))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

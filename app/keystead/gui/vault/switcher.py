"""The vault's name at the head of the sidebar; it opens the menu of the other vaults."""

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from keystead.gui.pages.known import KnownVault, short_path
from keystead.gui.theme.fonts import Weight
from keystead.gui.theme.metrics import ICON, PANE
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import PaintedButton

_PAD, _GAP = 4, 2
RECENT = 8


class VaultSwitch(PaintedButton):
    """``chosen`` gives another KnownVault; the other signals are the ways beside."""

    chosen = Signal(object)
    another = Signal()
    create_asked = Signal()
    forget_asked = Signal(object)
    settings_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Vault", parent)
        self._font = theme.fonts.ui(weight=Weight.HEADING)
        self._vaults: list[KnownVault] = []
        self._current: bytes | None = None
        self.setFixedHeight(PANE)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)

    def set_words(self, words: str) -> None:
        """The name of the open vault."""
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(f"Vault: {words}")
            self.updateGeometry()

    def words(self) -> str:
        """The name."""
        return self.text()

    def show_vaults(self, current: bytes, vaults: list[KnownVault]) -> None:
        """The vaults of this computer; the open one may be none of them, as a demo is."""
        self._current = current
        self._vaults = sorted(vaults, key=lambda one: one.last_used, reverse=True)

    def others(self) -> list[KnownVault]:
        """The vaults that could be switched to, the recent ones first."""
        return [vault for vault in self._vaults if vault.vault_id != self._current]

    def menu_of_vaults(self) -> QMenu:
        """Recent vaults, then the other ways."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for vault in self._vaults[:RECENT]:
            is_open = vault.vault_id == self._current
            action = menu.addAction(vault.name)
            action.setIcon(self.theme.icon("check" if is_open else "logo", "accent_text"))
            action.setToolTip(short_path(vault.path))
            if not is_open:
                action.triggered.connect(lambda _=False, vault=vault: self.chosen.emit(vault))
        menu.addSeparator()
        menu.addAction("Open another vault").triggered.connect(lambda: self.another.emit())
        menu.addAction("Create a vault").triggered.connect(lambda: self.create_asked.emit())
        menu.addSeparator()
        menu.addAction("Settings").triggered.connect(lambda: self.settings_asked.emit())
        here = [vault for vault in self._vaults if vault.vault_id == self._current]
        for vault in here:
            words = f"Forget {vault.name} on this computer"
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, vault=vault: self.forget_asked.emit(vault))
        return menu

    def open_menu(self) -> None:
        """Below the name."""
        menu = self.menu_of_vaults()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        """Name, gap, chevrons."""
        return QSize(_PAD + paint.width_of(self.text(), self._font) + _GAP + ICON, PANE)

    def minimumSizeHint(self) -> QSize:
        """A long name is shortened."""
        return QSize(48, PANE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name and chevrons."""
        painter = paint.begin(self)
        palette = self.theme.palette
        if self.underMouse() or self.isDown():
            paint.frame(painter, self.rect(), palette.sel, None)
        width = self.width() - _PAD - _GAP - ICON
        area = QRect(_PAD, 0, width, self.height())
        paint.text(painter, area, self.text(), self._font, palette.text)
        box = QRect(_PAD + width + _GAP, (self.height() - ICON) // 2, ICON, ICON)
        self.theme.icons.paint(painter, box, "chevrons", "text2")
        if self.focus_shown:
            paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()

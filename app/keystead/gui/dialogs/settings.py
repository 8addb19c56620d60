"""The settings page, made from the table in core.settings; each change holds at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.settings import SETTINGS, Settings, Value
from keystead.errors import KeysteadError
from keystead.gui.dialogs.setting_row import SettingRow
from keystead.gui.preferences import Preferences
from keystead.gui.theme.metrics import XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.labels import SectionHeader, Separator, hint
from keystead.gui.widgets.scrolled import Scrolled


class SettingsDialog(DialogFrame):
    """``rows`` by the name of their setting; ``vault_rules``, shown ``in_vault`` alone, leads
    to what is not set for this computer but for the vault, and asks for the ``policies``."""

    policies = Signal()

    def __init__(
        self, theme: Theme, window: QWidget, preferences: Preferences, in_vault: bool = False
    ) -> None:
        super().__init__(theme, window, "Settings", width=720, height=640)
        self._preferences = preferences
        self._over = False
        self.rows: dict[str, SettingRow] = {}
        self.banner = Banner(theme, "error")
        self.banner.hide()
        self.content.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(0)
        column.addWidget(self.banner)
        self._fill(column)
        self.vault_rules: SectionHeader | None = None
        if in_vault:
            self._divide(column)
            self.vault_rules = SectionHeader(
                theme, "This vault", "for everybody who uses it", link="Policies of rotation"
            )
            self.vault_rules.link.clicked.connect(self._ask_policies)
            column.addWidget(self.vault_rules)
        column.addStretch(1)
        self.content.addWidget(Scrolled(inside, room=XL))
        self.footer.addWidget(hint(theme, "Changes hold at once, on this computer."))
        self.footer.addStretch(1)
        self.done = Button(theme, "Close", Kind.PRIMARY)
        self.done.clicked.connect(self.end)
        self.footer.addWidget(self.done)

    def _fill(self, column: QVBoxLayout) -> None:
        last = ""
        for setting in SETTINGS:
            group = setting.name.partition(".")[0]
            if group != last:
                if last:
                    self._divide(column)
                column.addWidget(SectionHeader(self.theme, group.capitalize()))
                last = group
            row = SettingRow(self.theme, setting)
            row.changed.connect(self._put)
            row.reset_asked.connect(self._reset)
            self.rows[setting.name] = row
            column.addWidget(row)

    def _divide(self, column: QVBoxLayout) -> None:
        column.addSpacing(S)
        column.addWidget(Separator(self.theme))
        column.addSpacing(M)

    def open(self, focus: QWidget | None = None) -> None:
        """With what the file says now."""
        self._show(self._preferences.settings)
        super().open(focus or next(iter(self.rows.values())).editor)
        self._preferences.load(self._came, self._broken)

    def end(self) -> None:
        """Take what was still being typed, and go."""
        for row in self.rows.values():
            row.take_if_waiting()
        self._over = True
        super().end()

    def _ask_policies(self) -> None:
        self.end()
        self.policies.emit()

    def _show(self, settings: Settings) -> None:
        for setting, value in settings:
            self.rows[setting.name].show_value(value, settings.is_set(setting.name))

    def _came(self, settings: Settings) -> None:
        if not self._over:
            self.banner.hide()
            self._show(settings)

    def _put(self, name: str, value: Value) -> None:
        self._preferences.put(name, value, self._came, self._broken)

    def _reset(self, name: str) -> None:
        self._preferences.reset(name, self._came, self._broken)

    def _broken(self, error: KeysteadError) -> None:
        if not self._over:
            self.banner.say("error", "The settings cannot be changed", error.message)
            self.banner.show()

"""Step 1: name, file, passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.pages.create.device_key_choice import DeviceKeyChoice
from keystead.gui.pages.create.draft import SUFFIX, NewVault, file_name
from keystead.gui.pages.create.new_passphrase import NewPassphrase, mark
from keystead.gui.pages.create.step import StepPage
from keystead.gui.theme.metrics import UNLOCK_COLUMN, XXL, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.text_field import TextField
from keystead.services.passphrases import Strength

_FIELDS = {"already-there": "place", "name-taken": "name", "bad-passphrase": "passphrase"}


class PassphraseStep(StepPage):
    """``rate_asked`` with the passphrase and the words that a guesser tries first;
    ``suggestion_asked`` for another suggestion."""

    rate_asked = Signal(object, object)
    suggestion_asked = Signal()

    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__(
            theme,
            1,
            "Name the vault and choose a passphrase",
            "The passphrase is never stored. Several words that do not belong together are "
            "easier to remember than letters and digits, and harder to guess.",
        )
        self._folder = folder
        self._path_chosen = False
        grid = QGridLayout()
        grid.setHorizontalSpacing(XXL)
        grid.setVerticalSpacing(16)
        grid.setColumnMinimumWidth(0, UNLOCK_COLUMN)
        grid.setColumnStretch(1, 1)
        self.name = TextField(theme, "Name of the vault", placeholder="Personal")
        self.name.text_changed.connect(lambda _: self._name_typed())
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self._make_place(theme), 0, 1)
        self.column.addLayout(grid)
        self.column.addSpacing(16)
        self.new = NewPassphrase(theme)
        self.new.rate_asked.connect(self._ask_rate)
        self.new.suggestion_asked.connect(self.suggestion_asked)
        self.new.changed.connect(self.changed)
        self.passphrase, self.repeat = self.new.passphrase, self.new.repeat
        self.suggestion = self.new.suggestion
        self.column.addWidget(self.new)
        self.column.addSpacing(XXL)
        self.device_key = DeviceKeyChoice(theme, folder / "device.key")
        self.device_key.setMaximumWidth(620)
        self.column.addWidget(self.device_key)
        self.column.addStretch(1)
        self._name_typed()

    def _make_place(self, theme: Theme) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.place = TextField(theme, "File", mono=True)
        self.place.edit.textEdited.connect(lambda _: self._place_typed())
        row.addWidget(self.place, 1)
        self.choose = Button(theme, "Choose")
        self.choose.setAccessibleDescription("Choose where the vault file is kept")
        self.choose.clicked.connect(self._choose)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addSpacing(25)  # beside the field, below its label
        side.addWidget(self.choose)
        side.addStretch(1)
        row.addLayout(side)
        return place

    def first(self) -> QWidget | None:
        """The name."""
        return self.name

    # What was chosen -----------------------------------------------------------------------------

    def vault_name(self) -> str:
        """The name, or what is taken for an empty one."""
        return self.name.text().strip() or "Personal"

    def draft(self) -> NewVault:
        """Name, file, passphrase and where the device key goes."""
        return NewVault(
            self.vault_name(),
            Path(self.place.text().strip()).expanduser(),
            self.new.typed(),
            self.device_key.key_file(),
        )

    def complain(self) -> bool:
        """Mark the first field that is not right."""
        if not self.place.text().strip():
            return mark(self.place, "Say where the vault file is to be kept.")
        return self.new.complain() or self.device_key.complain()

    def show_error(self, error: KeysteadError) -> None:
        """What the vault's maker said: at the field it belongs to, else in the banner."""
        field = getattr(self, _FIELDS.get(error.code, ""), None)
        if isinstance(field, TextField):
            mark(field, error.message)
        elif error.code in {"no-keyring", "keyring-timeout"}:
            self.device_key.show_no_keyring(error.message)
            self.device_key.use_file.setFocus()
        else:
            self.say_problem("The vault cannot be made like this", error.message)

    def show_strength(self, strength: Strength) -> None:
        """The estimate has come."""
        self.new.show_strength(strength)

    def wipe(self) -> None:
        """Forget the passphrase."""
        super().wipe()
        self.new.wipe()

    # What the user does ----------------------------------------------------------------------

    def _name_typed(self) -> None:
        self.name.clear_error()
        if not self._path_chosen:
            self.place.set_text(str(self._folder / file_name(self.vault_name())))
            self.place.clear_error()
        self.changed.emit()

    def _place_typed(self) -> None:
        self._path_chosen = bool(self.place.text().strip())

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            "The vault file",
            self.place.text(),
            f"Keystead vaults (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if path:
            self.place.set_text(path if Path(path).suffix else path + SUFFIX)
            self.place.clear_error()
            self._path_chosen = True

    def _ask_rate(self, passphrase: SecretText) -> None:
        self.rate_asked.emit(passphrase, (self.vault_name(),))

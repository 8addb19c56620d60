"""Another computer, step 1: passphrase and Secret Key, and where the device key goes."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.pages.change.first_step import FirstStep
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.proof import Proof
from keystead.gui.pages.change.sheet_field import HINT, sheet_field
from keystead.gui.pages.create.device_key_choice import DeviceKeyChoice
from keystead.gui.pages.create.new_passphrase import mark
from keystead.gui.theme.metrics import UNLOCK_COLUMN
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.text_field import TextField

NO_KEYRING = {"no-keyring", "keyring-timeout"}


class DeviceStep(FirstStep):
    """Asks for what the first sheet needs."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        """``folder``: where a device key file is suggested."""
        super().__init__(theme, ChangeKind.SET_UP)
        self.passphrase = TextField(theme, "Passphrase", password=True)
        self.passphrase.setFixedWidth(UNLOCK_COLUMN)
        self.key = sheet_field(theme, "Secret Key")
        for field in (self.passphrase, self.key):
            field.text_changed.connect(lambda _: self._typed())
        self.column.addWidget(self.passphrase)
        self.column.addSpacing(16)
        self.column.addWidget(self.key)
        self.add_other_way("I have only the recovery code")
        self.column.addSpacing(24)
        self.device_key = DeviceKeyChoice(theme, folder / "device.key")
        self.device_key.setMaximumWidth(620)
        self.column.addWidget(self.device_key)
        self.column.addStretch(1)

    def _typed(self) -> None:
        self.clear_problem()
        self.passphrase.clear_error()
        self.key.clear_error()
        self.key.set_hint(HINT)

    def first(self) -> QWidget | None:
        """The passphrase."""
        return self.passphrase

    def complain(self) -> bool:
        """Mark the first field that is empty."""
        if not self.passphrase.text():
            return mark(self.passphrase, "Type the passphrase.")
        if not self.key.text().strip():
            return mark(self.key, "Type the Secret Key.")
        return self.device_key.complain()

    def given(self) -> Proof:
        """Passphrase, Secret Key, and the key file where one was chosen."""
        return Proof(
            SecretText(self.passphrase.text()),
            sheet=SecretText(self.key.text()),
            key_file=self.device_key.key_file(),
        )

    def show_refused(self, error: KeysteadError) -> None:
        """A slip at the field; which of the two is wrong the program does not know."""
        if error.code == "bad-kit-code":
            mark(self.key, error.message)
        elif error.code == "bad-passphrase":
            mark(self.passphrase, error.message)
        elif error.code == "wrong-credentials":
            self.passphrase.set_error("")
            self.key.set_error("")
            self.say_problem("The vault does not open with these", error.message)
        elif error.code in NO_KEYRING:
            self.device_key.show_no_keyring(error.message)
            self.device_key.use_file.setFocus()
        else:
            super().show_refused(error)

    def wipe(self) -> None:
        """Forget both."""
        super().wipe()
        self.passphrase.clear()
        self.key.clear()
        self._typed()

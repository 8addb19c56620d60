"""A new passphrase for a vault that exists."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.pages.change.device_step import NO_KEYRING
from keystead.gui.pages.create.device_key_choice import DeviceKeyChoice
from keystead.gui.pages.create.new_passphrase import NewPassphrase, mark
from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.unlock_words import said_of
from keystead.gui.theme.metrics import XXL
from keystead.gui.theme.theme import Theme


class PassphraseStep(StepPage):
    """``rate_asked`` with the passphrase and the words that a guesser tries first;
    ``suggestion_asked`` for another suggestion."""

    rate_asked = Signal(object, object)
    suggestion_asked = Signal()

    def __init__(self, theme: Theme, folder: Path, vault_name: str) -> None:
        super().__init__(
            theme,
            2,
            "Choose a new passphrase",
            "The passphrase is never stored. Several words that do not belong together are "
            "easier to remember than letters and digits, and harder to guess.",
        )
        self._name = vault_name
        self.new = NewPassphrase(theme, "New passphrase")
        self.new.rate_asked.connect(self._rate)
        self.new.suggestion_asked.connect(self.suggestion_asked)
        self.column.addWidget(self.new)
        self.column.addSpacing(XXL)
        self.device_key = DeviceKeyChoice(theme, folder / "device.key")
        self.device_key.setMaximumWidth(620)
        self.column.addWidget(self.device_key)
        self.column.addStretch(1)

    def _rate(self, passphrase: SecretText) -> None:
        self.rate_asked.emit(passphrase, (self._name,))

    def first(self) -> QWidget | None:
        """The passphrase."""
        return self.new.passphrase

    def complain(self) -> bool:
        """Mark the first field that is not right."""
        return self.new.complain() or self.device_key.complain()

    def draft(self) -> tuple[SecretText, Path | None]:
        """The new passphrase, and the key file where one was chosen."""
        return self.new.typed(), self.device_key.key_file()

    def show_refused(self, error: KeysteadError) -> None:
        """At the field that it belongs to, else in the banner."""
        if error.code == "bad-passphrase":
            mark(self.new.passphrase, error.message)
        elif error.code in NO_KEYRING:
            self.device_key.show_no_keyring(error.message)
            self.device_key.use_file.setFocus()
        else:
            said = said_of(error, "")
            self.say_problem(said.title or "That did not work", said.words or said.slot)

    def wipe(self) -> None:
        """Forget the passphrase."""
        super().wipe()
        self.new.wipe()

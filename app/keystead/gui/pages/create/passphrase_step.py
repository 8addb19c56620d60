"""Step 1: name, file, passphrase."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.pages.create.device_key_choice import DeviceKeyChoice
from keystead.gui.pages.create.draft import SUFFIX, NewVault, file_name
from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.create.suggestion import Suggestion
from keystead.gui.theme.metrics import UNLOCK_COLUMN, XXL, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import hint
from keystead.gui.widgets.strength import StrengthMeter
from keystead.gui.widgets.text_field import TextField
from keystead.services.passphrases import Strength

_RATE_MS = 150
LEAST = 2
"""The least score of a passphrase that is taken: 0 and 1 fall to a handful of guesses."""

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
        self._score: int | None = None
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
        grid.addWidget(self._make_passphrase(theme), 1, 0)
        self.suggestion = Suggestion(theme)
        self.suggestion.used.connect(self._use)
        self.suggestion.another.connect(self.suggestion_asked)
        grid.addWidget(self.suggestion, 1, 1)
        self.repeat = TextField(theme, "Repeat the passphrase", password=True)
        grid.addWidget(self.repeat, 2, 0)
        self.column.addLayout(grid)
        self.column.addSpacing(XXL)
        self.device_key = DeviceKeyChoice(theme, folder / "device.key")
        self.device_key.setMaximumWidth(620)
        self.column.addWidget(self.device_key)
        self.column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RATE_MS)
        self._timer.timeout.connect(self._ask_rate)
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

    def _make_passphrase(self, theme: Theme) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.passphrase = TextField(theme, "Passphrase", password=True)
        self.passphrase.text_changed.connect(lambda _: self._passphrase_typed())
        self.meter = StrengthMeter(theme)
        column.addWidget(self.passphrase)
        column.addWidget(self.meter)
        self.remark = hint(theme)
        column.addWidget(self.remark)
        column.addStretch(1)
        return box

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
            SecretText(self.passphrase.text()),
            self.device_key.key_file(),
        )

    def complain(self) -> bool:
        """Mark the first field that is not right."""
        if not self.place.text().strip():
            return self._mark(self.place, "Say where the vault file is to be kept.")
        if not self.passphrase.text():
            return self._mark(self.passphrase, "Choose a passphrase.")
        if self._score is not None and self._score < LEAST:
            return self._mark(self.passphrase, "This is too easy to guess. Use several words.")
        if self.repeat.text() != self.passphrase.text():
            words = "This is another text than the passphrase." if self.repeat.text() else ""
            return self._mark(self.repeat, words or "Type the passphrase once more.")
        return self.device_key.complain()

    def _mark(self, field: TextField, words: str) -> bool:
        field.set_error(words)
        field.setFocus()
        return True

    def show_error(self, error: KeysteadError) -> None:
        """What the vault's maker said: at the field it belongs to, else in the banner."""
        field = getattr(self, _FIELDS.get(error.code, ""), None)
        if isinstance(field, TextField):
            self._mark(field, error.message)
        elif error.code in {"no-keyring", "keyring-timeout"}:
            self.device_key.show_no_keyring(error.message)
            self.device_key.use_file.setFocus()
        else:
            self.say_problem("The vault cannot be made like this", error.message)

    def show_strength(self, strength: Strength) -> None:
        """The estimate has come."""
        self._score = strength.score if self.passphrase.text() else None
        self.meter.set_score(self._score)
        self.remark.set_words(strength.remark)
        if self._score is not None and self._score >= LEAST:
            self.passphrase.clear_error()
        self.changed.emit()

    def wipe(self) -> None:
        """Forget the passphrase."""
        super().wipe()
        self._timer.stop()
        for field in (self.passphrase, self.repeat):
            field.clear()
            field.clear_error()
        self.suggestion.show_words("")
        self._score = None
        self.meter.set_score(None)
        self.remark.set_words("")

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

    def _passphrase_typed(self) -> None:
        self._score = None
        if not self.passphrase.text():
            self._timer.stop()
            self.meter.set_score(None)
            self.remark.set_words("")
        else:
            self._timer.start()

    def _ask_rate(self) -> None:
        if self.passphrase.text():
            self.rate_asked.emit(SecretText(self.passphrase.text()), (self.vault_name(),))

    def _use(self, words: str) -> None:
        self.passphrase.set_text(words)
        self.passphrase.clear_error()
        self.passphrase.show_password(True)
        self.repeat.clear()
        self.repeat.setFocus()

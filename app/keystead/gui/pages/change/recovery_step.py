"""Recovery, step 1: the recovery code."""

from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.pages.change.first_step import FirstStep
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.proof import Proof
from keystead.gui.pages.change.sheet_field import HINT, sheet_field
from keystead.gui.pages.create.new_passphrase import mark
from keystead.gui.theme.theme import Theme

_AT_THE_CODE = {"bad-kit-code", "wrong-credentials"}


class RecoveryStep(FirstStep):
    """Asks for the code of the second sheet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ChangeKind.RECOVER)
        self.code = sheet_field(theme, "Recovery code")
        self.code.text_changed.connect(lambda _: self._typed())
        self.column.addWidget(self.code)
        self.add_other_way("I have the passphrase and the Secret Key")
        self.column.addStretch(1)

    def _typed(self) -> None:
        self.code.clear_error()
        self.code.set_hint(HINT)

    def first(self) -> QWidget | None:
        """The code."""
        return self.code

    def complain(self) -> bool:
        """Ask for the code."""
        return not self.code.text().strip() and mark(self.code, "Type the recovery code.")

    def given(self) -> Proof:
        """The code alone."""
        return Proof(SecretText(""), sheet=SecretText(self.code.text()))

    def show_refused(self, error: KeysteadError) -> None:
        """A slip or another sheet is told at the field."""
        if error.code in _AT_THE_CODE:
            mark(self.code, error.message)
        else:
            super().show_refused(error)

    def wipe(self) -> None:
        """Forget the code."""
        super().wipe()
        self.code.clear()
        self._typed()

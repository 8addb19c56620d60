"""Changes of an open vault, step 1: passphrase and a fresh code, as for an unlock."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.pages.change.first_step import FirstStep
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.proof import Proof
from keystead.gui.pages.unlock_form import UnlockForm
from keystead.gui.pages.unlock_words import SHORT, WAIT, entry_of, said_of
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.code_cells import DIGITS


class ProofStep(FirstStep):
    """The column of the unlock page; ``entered`` when the sixth digit was typed."""

    entered = Signal()

    def __init__(
        self, theme: Theme, kind: ChangeKind, now: Callable[[], float], vault_name: str
    ) -> None:
        """``now``: Unix seconds."""
        super().__init__(theme, kind)
        self.form = UnlockForm(theme, now)
        self.form.button.hide()
        self.form.submitted.connect(lambda *_: self.entered.emit())
        self.form.set_hint(entry_of(vault_name) + ", a code that was not used yet.")
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    def first(self) -> QWidget | None:
        """The passphrase."""
        return self.form.passphrase

    def complain(self) -> bool:
        """Go to what is missing."""
        if not self.form.passphrase.text():
            self.form.passphrase.setFocus()
            return True
        if len(self.form.cells.code()) < DIGITS:
            self.form.cells.setFocus()
            return True
        return False

    def given(self) -> Proof:
        """Passphrase and code."""
        return Proof(SecretText(self.form.passphrase.text()), self.form.cells.code())

    def show_refused(self, error: KeysteadError) -> None:
        """As on the unlock page: short in the slot, long in the banner."""
        seconds = error.data.get("seconds")
        if error.code == WAIT and isinstance(seconds, int | float):
            self.form.show_wait(float(seconds))
        elif error.code in SHORT:
            said = said_of(error, "")
            self.form.show_error(said.slot, said.marks)
        else:
            super().show_refused(error)

    def wipe(self) -> None:
        """Forget both."""
        super().wipe()
        self.form.wipe()

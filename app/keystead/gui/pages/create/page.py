"""Making a vault: four steps and their order."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystead.errors import KeysteadError
from keystead.gui.pages.create.authenticator_step import AuthenticatorStep
from keystead.gui.pages.create.check_step import CheckStep
from keystead.gui.pages.create.draft import NewVault, Offer
from keystead.gui.pages.create.kit_step import KitStep
from keystead.gui.pages.create.passphrase_step import PassphraseStep
from keystead.gui.pages.steps_page import StepsPage
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.steps import Step
from keystead.services.kit_sheets import SheetKind

PASSPHRASE, AUTHENTICATOR, KIT, CHECK = range(4)
_REMARK = "And a name for the vault"
_LOST = (
    "The vault is not made yet. Nothing of it is kept: the entry in your authenticator and the "
    "sheets that you printed or saved are of no use then. Delete them."
)


class CreatePage(StepsPage):
    """``drafted`` gives a NewVault that is to be offered, ``finish_asked`` the two groups
    that were retyped; ``left`` when the user goes away, ``stopped`` while it is made."""

    drafted = Signal(object)
    finish_asked = Signal(str, str)
    stopped = Signal()

    def __init__(
        self, theme: Theme, folder: Path, computer: str, parent: QWidget | None = None
    ) -> None:
        """``folder``: where vaults are kept by default; ``computer``: this one's name."""
        self._drafted: NewVault | None = None
        self._offered = False
        self.passphrase = PassphraseStep(theme, folder)
        self.authenticator = AuthenticatorStep(theme, computer)
        self.kit = KitStep(theme)
        self.check = CheckStep(theme)
        super().__init__(
            theme,
            "New vault",
            [
                (Step("Passphrase", _REMARK), self.passphrase),
                (Step("Authenticator", "A code for every unlock"), self.authenticator),
                (Step("Emergency Kit", "Two sheets, kept apart"), self.kit),
                (Step("Check", "Retype a part, then start"), self.check),
            ],
            "Nothing here leaves this computer.\nThere is no account.",
            parent,
        )
        self.go_to(PASSPHRASE)

    # Going through -----------------------------------------------------------------------------

    def start(self) -> None:
        """From the beginning, with nothing left of an earlier time."""
        self.wipe()
        self.go_to(PASSPHRASE)

    def go_to(self, number: int) -> None:
        """Show a step."""
        super().go_to(number)
        remark = self.passphrase.vault_name() if number > PASSPHRASE else _REMARK
        self.pane.set_remark(PASSPHRASE, remark)
        self.forward.set_words("Create vault" if number == CHECK else "Continue")

    def _go_on(self) -> None:
        if self.current == PASSPHRASE:
            self._draft()
        elif self.current == CHECK:
            self.set_working("Making the key")
            self.finish_asked.emit(*self.check.parts())
        else:
            self.go_to(self.current + 1)

    def _draft(self) -> None:
        draft = self.passphrase.draft()
        if self._offered and draft == self._drafted:
            self.go_to(AUTHENTICATOR)
            return
        self._drafted, self._offered = draft, False
        self._set_busy(True)
        self.drafted.emit(draft)

    def _cancel(self) -> None:
        if self._busy and self.current == CHECK:
            self.stopped.emit()
        else:
            super()._cancel()

    def _lost(self) -> str:
        return _LOST if self.current > PASSPHRASE else ""

    # What came of it ---------------------------------------------------------------------------

    def show_offer(self, offer: Offer) -> None:
        """Authenticator entry and sheets are there: on to step 2."""
        self._set_busy(False)
        self._offered = True
        self.authenticator.show_offer(offer)
        self.kit.show_offer(offer)
        self.go_to(AUTHENTICATOR)

    def show_refused(self, error: KeysteadError) -> None:
        """The vault cannot be made like this."""
        self._set_busy(False)
        self._drafted = None
        self.passphrase.show_error(error)

    def set_working(self, words: str, share: float | None = None) -> None:
        """The vault is being made; '' when that has ended."""
        self._set_busy(bool(words))
        self.check.set_working(words, share)

    def show_wrong_part(self, kind: SheetKind) -> None:
        """A retyped group is another one."""
        self.set_working("")
        self.check.show_wrong(kind)

    def show_failed(self, error: KeysteadError) -> None:
        """Making it went wrong, and nothing of it is left.  An authenticator entry serves
        once, so the way begins again, with the same name and passphrase."""
        self.set_working("")
        self._drafted, self._offered = None, False
        for step in (self.authenticator, self.kit, self.check):
            step.wipe()
        self.go_to(PASSPHRASE)
        void = "The entry in your authenticator is void: delete it, there will be a new one."
        self.passphrase.say_problem("The vault was not made", f"{error.message} {void}")

    def wipe(self) -> None:
        """Forget everything that was typed or shown."""
        self._drafted, self._offered = None, False
        super().wipe()

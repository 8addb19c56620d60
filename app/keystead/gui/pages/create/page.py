"""Making a vault: four steps, their order, and the buttons at the foot."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystead.errors import KeysteadError
from keystead.gui.pages.create.authenticator_step import AuthenticatorStep
from keystead.gui.pages.create.check_step import CheckStep
from keystead.gui.pages.create.draft import NewVault, Offer
from keystead.gui.pages.create.kit_step import KitStep
from keystead.gui.pages.create.passphrase_step import PassphraseStep
from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.ground import Ground
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.labels import Separator
from keystead.gui.widgets.steps import Step, StepPane
from keystead.services.kit_sheets import SheetKind

PASSPHRASE, AUTHENTICATOR, KIT, CHECK = range(4)
_REMARK = "And a name for the vault"


class CreatePage(Ground):
    """``drafted`` gives a NewVault that is to be offered, ``finish_asked`` the two groups
    that were retyped; ``left`` when the user goes away, ``stopped`` while it is made."""

    drafted = Signal(object)
    finish_asked = Signal(str, str)
    left = Signal()
    stopped = Signal()

    def __init__(
        self, theme: Theme, folder: Path, computer: str, parent: QWidget | None = None
    ) -> None:
        """``folder``: where vaults are kept by default; ``computer``: this one's name."""
        super().__init__(theme, "surface", parent)
        self._drafted: NewVault | None = None
        self._offered = False
        self._busy = False
        self.passphrase = PassphraseStep(theme, folder)
        self.authenticator = AuthenticatorStep(theme, computer)
        self.kit = KitStep(theme)
        self.check = CheckStep(theme)
        self.steps: list[StepPage] = [self.passphrase, self.authenticator, self.kit, self.check]
        self.pane = StepPane(
            theme,
            "New vault",
            [
                Step("Passphrase", _REMARK),
                Step("Authenticator", "A code for every unlock"),
                Step("Emergency Kit", "Two sheets, kept apart"),
                Step("Check", "Retype a part, then start"),
            ],
            "Nothing here leaves this computer.\nThere is no account.",
        )
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.pane)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(Separator(theme))
        column.addLayout(self._make_foot(theme))
        outer.addLayout(column, 1)
        self.go_to(PASSPHRASE)

    def _make_foot(self, theme: Theme) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(56, 15, 56, 16)
        foot.setSpacing(8)
        self.back = Button(theme, "Back")
        self.back.clicked.connect(self.go_back)
        self.cancel = Button(theme, "Cancel", Kind.GHOST)
        self.cancel.clicked.connect(self._cancel)
        self.forward = Button(theme, "Continue", Kind.PRIMARY)
        self.forward.clicked.connect(self.go_on)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.forward)
        return foot

    # Going through -----------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The step shown, from 0."""
        return self.stack.currentIndex()

    def start(self) -> None:
        """From the beginning, with nothing left of an earlier time."""
        self.wipe()
        self.go_to(PASSPHRASE)

    def go_to(self, number: int) -> None:
        """Show a step."""
        self.stack.setCurrentIndex(number)
        self.pane.set_current(number)
        remark = self.passphrase.vault_name() if number > PASSPHRASE else _REMARK
        self.pane.set_remark(PASSPHRASE, remark)
        self.back.setVisible(number > PASSPHRASE)
        self.forward.set_words("Create vault" if number == CHECK else "Continue")
        first = self.steps[number].first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """The step before."""
        if self.current > PASSPHRASE and not self._busy:
            self.go_to(self.current - 1)

    def go_on(self) -> None:
        """The next step, when nothing is missing in this one."""
        step = self.steps[self.current]
        step.clear_problem()
        if self._busy or step.complain():
            return
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field; Esc goes away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _cancel(self) -> None:
        if self._busy and self.current == CHECK:
            self.stopped.emit()
        elif not self._busy:
            self.left.emit()

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
        self._set_busy(False)
        for step in self.steps:
            step.wipe()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.forward.setEnabled(not busy)
        self.back.setEnabled(not busy)

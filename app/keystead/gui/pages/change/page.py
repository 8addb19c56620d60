"""One way of changing how a vault opens: its steps, and what happens between them.

Nothing is changed before the last button: until then the page only collects what is new
and proves that the user has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.pages.change.device_step import NO_KEYRING, DeviceStep
from keystead.gui.pages.change.done_step import DoneStep
from keystead.gui.pages.change.first_step import FirstStep
from keystead.gui.pages.change.kinds import WORDS, ChangeKind
from keystead.gui.pages.change.passphrase_step import PassphraseStep
from keystead.gui.pages.change.proof import Proof
from keystead.gui.pages.change.proof_step import ProofStep
from keystead.gui.pages.change.recovery_step import RecoveryStep
from keystead.gui.pages.create.authenticator_step import AuthenticatorStep
from keystead.gui.pages.create.check_step import CheckStep
from keystead.gui.pages.create.draft import Offer
from keystead.gui.pages.create.kit_step import APART, KitStep
from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.steps_page import StepsPage
from keystead.gui.pages.unlock_words import said_of
from keystead.gui.pages.waiting import Waiting
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.steps import Step
from keystead.services.kit_sheets import SheetKind

ENTRY = (
    "This computer gets a new entry; the one from before stays in your authenticator until you "
    "delete it. The new one has the time in its name."
)
OWN_ENTRY = (
    "Each computer has its own entry, and this one gets a new one, with the time in its name."
)
FOOT = "Nothing changes before the last button.\nUntil then you can leave at any time."
_LOST = (
    "Nothing is changed yet. What you typed is forgotten; a new entry in your authenticator and "
    "new sheets are of no use then. Delete them, not the ones from before."
)
THEN = "Then the change is made; this takes some seconds."
VOID = "The new entry in your authenticator is void: delete it, there will be another one."
AS_BEFORE = "The vault opens as before: nothing that opened it has stopped working."
KEY_ALONE = "It takes the place of the first sheet of your kit, and is not shown again."


@dataclass(frozen=True)
class About:
    """What the page has to know: the vault's name, this computer's, the folder where a
    device key file is suggested, and the clock (Unix seconds)."""

    vault_name: str
    computer: str
    folder: Path
    now: Callable[[], float]


class ChangePage(StepsPage):
    """``proved`` gives the Proof of the first step, ``drafted`` passphrase and key file of
    the second, ``finish_asked`` the groups that were retyped, ``ended`` that it was read."""

    proved = Signal(object)
    drafted = Signal(object, object)
    finish_asked = Signal(str, str)
    ended = Signal()

    def __init__(
        self, theme: Theme, kind: ChangeKind, about: About, parent: QWidget | None = None
    ) -> None:
        self.kind = kind
        self._drafted: object = None
        self._resting: list[QWidget] = []
        words = WORDS[kind]
        self.first = _first_step(theme, kind, about)
        self.passphrase = PassphraseStep(theme, about.folder, about.vault_name)
        entry = OWN_ENTRY if kind is ChangeKind.SET_UP else ENTRY
        self.authenticator = AuthenticatorStep(theme, about.computer, entry)
        alone = len(kind.sheets) == 1
        self.kit = KitStep(theme, kind.sheets, KEY_ALONE if alone else APART)
        self.check = CheckStep(theme, kind.sheets, THEN)
        self.done = DoneStep(theme, kind)
        made_anew = "One new sheet" if alone else "Two new sheets, kept apart"
        steps: list[tuple[Step, StepPage]] = [(Step(*words.first), self.first)]
        if kind.new_passphrase:
            steps.append((Step("Passphrase", "A new one"), self.passphrase))
        if kind.new_entry:
            steps.append((Step("Authenticator", "A new entry"), self.authenticator))
        if kind.sheets:
            steps.append((Step("Secret Key" if alone else "Emergency Kit", made_anew), self.kit))
            steps.append((Step("Check", "Retype a part"), self.check))
        steps.append((Step("Done", "Then unlock once"), self.done))
        super().__init__(theme, words.title, steps, FOOT, parent)
        self.waiting = Waiting(theme)
        self.waiting.setFixedWidth(280)
        self.waiting.hide()
        self.foot.insertWidget(2, self.waiting)
        self._adopt_unused()
        if isinstance(self.first, ProofStep):
            self.first.entered.connect(self.go_on)
        self.go_to(0)

    def _adopt_unused(self) -> None:
        """Steps that this way does not have still need an owner."""
        for step in (self.passphrase, self.authenticator, self.kit, self.check):
            if step not in self.steps:
                step.setParent(self)
                step.hide()

    # Going through -----------------------------------------------------------------------------

    def go_to(self, number: int) -> None:
        """Show a step; the last one but *Done* has the button that does it."""
        super().go_to(number)
        is_last = self.step is self.done
        self.pane.set_foot("" if is_last else FOOT)
        acts = number == len(self.steps) - 2
        self.forward.set_words(
            "Go to unlock" if is_last else WORDS[self.kind].act if acts else "Continue"
        )
        self.cancel.setVisible(not is_last)
        if is_last:
            self.back.hide()
            self.forward.setFocus()

    def _first(self) -> int:
        # A code serves once: the proof of an open vault is not given twice.
        return 0 if self.kind.locked else 1

    def _go_on(self) -> None:
        step = self.step
        if step is self.first:
            self._prove(self.first.given())
        elif step is self.passphrase:
            self._draft(*self.passphrase.draft())
        elif step is self.done:
            self.ended.emit()
        elif self.current == len(self.steps) - 2:
            self.set_working("Making the key")
            self.finish_asked.emit(*self.check.parts())
        else:
            self.go_to(self.current + 1)

    def _prove(self, given: Proof) -> None:
        # Back and forth without a change: the entry that was scanned stays the one that counts.
        if self.kind is ChangeKind.SET_UP and self._drafted == given:
            self.go_to(1)
            return
        self.set_working("Checking")
        self.proved.emit(given)

    def _draft(self, passphrase: SecretText, key_file: Path | None) -> None:
        if self._drafted == (passphrase, key_file):
            self.go_to(self.current + 1)
            return
        self.set_working("Making a new entry")
        self.drafted.emit(passphrase, key_file)

    def _cancel(self) -> None:
        if self.step is self.done:
            self.ended.emit()
        else:
            super()._cancel()

    def _lost(self) -> str:
        return _LOST if self.current > self._first() else ""

    def set_working(self, words: str, share: float | None = None) -> None:
        """Something is under way; '' when it has ended."""
        self._set_busy(bool(words))
        self.cancel.setEnabled(not words)
        self._rest(bool(words))
        self.waiting.setVisible(bool(words))
        self.waiting.set_words(words)
        self.waiting.set_share(share)

    def _rest(self, busy: bool) -> None:
        """Nothing of the step can be changed meanwhile; its words stay readable."""
        if busy and not self._resting:
            inside = self.step.findChildren(QWidget)
            self._resting = [
                one
                for one in inside
                if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isEnabledTo(self.step)
            ]
        for widget in self._resting:
            widget.setEnabled(not busy)
        if not busy:
            self._resting = []

    # What came of it ---------------------------------------------------------------------------

    def show_proved(self) -> None:
        """The first step was right."""
        self.set_working("")
        self.go_to(1)

    def show_offer(self, offer: Offer) -> None:
        """Authenticator entry and sheets are there."""
        self.set_working("")
        chosen = self.step is self.passphrase
        self._drafted = self.passphrase.draft() if chosen else self.first.given()
        self.authenticator.show_offer(offer)
        self.kit.show_offer(offer)
        self.go_to(self.current + 1)

    def show_refused(self, error: KeysteadError) -> None:
        """The step shown cannot be taken like this; what was typed stays."""
        self.set_working("")
        if isinstance(self.step, FirstStep | PassphraseStep):
            self.step.show_refused(error)

    def show_wrong_part(self, kind: SheetKind) -> None:
        """A retyped group is another one."""
        self.set_working("")
        self.check.show_wrong(kind)

    def show_failed(self, error: KeysteadError) -> None:
        """It was not done, and the way in is the one from before.  An authenticator entry
        serves once, so a new one is made; what was typed before it stays."""
        self.set_working("")
        said = said_of(error, "")
        words = f"{said.words or said.slot} {AS_BEFORE}"
        if self.kind.new_entry:
            words += f" {VOID}"
            self._drafted = None
            for step in (self.authenticator, self.kit, self.check):
                step.wipe()
            self.go_to(self.steps.index(self.authenticator) - 1)
            if error.code in NO_KEYRING and isinstance(self.step, DeviceStep | PassphraseStep):
                self.step.device_key.show_no_keyring(error.message)
        self.step.say_problem(said.title or "It was not done", words)

    def show_done(self, rotate: Sequence[str], aside: Sequence[str]) -> None:
        """It was done."""
        self.set_working("")
        self._forget_sheets()
        self.done.show_rotate(rotate)
        self.done.show_aside(aside)
        self.go_to(len(self.steps) - 1)

    def show_unfinished(self, error: KeysteadError, in_place: bool = True) -> None:
        """The new way in is in place, and the old kit was not taken away; or it stopped
        before that, where the vault has to be unlocked before it is tried again."""
        self.set_working("")
        self._forget_sheets()
        said = said_of(error, "")
        title, words = said.title or "It stopped", said.words or said.slot
        self.done.show_unfinished(title, words, in_place)
        self.go_to(len(self.steps) - 1)

    def _forget_sheets(self) -> None:
        for step in self.steps[:-1]:
            step.wipe()


def _first_step(theme: Theme, kind: ChangeKind, about: About) -> FirstStep:
    if kind is ChangeKind.RECOVER:
        return RecoveryStep(theme)
    if kind is ChangeKind.SET_UP:
        return DeviceStep(theme, about.folder)
    return ProofStep(theme, kind, about.now, about.vault_name)

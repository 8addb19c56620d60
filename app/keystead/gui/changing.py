"""The ways of changing how a vault opens: page on one side, ``gui.changer`` on the other."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.changer import Changer, Outcome, Subject
from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.gate import Gate
from keystead.gui.maker import wrong_part
from keystead.gui.making import computer
from keystead.gui.pages.change.device_step import DeviceStep
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.page import About, ChangePage
from keystead.gui.pages.change.proof import Proof
from keystead.gui.pages.create.device_key_choice import DeviceKeyChoice
from keystead.gui.pages.create.draft import Offer
from keystead.gui.sheets import SheetDesk
from keystead.gui.shell import Shell
from keystead.services import passphrases
from keystead.services.passphrases import Strength

T = TypeVar("T")


class Changing(QObject):
    """One change at a time.  ``left`` when the user went away and nothing was changed;
    ``ended`` gives the vault's id when the vault is to be unlocked anew."""

    left = Signal()
    ended = Signal(object)

    def __init__(
        self, shell: Shell, gate: Gate, clipboard: ClipboardGuard, now: Callable[[], float]
    ) -> None:
        """``now``: Unix seconds."""
        super().__init__(shell)
        self._shell, self._gate, self._clipboard, self._now = shell, gate, clipboard, now
        self.page: ChangePage | None = None
        self.changer: Changer | None = None
        self._offer: Offer | None = None
        self._outcome: Outcome | None = None
        self._key_file: Path | None = None

    @property
    def active(self) -> bool:
        """True while a change is shown."""
        return self.page is not None

    def start(self, kind: ChangeKind, subject: Subject, key_file: Path | None = None) -> None:
        """From the beginning; ``key_file``: where the device key is kept now, if in a file."""
        self.forget()
        gate, folder = self._gate, self._gate.home.paths.data
        about = About(subject.name, computer(), folder, self._now)
        page = ChangePage(self._shell.theme, kind, about)
        changer = Changer(gate.home, gate.worker, kind, subject, self)
        self.page, self.changer, self._key_file = page, changer, key_file
        self._connect(page, changer)
        self._shell.name_vault(subject.name)
        self._shell.show_page(page)
        page.go_to(0)
        self._suggest()
        choice = page.first.device_key if isinstance(page.first, DeviceStep) else None
        self._describe_key(choice or page.passphrase.device_key, key_file)

    def _describe_key(self, choice: DeviceKeyChoice, key_file: Path | None) -> None:
        self._gate.describe_key(
            key_file,
            self._if_shown(choice.show_keyring),
            self._if_shown(lambda error: choice.show_no_keyring(error.message)),
        )

    def _if_shown(self, call: Callable[[T], None]) -> Callable[[T], None]:
        """Answers that come when the page is gone say nothing to anybody."""
        page = self.page

        def answer(found: T) -> None:
            if page is not None and self.page is page:
                call(found)

        return answer

    def _connect(self, page: ChangePage, changer: Changer) -> None:
        step = page.passphrase
        step.suggestion_asked.connect(self._suggest)
        step.rate_asked.connect(self._rate)
        page.proved.connect(self._prove)
        page.first.other_way.connect(self._other_way)
        page.drafted.connect(self._draft)
        page.authenticator.code_entered.connect(self._confirm)
        page.authenticator.copy_asked.connect(self._copy_secret)
        page.finish_asked.connect(self._finish)
        page.left.connect(self.leave)
        page.ended.connect(self._end)
        self._sheets = SheetDesk(self._shell, self._shell.theme.fonts, page.kit, changer)

    def leave(self) -> None:
        """Away: everything is forgotten, nothing was written."""
        self.forget()
        self.left.emit()

    def forget(self) -> None:
        """Wipe what was typed and chosen, and drop the page."""
        page, changer = self.page, self.changer
        self.page, self.changer, self._offer, self._outcome = None, None, None, None
        if changer is not None:
            changer.forget()
            changer.deleteLater()
        if page is not None:
            self._clipboard.clear()
            page.wipe()
            self._shell.drop_page(page)

    # Steps -------------------------------------------------------------------------------------

    def _suggest(self) -> None:
        page = self._page()
        show = self._if_shown(page.passphrase.new.suggestion.show_words)
        self._gate.worker.submit(lambda _: passphrases.suggest(), show)

    def _rate(self, passphrase: SecretText, known: tuple[str, ...]) -> None:
        step = self._page().passphrase

        def rated(strength: Strength) -> None:
            # A slow estimate of what is no longer there says nothing.
            if step.new.typed() == passphrase:
                step.new.show_strength(strength)

        worker = self._gate.worker
        worker.submit(lambda _: passphrases.rate(passphrase.reveal(), known), self._if_shown(rated))

    def _prove(self, given: Proof) -> None:
        page = self._page()

        def proved(offer: Offer | None) -> None:
            if offer is None:
                page.show_proved()
            else:
                self._offered(offer)

        self._changer().prove(given, self._if_shown(proved), self._if_shown(page.show_refused))

    def _draft(self, passphrase: SecretText, key_file: Path | None) -> None:
        refused = self._if_shown(self._page().show_refused)
        self._changer().draft(passphrase, key_file, self._if_shown(self._offered), refused)

    def _offered(self, offer: Offer) -> None:
        self._offer = offer
        self._page().show_offer(offer)

    def _confirm(self, code: str) -> None:
        step = self._page().authenticator
        self._changer().confirm(
            code,
            self._if_shown(lambda _: step.show_match()),
            self._if_shown(lambda error: step.show_mismatch(error.message)),
        )

    def _copy_secret(self) -> None:
        if self._offer is not None and self._offer.totp_secret is not None:
            self._clipboard.copy("The secret", self._offer.totp_secret)
            seconds = round(self._clipboard.seconds)
            self._shell.say(f"The secret is copied; the clipboard is cleared in {seconds} s.")

    def _other_way(self) -> None:
        """Recovery code instead of Secret Key, or the other way round."""
        changer = self._changer()
        recover = changer.kind is ChangeKind.SET_UP
        kind = ChangeKind.RECOVER if recover else ChangeKind.SET_UP
        self.start(kind, changer.subject, self._key_file)

    # The end -----------------------------------------------------------------------------------

    def _finish(self, secret_key: str, recovery: str) -> None:
        page = self._page()

        def progress(share: float, _words: str) -> None:
            page.set_working("Making the table of codes" if share < 1 else "Writing", share)

        def failed(error: KeysteadError) -> None:
            if error.code == "wrong-kit-part":
                page.show_wrong_part(wrong_part(error.message))
            else:
                page.show_failed(error)

        self._changer().finish(
            (secret_key, recovery),
            self._if_shown(self._finished),
            self._if_shown(failed),
            progress,
        )

    def _finished(self, outcome: Outcome) -> None:
        page = self._page()
        if outcome.error is None:
            self._outcome = outcome
            page.show_done(outcome.rotate, outcome.aside)
        elif outcome.in_place or page.kind is ChangeKind.COMPROMISED:
            # Half-renewed keys are sorted out by the next unlock, not by a second try.
            self._outcome = outcome
            page.show_unfinished(outcome.error, outcome.in_place)
        else:
            page.show_failed(outcome.error)

    def _end(self) -> None:
        outcome = self._outcome
        self.forget()
        if outcome is not None:
            self.ended.emit(outcome.vault_id)

    def _page(self) -> ChangePage:
        if self.page is None:
            raise RuntimeError("no change is shown")
        return self.page

    def _changer(self) -> Changer:
        if self.changer is None:
            raise RuntimeError("no change is shown")
        return self.changer

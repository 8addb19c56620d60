"""The way through the four steps: page on one side, ``gui.maker`` on the other."""

import platform

from PySide6.QtCore import QObject, Signal

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.gate import Gate
from keystead.gui.maker import Maker, wrong_part
from keystead.gui.pages.create.draft import NewVault, Offer
from keystead.gui.pages.create.page import CreatePage
from keystead.gui.sheets import SheetDesk
from keystead.gui.shell import Shell
from keystead.gui.takeover import Opened
from keystead.gui.tasks import Job


class Making(QObject):
    """``opened`` gives the new vault, ``left`` that the user went away."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, shell: Shell, gate: Gate, clipboard: ClipboardGuard) -> None:
        super().__init__(shell)
        self._shell, self._gate, self._clipboard = shell, gate, clipboard
        self.maker = Maker(gate.home, gate.worker, gate.idle_after, computer(), self)
        self._offer: Offer | None = None
        self._job: Job | None = None
        self.page = CreatePage(shell.theme, gate.home.paths.data, computer())
        shell.add_page(self.page)
        self._connect()

    def _connect(self) -> None:
        page, maker = self.page, self.maker
        first = page.passphrase
        first.suggestion_asked.connect(lambda: maker.suggest(first.suggestion.show_words))
        first.rate_asked.connect(self._rate)
        page.drafted.connect(self._draft)
        page.authenticator.code_entered.connect(self._confirm)
        page.authenticator.copy_asked.connect(self._copy_secret)
        self.sheets = SheetDesk(self._shell, self._shell.theme.fonts, page.kit, maker)
        page.finish_asked.connect(self._finish)
        page.stopped.connect(self._stop)
        page.left.connect(self.leave)

    def start(self) -> None:
        """From the beginning."""
        self.page.start()
        self._shell.name_vault("New vault")
        self._shell.show_page(self.page)
        self.page.go_to(0)
        step = self.page.passphrase
        self.maker.suggest(step.suggestion.show_words)
        choice = step.device_key
        self._gate.describe_key(
            None, choice.show_keyring, lambda error: choice.show_no_keyring(error.message)
        )

    def leave(self) -> None:
        """Away without a vault: everything is forgotten, nothing was written."""
        self.forget()
        self.left.emit()

    def forget(self) -> None:
        """Wipe what was typed and chosen."""
        self._offer = None
        self.maker.forget()
        self._clipboard.clear()
        self.page.wipe()

    # Steps -------------------------------------------------------------------------------------

    def _rate(self, passphrase: SecretText, known: tuple[str, ...]) -> None:
        step = self.page.passphrase

        def rated(strength: object) -> None:
            # A slow estimate of what is no longer there says nothing.
            if step.passphrase.text() == passphrase.reveal():
                step.show_strength(strength)  # type: ignore[arg-type]  # a Strength

        self.maker.rate(passphrase, known, rated)

    def _draft(self, new: NewVault) -> None:
        def offered(offer: Offer) -> None:
            self._offer = offer
            self.page.show_offer(offer)

        self.maker.draft(new, offered, self.page.show_refused)

    def _confirm(self, code: str) -> None:
        step = self.page.authenticator

        def wrong(error: KeysteadError) -> None:
            step.show_mismatch(error.message)

        self.maker.confirm(code, lambda _: step.show_match(), wrong)

    def _copy_secret(self) -> None:
        if self._offer is not None and self._offer.totp_secret is not None:
            self._clipboard.copy("The secret", self._offer.totp_secret)
            seconds = round(self._clipboard.seconds)
            self._shell.say(f"The secret is copied; the clipboard is cleared in {seconds} s.")

    # The end -----------------------------------------------------------------------------------

    def _finish(self, secret_key: str, recovery: str) -> None:
        page = self.page

        def progress(share: float, _words: str) -> None:
            words = "Making the table of codes" if share < 1 else "Writing the vault"
            page.set_working(words, share)

        def failed(error: KeysteadError) -> None:
            if error.code == "wrong-kit-part":
                page.show_wrong_part(wrong_part(error.message))
            else:
                self.maker.forget()
                page.show_failed(error)

        parts = (secret_key, recovery)
        self._job = self.maker.finish(parts, self._came_open, failed, progress, self.leave)

    def _came_open(self, opened: Opened) -> None:
        self.forget()
        self.opened.emit(opened)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


def computer() -> str:
    """The name of this computer, as the authenticator's entry shows it."""
    return platform.node().split(".")[0] or "this computer"

"""Making a vault for the window: each step of ``services.creation`` on the worker."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.gui.gate import Failed, told
from keystead.gui.pages.create.draft import NewVault, Offer
from keystead.gui.takeover import Opened, serve
from keystead.gui.tasks import Job, Progress, Worker
from keystead.services import kit_sheets, passphrases, qr
from keystead.services.creation import Creation
from keystead.services.home import Home
from keystead.services.kit_sheets import Sheet, SheetKind
from keystead.services.owner import Owner, OwnerKind
from keystead.services.passphrases import Strength


class Maker(QObject):
    """Holds what is being made; ``forget`` lets it go, and nothing was written."""

    def __init__(
        self,
        home: Home,
        worker: Worker,
        idle_after: float,
        member: str = "",
        parent: QObject | None = None,
    ) -> None:
        """``member``: the user's name in the vault, and of the authenticator entry."""
        super().__init__(parent)
        self._home, self._worker, self.idle_after = home, worker, idle_after
        self._member = member
        self._creation: Creation | None = None
        self._draft: NewVault | None = None

    # Before ------------------------------------------------------------------------------------

    def rate(
        self, passphrase: SecretText, known: tuple[str, ...], done: Callable[[Strength], None]
    ) -> None:
        """The estimate of a passphrase."""
        self._worker.submit(lambda _: passphrases.rate(passphrase.reveal(), known), done)

    def suggest(self, done: Callable[[str], None]) -> None:
        """A generated passphrase."""
        self._worker.submit(lambda _: passphrases.suggest(), done)

    # The steps ---------------------------------------------------------------------------------

    def draft(self, new: NewVault, done: Callable[[Offer], None], failed: Failed) -> None:
        """Choose keys and codes for this vault; what was offered before counts no more."""
        home, member = self._home, self._member

        def work(_: Progress) -> tuple[Creation, Offer]:
            creation = Creation(home, new.path, new.name, new.passphrase, new.key_file, member)
            uri = creation.totp_uri
            modules = qr.matrix(uri.reveal())
            secret, key = creation.totp_secret_text, creation.secret_key
            return creation, Offer(uri, secret, modules, key, creation.recovery_code)

        def arrived(result: tuple[Creation, Offer]) -> None:
            self._creation, self._draft = result[0], new
            done(result[1])

        self.forget()
        self._worker.submit(work, arrived, told(failed))

    def confirm(self, code: str, done: Callable[[None], None], failed: Failed) -> None:
        """Is this the code that the new entry shows?"""
        creation = self._present()
        self._worker.submit(lambda _: creation.confirm(code), done, told(failed))

    def sheet(self, kind: SheetKind) -> Sheet:
        """One sheet of the Emergency Kit."""
        creation, draft = self._present(), self._draft
        code = creation.secret_key if kind is SheetKind.SECRET_KEY else creation.recovery_code
        today = datetime.fromtimestamp(self._home.parts.clock.now(), UTC).date()
        return Sheet(kind, draft.name if draft else "", code, today.isoformat())

    def save_sheet(
        self,
        sheet: Sheet,
        folder: Path,
        pdf: SecretBytes | None,
        done: Callable[[Path], None],
        failed: Failed,
    ) -> None:
        """Write the sheet into this folder, as text or as this PDF."""
        host = self._home.parts.host
        self._worker.submit(lambda _: kit_sheets.save(host, folder, sheet, pdf), done, told(failed))

    def finish(
        self,
        parts: tuple[str, str],
        done: Callable[[Opened], None],
        failed: Failed,
        progress: Callable[[float, str], None],
        stopped: Callable[[], None],
    ) -> Job:
        """Check the retyped parts of the two sheets, make the vault and open it."""
        creation, home, idle_after = self._present(), self._home, self.idle_after

        def work(tell: Progress) -> Opened:
            creation.check_kit(*parts)
            created = creation.finish(tell)
            key = created.unlock_key
            owner = Owner.of_created(home, created.entry, key, OwnerKind.WINDOW, idle_after)
            return serve(home, owner)

        def arrived(opened: Opened) -> None:
            self.forget()
            done(opened)

        return self._worker.submit(
            work, arrived, told(failed), progress, on_cancelled=stopped, discard=Opened.give_up
        )

    def forget(self) -> None:
        """Let go of the keys and codes."""
        self._creation, self._draft = None, None

    def _present(self) -> Creation:
        if self._creation is None:
            raise RuntimeError("nothing is being made")
        return self._creation


def wrong_part(message: str) -> SheetKind:
    """Which sheet a WrongKitPart speaks of."""
    return SheetKind.RECOVERY if "recovery code" in message else SheetKind.SECRET_KEY

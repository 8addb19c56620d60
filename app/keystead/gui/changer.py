"""Changing how a vault opens, for the window: each step of ``services.key_change`` on the
worker.

Nothing is written before ``finish``, which applies the change and takes the old ways in
away in one job: whoever leaves before has changed nothing.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from keystead.agent.takeover import PATIENCE, take_over
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.errors import KeysteadError
from keystead.gui.gate import Failed, told
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.proof import Proof
from keystead.gui.pages.create.draft import Offer
from keystead.gui.tasks import Progress, Worker
from keystead.services import kit_sheets, qr
from keystead.services.home import Home
from keystead.services.key_change import KeyChange
from keystead.services.kit import Compromised, KitRenewal, PassphraseChange
from keystead.services.kit_sheets import Sheet, SheetKind
from keystead.services.owner import Owner, ownership
from keystead.services.recovery import DeviceSetup, Recovery, check_recovery_code
from keystead.services.unlock import authenticate


@dataclass(frozen=True)
class Subject:
    """What is changed: a vault file that does not open here, or the open vault."""

    name: str
    path: Path
    owner: Owner | None = None


@dataclass(frozen=True)
class Outcome:
    """``error`` None where it was done; ``in_place``: the new passphrase and entry open the
    vault here, whatever failed after that.  ``rotate`` names Secrets, ``aside`` files."""

    vault_id: bytes
    error: KeysteadError | None = None
    in_place: bool = True
    rotate: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


class Changer(QObject):
    """Holds one change from its beginning to its end."""

    def __init__(
        self,
        home: Home,
        worker: Worker,
        kind: ChangeKind,
        subject: Subject,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._home, self._worker = home, worker
        self.kind, self.subject = kind, subject
        self._given: Proof | None = None
        self._change: KeyChange | None = None

    # The steps ---------------------------------------------------------------------------------

    def prove(self, given: Proof, done: Callable[[Offer | None], None], failed: Failed) -> None:
        """Does this open the vault?  With an Offer where there is no more to be asked."""
        home, kind, subject = self._home, self.kind, self.subject

        def work(_: Progress) -> tuple[KeyChange, Offer] | None:
            if kind is ChangeKind.RECOVER:
                check_recovery_code(home, subject.path, given.sheet)
                return None
            if subject.owner is not None:
                authenticate(home, subject.owner.entry, given.passphrase, given.code)
            if kind.new_passphrase:
                return None
            return _offered(_make(home, kind, subject, given, given.passphrase, given.key_file))

        def arrived(found: tuple[KeyChange, Offer] | None) -> None:
            self._given = given
            self._change = None if found is None else found[0]
            done(None if found is None else found[1])

        self._worker.submit(work, arrived, told(failed))

    def draft(
        self,
        passphrase: SecretText,
        key_file: Path | None,
        done: Callable[[Offer], None],
        failed: Failed,
    ) -> None:
        """Choose keys and codes; what was offered before counts no more."""
        home, kind, subject, given = self._home, self.kind, self.subject, self._given
        if given is None:
            raise RuntimeError("nothing was proved")

        def work(_: Progress) -> tuple[KeyChange, Offer]:
            return _offered(_make(home, kind, subject, given, passphrase, key_file))

        def arrived(found: tuple[KeyChange, Offer]) -> None:
            self._change = found[0]
            done(found[1])

        self._change = None
        self._worker.submit(work, arrived, told(failed))

    def confirm(self, code: str, done: Callable[[None], None], failed: Failed) -> None:
        """Is this the code that the new entry shows?"""
        change = self._present()
        self._worker.submit(lambda _: change.confirm(code), done, told(failed))

    def sheet(self, kind: SheetKind) -> Sheet:
        """One new sheet of the Emergency Kit."""
        change = self._present()
        code = change.secret_key if kind is SheetKind.SECRET_KEY else change.recovery_code
        today = datetime.fromtimestamp(self._home.parts.clock.now(), UTC).date()
        return Sheet(kind, self.subject.name, code or SecretText(""), today.isoformat())

    def save_sheet(
        self,
        sheet: Sheet,
        folder: Path,
        pdf: SecretBytes | None,
        done: Callable[[Path], None],
        failed: Failed,
    ) -> None:
        """Write the sheet into this folder."""
        host = self._home.parts.host
        self._worker.submit(lambda _: kit_sheets.save(host, folder, sheet, pdf), done, told(failed))

    def finish(
        self,
        parts: tuple[str, str],
        done: Callable[[Outcome], None],
        failed: Failed,
        progress: Callable[[float, str], None],
    ) -> None:
        """Check the retyped groups, make the new ways in, then take the old ones away.

        ``failed`` gets WrongKitPart, before anything was changed; ``done`` all else.
        """
        home, change, owner = self._home, self._present(), self.subject.owner

        def work(tell: Progress) -> Outcome:
            change.check_kit(*parts)
            return _carried_out(home, change, owner, tell)

        self._worker.submit(work, done, told(failed), progress)

    def forget(self) -> None:
        """Let go of keys and codes; nothing of them was stored."""
        self._change, self._given = None, None

    def _present(self) -> KeyChange:
        if self._change is None:
            raise RuntimeError("nothing is being changed")
        return self._change


# On the worker -----------------------------------------------------------------------------


def _make(
    home: Home,
    kind: ChangeKind,
    subject: Subject,
    given: Proof,
    passphrase: SecretText,
    key_file: Path | None,
) -> KeyChange:
    owner = subject.owner
    if kind is ChangeKind.RECOVER:
        return Recovery(home, subject.path, given.sheet, passphrase, key_file)
    if kind is ChangeKind.SET_UP:
        return DeviceSetup(home, subject.path, passphrase, given.sheet, key_file)
    if owner is None:
        raise RuntimeError("the vault is not open")
    if kind is ChangeKind.KIT:
        return KitRenewal(home, owner.entry, owner.vault, passphrase)
    change = PassphraseChange if kind is ChangeKind.PASSPHRASE else Compromised
    return change(home, owner.entry, owner.vault, passphrase, key_file)


def _offered(change: KeyChange) -> tuple[KeyChange, Offer]:
    uri = change.totp_uri
    modules = qr.matrix(uri.reveal()) if uri is not None else []
    offer = Offer(uri, change.totp_secret_text, modules, change.secret_key, change.recovery_code)
    return change, offer


def _carried_out(home: Home, change: KeyChange, owner: Owner | None, tell: Progress) -> Outcome:
    vault_id = change.entry.vault_id
    try:
        if owner is None:
            take_over(home, change.entry)
            # The agent lets go a moment after it has answered.
            with ownership(home.parts.host, home.place(change.entry), PATIENCE):
                pass
        change.apply(tell)
        result = change.finish()
    except KeysteadError as error:
        in_place = change.in_place
        with suppress(KeysteadError):
            change.abort()
        return Outcome(vault_id, error.with_traceback(None), in_place)
    except BaseException:
        with suppress(KeysteadError):
            change.abort()
        raise
    if owner is None or not isinstance(change, Compromised):
        return Outcome(vault_id, aside=result.aside)
    live = [one for one in owner.vault.secrets() if one.trashed is None]
    names = tuple(sorted(f"{one.environment}/{one.name}" for one in live))
    return Outcome(vault_id, rotate=names, aside=result.aside)

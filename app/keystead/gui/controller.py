"""The one door from the window to the vault.

Every operation is handed to the worker and comes back by signal or callback; nothing
here touches the vault from the GUI thread.  What arrives after a lock is dropped by the
worker's generations (``gui.tasks``).  An error goes to ``failed`` unless the caller takes
it: the window shows it in a banner, in one place.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from keystead.core.drafts import SecretDraft
from keystead.core.model import Environment, Secret, Version
from keystead.core.secret_types import SecretText
from keystead.core.settings import Settings
from keystead.errors import KeysteadError
from keystead.gui import edit_work
from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.desk import Desk
from keystead.gui.export_work import ignore, look_at, make_preview, write_file
from keystead.gui.import_work import look_through
from keystead.gui.models.export_preview import ExportPreview, ExportTarget
from keystead.gui.models.import_preview import ImportPreview
from keystead.gui.models.snapshot import Sorting, VaultSnapshot, VaultStatus
from keystead.gui.tasks import Progress, Worker
from keystead.services import duplicates, environments, imports, maintenance, secrets, tagging
from keystead.services.export import Written
from keystead.services.owner import LockReason, Owner
from keystead.services.protection import Protection, protection
from keystead.services.secrets import Action
from keystead.services.unsaved import UnsavedEdit
from keystead.services.whereabouts import window

T = TypeVar("T")
Failed = Callable[[KeysteadError], None]

_TICK_MS = 1000


class VaultController(QObject):
    """Operations on one unlocked vault, and what the window has to know of it.

    ``snapshot_changed`` gives a VaultSnapshot, ``status_changed`` a VaultStatus once a
    second, ``failed`` a KeysteadError, ``said`` words for the user.  ``locking`` comes when
    a lock was asked for, ``locked`` (with the LockReason) when the vault is closed.
    """

    snapshot_changed = Signal(object)
    status_changed = Signal(object)
    failed = Signal(object)
    said = Signal(str)
    locking = Signal(object)
    locked = Signal(object)

    def __init__(
        self,
        worker: Worker,
        owner: Owner,
        clipboard: ClipboardGuard,
        settings: Settings | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``owner`` was made on ``worker``; the first snapshot comes by signal."""
        super().__init__(parent)
        self.settings = settings or Settings()
        self.clipboard = clipboard
        clipboard.seconds = float(self.settings.number("clipboard.clear_after"))
        self._worker = worker
        self._desk = Desk(owner, self.settings.days("reminders.lead_days")[0])
        self._snapshot: VaultSnapshot | None = None
        self._status = VaultStatus()
        self._open = True
        self._touched = False
        self._ticking = False
        # What stands unsaved in an editor; the view says it when a lock comes.
        self.typed: Callable[[], UnsavedEdit | None] = lambda: None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    # State ---------------------------------------------------------------------------------

    @property
    def snapshot(self) -> VaultSnapshot | None:
        """The newest snapshot; None before the first and after a lock."""
        return self._snapshot

    @property
    def status(self) -> VaultStatus:
        """As of the last tick."""
        return self._status

    @property
    def is_open(self) -> bool:
        """False from the moment a lock was asked for."""
        return self._open

    def start(self) -> None:
        """Take the first snapshot, and tick from now on."""
        self._timer.start()
        self.refresh()
        self.tick()

    def refresh(self) -> None:
        """Take a snapshot even where nothing is known to have changed."""
        desk = self._desk
        self._submit(lambda: (None, desk.fresh(always=True)), None, None)

    def apply(self, settings: Settings) -> None:
        """Other settings: they hold for the open vault at once."""
        self.settings = settings
        desk, lead = self._desk, settings.days("reminders.lead_days")[0]
        idle = float(settings.number("lock.idle_after"))
        self._submit(lambda: (None, desk.apply(lead, idle)), None, None)

    def touch(self) -> None:
        """The user did something; told to the owner with the next tick."""
        self._touched = True

    def sort_by(self, sorting: Sorting) -> None:
        """The order in which later snapshots are made ready."""
        self._desk.sorting = sorting

    # Secrets -------------------------------------------------------------------------------

    def add(
        self,
        draft: SecretDraft,
        value: SecretText,
        done: Callable[[Secret], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """A new Secret."""
        self._run(lambda owner: edit_work.add(owner, draft, value), done, failed)

    def edit(
        self,
        secret: Secret,
        changes: Mapping[str, object],
        value: SecretText | None = None,
        done: Callable[[Secret], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Change fields, and the value where one is given."""
        fields = dict(changes)
        self._run(lambda owner: edit_work.edit(owner, secret, fields, value), done, failed)

    def choose_version(self, secret: Secret, version: Version) -> None:
        """Of two values made apart, keep this one."""
        self._run(lambda owner: secrets.choose_version(owner.vault, secret, version))

    def trash(self, chosen: Sequence[Secret], done: Callable[[None], None] | None = None) -> None:
        """Into the trash."""
        self._run(lambda owner: secrets.trash(owner.vault, chosen), done)

    def untrash(self, chosen: Sequence[Secret], done: Callable[[None], None] | None = None) -> None:
        """Out of the trash."""
        self._run(lambda owner: secrets.untrash(owner.vault, chosen), done)

    def purge(self, chosen: Sequence[Secret], done: Callable[[int], None] | None = None) -> None:
        """Erase what is in the trash for good."""
        self._run(lambda owner: maintenance.purge(owner.vault, chosen), done)

    def retag(
        self,
        chosen: Sequence[Secret],
        add: Sequence[str],
        remove: Sequence[str],
        done: Callable[[int], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Give these keys tags, and take others away."""
        self._run(lambda owner: tagging.retag(owner.vault, chosen, add, remove), done, failed)

    def add_environment(
        self,
        name: str,
        done: Callable[[Environment], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """A new environment."""
        self._run(lambda owner: environments.add(owner.vault, name), done, failed)

    def holders(self, value: SecretText, done: Callable[[duplicates.Known], None]) -> None:
        """What the vault knows of this value already."""
        self._run(lambda owner: duplicates.known(owner.vault, value), done, lambda _: None)

    # Values --------------------------------------------------------------------------------

    def reveal(
        self, secret: Secret, done: Callable[[SecretText], None], version: Version | None = None
    ) -> None:
        """A value itself, to be shown; the current one for None."""
        self._run(
            lambda owner: secrets.reveal(owner.vault, secret, Action.REVEAL, window(), version),
            done,
        )

    def copy_value(self, secret: Secret, version: Version | None = None) -> None:
        """A value to the clipboard, guarded; the current one for None."""
        name = secret.name if version is None else f"{secret.name} v{version.number}"

        def put(value: SecretText) -> None:
            self.clipboard.copy(name, value)

        self._run(
            lambda owner: secrets.reveal(owner.vault, secret, Action.COPY, window(), version),
            put,
        )

    def look_at_protection(
        self, done: Callable[[Protection], None], failed: Failed | None = None
    ) -> None:
        """How the vault is protected on this computer."""
        self._run(lambda owner: protection(owner.home, owner.entry, owner.vault), done, failed)

    # Files ---------------------------------------------------------------------------------

    def preview_export(
        self,
        environment: str,
        profile: str,
        names: Sequence[str] | None,
        done: Callable[[ExportPreview], None],
        failed: Failed | None = None,
        as_base64: Sequence[str] = (),
    ) -> None:
        """What the file would look like, masked."""
        self._run(
            lambda owner: make_preview(owner, environment, profile, names, as_base64), done, failed
        )

    def look_at_target(self, path: Path, done: Callable[[ExportTarget], None]) -> None:
        """How git sees the file, and whether something foreign lies there."""
        self._run(lambda owner: look_at(owner, path), done)

    def add_to_gitignore(
        self, path: Path, done: Callable[[ExportTarget], None], failed: Failed | None = None
    ) -> None:
        """Add the file to `.gitignore`; gives how git sees it then."""
        self._run(lambda owner: ignore(owner, path), done, failed)

    def write_export(
        self,
        environment: str,
        preview: ExportPreview,
        path: Path,
        force: bool = False,
        done: Callable[[Written], None] | None = None,
        failed: Failed | None = None,
        update: bool = False,
    ) -> None:
        """Write the file that was shown, or ``update`` the one that lies there."""
        self._run(
            lambda owner: write_file(owner, environment, preview, path, force, update), done, failed
        )

    def plan_import(
        self,
        environment: str,
        source: Path | SecretText,
        done: Callable[[ImportPreview], None],
        failed: Failed | None = None,
    ) -> None:
        """What a file, or text like one, would change; nothing is changed."""
        self._run(lambda owner: look_through(owner, environment, source), done, failed)

    def apply_import(
        self,
        plan: imports.ImportPlan,
        done: Callable[[None], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Make the import that was shown."""
        self._run(lambda owner: imports.apply(owner.vault, plan), done, failed)

    def work(
        self,
        work: Callable[[Owner], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Something that a page has in a module of its own, such as ``gui.backup_work``."""
        self._run(work, done, failed)

    # Unsaved edits ---------------------------------------------------------------------------

    def unsaved_edits(self, done: Callable[[tuple[UnsavedEdit, ...]], None]) -> None:
        """What the lock before kept."""
        desk = self._desk
        self._submit(lambda: (desk.unsaved.edits, None), done, None)

    def drop_unsaved(self, edit: UnsavedEdit) -> None:
        """It was used, or is not wanted."""
        desk = self._desk

        def work() -> tuple[None, None]:
            desk.unsaved.drop(edit)
            return None, None

        self._submit(work, None, None)

    # Lock ----------------------------------------------------------------------------------

    def lock(self, reason: LockReason = LockReason.ASKED) -> None:
        """Lock now: everything under way is dropped, the clipboard cleared, the vault closed."""
        if not self._open:
            return
        typed = self.typed()
        self._open = False
        self._timer.stop()
        self._snapshot = None
        self.clipboard.clear()
        self._worker.new_generation()
        self.locking.emit(reason)
        desk = self._desk
        self._worker.submit(
            lambda _: desk.lock(reason, typed),
            lambda _: self.locked.emit(reason),
            lambda error: self._closed_badly(error, reason),
        )

    def _closed_badly(self, error: Exception, reason: LockReason) -> None:
        """The vault is closed all the same; what could not be written is in the replica."""
        self.locked.emit(reason)
        self._tell(error, None)

    # Plumbing ------------------------------------------------------------------------------

    def ask(self, work: Callable[[Owner], T], done: Callable[[T], None], failed: Failed) -> None:
        """Do something on the worker for a dialog that has words of its own for it."""
        self._run(work, done, failed)

    def _run(
        self,
        work: Callable[[Owner], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        desk = self._desk
        self._submit(lambda: desk.run(work), done, failed)

    def _submit(
        self,
        work: Callable[[], tuple[T, VaultSnapshot | None]],
        done: Callable[[T], None] | None,
        failed: Failed | None,
    ) -> None:
        if not self._open:
            return

        def job(_: Progress) -> tuple[T, VaultSnapshot | None]:
            return work()

        def arrived(result: tuple[T, VaultSnapshot | None]) -> None:
            self._show(result[1])
            if done is not None:
                done(result[0])

        self._worker.submit(job, arrived, lambda error: self._tell(error, failed))

    def _tell(self, error: Exception, failed: Failed | None) -> None:
        if not isinstance(error, KeysteadError):
            raise error
        if failed is not None:
            failed(error)
        else:
            self.failed.emit(error)

    def _show(self, snapshot: VaultSnapshot | None) -> None:
        if snapshot is not None and self._open:
            self._snapshot = snapshot
            self.snapshot_changed.emit(snapshot)

    def tick(self) -> None:
        """Once a second; the timer does this."""
        # A long job must not find a heap of ticks behind it.
        if self._ticking or not self._open:
            return
        self._ticking = True
        desk, touched = self._desk, self._touched
        self._touched = False
        self._worker.submit(lambda _: desk.tick(touched), self._ticked, self._tick_failed)

    def _ticked(self, result: tuple[LockReason | None, VaultStatus, VaultSnapshot | None]) -> None:
        self._ticking = False
        reason, self._status, snapshot = result
        self._show(snapshot)
        self.status_changed.emit(self._status)
        if reason is not None:
            self.lock(reason)

    def _tick_failed(self, error: Exception) -> None:
        self._ticking = False
        self._tell(error, None)

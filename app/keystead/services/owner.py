"""The one process that holds an unlocked vault: ownership, publishing, locking.

The window, the background agent and a one-shot command with ``--no-agent`` are owners
alike.  ``owner.lock`` is held from before the unlock until after the lock, so that no two
processes ever have the same replica open.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto.offset_table import Progress
from keystead.errors import Busy, Conflicting, Damaged, FileProblem, KeysteadError
from keystead.services import config, maintenance
from keystead.services.backups import BackupFolder
from keystead.services.daily_backup import DailyBackup
from keystead.services.holding import LockReason as LockReason
from keystead.services.holding import OwnerKind as OwnerKind
from keystead.services.instants import instant
from keystead.services.news import News, changed_secrets
from keystead.services.reminding import Reminding
from keystead.services.table import quiet
from keystead.services.unlock import unlock
from keystead.system.errors import FileMissing
from keystead.vault.bodies import Action, Event
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import LostRace
from keystead.vault.host import Host
from keystead.vault.place import Place
from keystead.vault.publication import Look
from keystead.vault.repair import rewrite
from keystead.vault.restore import Restored
from keystead.vault.session import OpenVault

if TYPE_CHECKING:
    from keystead.services.home import Home
    from keystead.services.key_change import KeyChange
    from keystead.vault.registry import VaultEntry

PUBLISH_AFTER = 2.0
"""Seconds after a change at which it is carried to the vault file."""

RETRY_AFTER = 30.0
"""Seconds after a publication that failed at which it is tried again."""

GONE_FOR = 10.0
"""Seconds that a sync program may take to put the vault file back, before it is written anew."""

TRIES = 4
"""Times that a publication is tried when another program writes the file at the same moment."""


class Decision(StrEnum):
    """What is to be done with a vault file that was rolled back."""

    NONE = "none"
    ACCEPT = "accept"
    REPUBLISH = "republish"


@dataclass(frozen=True)
class Synced:
    """What a sync did: Secrets that others changed; a file that was kept aside; copies that
    were removed."""

    news: int
    kept: Path | None
    removed: tuple[Path, ...]


class OwnedElsewhere(Conflicting):
    """Another process holds this vault unlocked."""

    code = "owned-elsewhere"


@contextmanager
def ownership(host: Host, place: Place, wait: float = 0.0) -> Iterator[None]:
    """``owner.lock`` of a vault; OwnedElsewhere where another process holds it."""
    host.private_folder(place.state)
    with ExitStack() as stack:
        try:
            stack.enter_context(host.lock(place.state / "owner.lock", wait))
        except Busy as error:
            raise OwnedElsewhere(
                "This vault is open in another Keystead on this computer. Lock it there first."
            ) from error
        yield


class Owner:
    """An unlocked vault and the rules for how long; all calls come from one thread.

    ``idle_after``: seconds without ``touch`` until ``tick`` locks; 0 for never.
    """

    def __init__(
        self,
        home: "Home",
        entry: "VaultEntry",
        vault: OpenVault,
        kind: OwnerKind,
        held: ExitStack,
        idle_after: float = 0.0,
    ) -> None:
        self.home, self.entry, self.vault, self.kind = home, entry, vault, kind
        self.idle_after = idle_after
        self.failed_attempts: tuple[int, ...] = ()
        self._read_problem: KeysteadError | None = None
        self._write_problem: KeysteadError | None = None
        self.news = News()
        self.failed_count = 0
        self.key_change: KeyChange | None = None
        self.locked_for: LockReason | None = None
        self._held = held
        self._clock = vault.clock
        self._touched = self._clock.monotonic()
        self._publish_at: float | None = None
        self._looked: Look = ()
        self._gone_at: float | None = None
        folder = BackupFolder.of(home, entry.vault_id)
        self.backups = DailyBackup(folder, self._clock, lambda: config.daily_backups(home))
        self.reminding = Reminding.of(home, vault)

    @classmethod
    def unlock(
        cls,
        home: "Home",
        entry: "VaultEntry",
        passphrase: SecretText,
        code: str,
        kind: OwnerKind,
        idle_after: float = 0.0,
        wait: float = 0.0,
        *,
        release: Callable[[], object] | None = None,
        progress: Progress = quiet,
    ) -> "Owner":
        """Take ownership and unlock; on any failure ownership is given back.

        ``release`` lets the present owner go: it is called once passphrase and code have
        proved right, and only then ownership is taken, within ``wait`` seconds.  Raises
        OwnedElsewhere and what ``services.unlock.unlock`` raises.
        """
        with ExitStack() as stack:

            def take() -> None:
                if release is not None:
                    release()
                stack.enter_context(_entering(home, entry, wait))

            if release is None:
                take()
                unlocked = unlock(home, entry, passphrase, code, progress)
            else:
                unlocked = unlock(home, entry, passphrase, code, progress, take)
            owner = cls(home, unlocked.entry, unlocked.vault, kind, stack.pop_all(), idle_after)
        owner.failed_attempts = unlocked.failed_attempts
        owner._read_problem = unlocked.problem
        owner.failed_count = unlocked.failed_count
        owner._note_unlock(unlocked.failed_count)
        owner.changed()
        return owner

    @classmethod
    def of_created(
        cls,
        home: "Home",
        entry: "VaultEntry",
        unlock_key: SecretBytes,
        kind: OwnerKind,
        idle_after: float = 0.0,
    ) -> "Owner":
        """Own a vault that was just made or set up here, whose unlock key is still at hand.

        Raises OwnedElsewhere and what opening the vault can raise.
        """
        with ExitStack() as stack:
            stack.enter_context(_entering(home, entry, 0.0))
            parts = home.parts
            vault = OpenVault.open(parts.host, parts.clock, home.place(entry), unlock_key)
            owner = cls(home, entry, vault, kind, stack.pop_all(), idle_after)
        owner._note_unlock(0)
        owner.changed()
        return owner

    def _note_unlock(self, failed: int) -> None:
        """Put the unlock, and the failures before it, into the journal; a disk that does not
        take it must not keep anybody out."""
        now, noted = int(self._clock.now()), list[Event]()
        if failed:
            noted.append(Event(Action.FAILED_UNLOCKS, now, count=failed))
        noted.append(Event(Action.UNLOCK, now, where=self.kind.value))
        with suppress(FileProblem):
            self.vault.journal.add_all((VAULT_ENVIRONMENT, event) for event in noted)

    # Time ----------------------------------------------------------------------------------

    def touch(self) -> None:
        """The user did something: the idle time starts again."""
        self._touched = self._clock.monotonic()

    def changed(self) -> None:
        """Something may have to be published; ``tick`` does it in PUBLISH_AFTER seconds."""
        if self.vault.publication.pending and self._publish_at is None:
            self._publish_at = self._clock.monotonic() + PUBLISH_AFTER

    def locks_in(self) -> float | None:
        """Seconds until the idle lock; None where there is none."""
        if not self.idle_after:
            return None
        return max(0.0, self._touched + self.idle_after - self._clock.monotonic())

    def tick(self) -> LockReason | None:
        """Publish what is due, take in what others published; the reason where the vault is
        to be locked now.  To be called about once a second."""
        self.look()
        self.changed()
        now = self._clock.monotonic()
        if self._publish_at is not None and now >= self._publish_at and not self._may_come_back():
            self.publish()
        self.backups.tick(self.vault, now - self._touched)
        self.reminding.tick()
        return LockReason.IDLE if self.locks_in() == 0.0 else None

    # The file --------------------------------------------------------------------------------

    def look(self) -> None:
        """Take in what others published, where file or copies look different than last time."""
        publication, now = self.vault.publication, self._clock.monotonic()
        found = publication.look()
        if found != self._looked:
            problem = self._attempt(publication.take_in)
            self._looked = publication.look()
            if problem is None and isinstance(self._write_problem, Damaged):
                self._publish_at = now
            self._read_problem = problem
        if found[0] is not None:
            self._gone_at = None
        elif self._gone_at is None:
            self._gone_at, self._read_problem = now, _gone(self.vault.place.file)

    def _may_come_back(self) -> bool:
        """Whether the file is missing for so short that a sync program may be at it."""
        return self._gone_at is not None and self._clock.monotonic() < self._gone_at + GONE_FOR

    @property
    def publish_problem(self) -> KeysteadError | None:
        """Why the last exchange with the file failed; None where it did not."""
        return self._read_problem or self._write_problem

    def publish(self) -> None:
        """Carry changes to the file now.  A problem is kept in ``publish_problem`` and tried
        again later: the replica has every change."""
        self._write_problem = self._attempt(self.vault.publish)
        if self._write_problem is None:
            self._publish_at = self._read_problem = None
        else:
            self._publish_at = self._clock.monotonic() + RETRY_AFTER

    def publish_at_once(self) -> KeysteadError | None:
        """Carry changes to the file before anything is answered, for what others must know at
        once; what stood in the way.  It is tried again then, as any publication is."""
        self.publish()
        return self.publish_problem

    def _attempt(self, exchange: Callable[[], object]) -> KeysteadError | None:
        """Exchange commits with the file; what stands in the way."""
        problem: KeysteadError | None = None
        with self._counting():
            for _ in range(TRIES):
                try:
                    exchange()
                except KeysteadError as error:
                    problem = error
                    if error.code != LostRace.code:
                        break
                else:
                    return None
        return problem

    @contextmanager
    def _counting(self) -> Iterator[None]:
        """Count the Secrets that an exchange with the file changes."""
        vault = self.vault
        heads, before = vault.state.heads(), vault.secrets()
        try:
            yield
        finally:
            if vault.state.heads() != heads:
                number = changed_secrets(before, vault.secrets())
                self.news = self.news.plus(number, self._clock.now())

    def sync(self, decision: Decision = Decision.NONE, *, remove_copies: bool = False) -> Synced:
        """Read, merge, publish now, and raise what stands in the way.

        ``decision``: what to do with a vault file that was rolled back, or is damaged; with
        ACCEPT the vault goes on under a new device id.  Raises VaultRolledBack and the like,
        Refused for ACCEPT where nothing was rolled back, FileProblem.
        """
        before = self.news.number
        kept = self._decide(decision)
        self.publish()
        if self.publish_problem is not None:
            raise self.publish_problem
        removed = self.vault.publication.remove_copies() if remove_copies else ()
        return Synced(self.news.number - before, kept, removed)

    def _decide(self, decision: Decision) -> Path | None:
        if decision is Decision.REPUBLISH:
            with self._counting():
                return next(iter(rewrite(self.vault)), None)
        if decision is Decision.ACCEPT:
            return self._go_on(maintenance.accept_file(self.vault)).kept
        return None

    def lock(self, reason: LockReason = LockReason.ASKED) -> None:
        """Publish, close, and give ownership back; nothing happens the second time."""
        if self.locked_for is not None:
            return
        self.locked_for = reason
        change, self.key_change = self.key_change, None
        try:
            if change is not None:
                change.abort()
            self.vault.fold_journal()
            self.publish()
            self.reminding.last()
            if reason is not LockReason.TAKEN_OVER:
                self.backups.make(self.vault)
        finally:
            self.vault.close()
            self.vault.unlock_key.wipe()
            self._held.close()

    def restore(self, path: Path) -> Restored:
        """Make the vault what it was in a backup, and go on with it under a new device id.

        Raises what ``maintenance.restore_backup`` raises; nothing is changed then.
        """
        return self._go_on(maintenance.restore_backup(self.vault, path))

    def _go_on(self, restored: Restored) -> Restored:
        """Hold the vault that was gone back to, under its new device id."""
        self.vault = restored.vault
        self.reminding = Reminding.of(self.home, restored.vault)
        self.entry = replace(self.entry, device=restored.vault.place.device)
        self.home.register(self.entry)
        return restored

    # Facts ---------------------------------------------------------------------------------

    def status(self) -> dict[str, object]:
        """What ``keystead status`` tells, ready for JSON."""
        publication, locks_in = self.vault.publication, self.locks_in()
        problem, unsaved = self.publish_problem, self.backups.problem
        return {
            "vault": self.vault.name,
            "vault_id": self.vault.vault_id.hex(),
            "path": str(self.vault.place.file),
            "locked": False,
            "owner": self.kind.value,
            "locks_at": None if locks_in is None else instant(self._clock.now() + locks_in),
            "synced_at": instant(publication.agreed_at),
            "pending": publication.pending,
            "conflict_copies": [str(path) for path in publication.conflict_copies],
            "changes_from_others": self.news.number,
            "quarantined": len(self.vault.state.quarantined),
            "problem": None if problem is None else problem.message,
            "backed_up_at": instant(next(iter(self.backups.folder.times()), None)),
            "backup_problem": None if unsaved is None else unsaved.message,
        }


def _entering(home: "Home", entry: "VaultEntry", wait: float) -> AbstractContextManager[None]:
    return ownership(home.parts.host, home.place(entry), wait)


def _gone(path: Path) -> KeysteadError:
    return FileMissing(
        f"The vault file is not at '{path}' any more. Everything is safe on this computer, and "
        f"the file is written again unless it comes back in {GONE_FOR:.0f} seconds.",
        path=str(path),
    )

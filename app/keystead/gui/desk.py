"""What the worker does with the unlocked vault.  Everything here runs in its thread.

The GUI thread keeps a Desk only to hand it to jobs; see ``gui.controller``.
"""

from collections.abc import Callable
from typing import TypeVar

from keystead.core.reminders import LEAD_DAYS
from keystead.gui.models.snapshot import About, VaultSnapshot, VaultStatus, make_snapshot
from keystead.services.owner import LockReason, Owner

T = TypeVar("T")

WORDS_GROW_OLD = 60.0
"""Seconds after which "2 min ago" has to be said anew."""


class Desk:
    """The owner of the vault, and the snapshot that was published last."""

    def __init__(self, owner: Owner, lead_days: int = LEAD_DAYS) -> None:
        self.owner = owner
        self._lead_days = lead_days
        self._last: VaultSnapshot | None = None
        self._revision: tuple[object, ...] = ()
        self._about: About | None = None

    def run(self, work: Callable[[Owner], T]) -> tuple[T, VaultSnapshot | None]:
        """Do something with the vault, and take a snapshot where that changed it."""
        result = work(self.owner)
        self.owner.changed()
        return result, self.fresh()

    def tick(self, touched: bool) -> tuple[LockReason | None, VaultStatus, VaultSnapshot | None]:
        """Once a second: publish what is due, take in what came, say how things stand."""
        if touched:
            self.owner.touch()
        reason = self.owner.tick()
        return reason, self.status(), self.fresh()

    def status(self) -> VaultStatus:
        """What the status bar says now."""
        owner = self.owner
        publication, problem = owner.vault.publication, owner.publish_problem
        unsaved = owner.backups.problem
        return VaultStatus(
            locks_in=owner.locks_in(),
            synced_at=publication.published_at,
            pending=publication.pending,
            problem="" if problem is None else problem.message,
            conflict_copies=len(publication.conflict_copies),
            quarantined=len(owner.vault.state.quarantined),
            failed_attempts=tuple(owner.failed_attempts),
            backup_problem="" if unsaved is None else unsaved.message,
        )

    def fresh(self, *, always: bool = False) -> VaultSnapshot | None:
        """A new snapshot where something changed, or words have grown old; else None."""
        vault, last = self.owner.vault, self._last
        now = vault.clock.now()
        # A use changes a Secret's "last used" without a commit: it waits in the journal.
        uses = vault.journal.events
        revision = (vault.state.heads(), len(uses), tuple(uses[-1:]))
        same = last is not None and revision == self._revision
        if same and last is not None and not always:
            aged = not 0 <= now - last.now < WORDS_GROW_OLD
            if not aged and not last.index.stale(now):
                return None
        if self._about is None or not same:
            self._about = About(vault.name, vault.place.file, self._lead_days)
        secrets = last.secrets if same and last is not None else tuple(vault.secrets())
        environments = tuple(vault.environments())
        number = 0 if last is None else last.number + 1
        self._last = make_snapshot(self._about, secrets, environments, now, number, last)
        self._revision = revision
        return self._last

    def lock(self, reason: LockReason) -> None:
        """Publish, close, give ownership back; the snapshot is let go."""
        self._last = None
        self.owner.lock(reason)

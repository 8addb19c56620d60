"""What the worker does with the unlocked vault.  Everything here runs in its thread.

The GUI thread keeps a Desk only to hand it to jobs; see ``gui.controller``.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from keystead.core.reminders import LEAD_DAYS
from keystead.errors import KeysteadError
from keystead.gui.models.snapshot import (
    FIRST_SORTING,
    About,
    VaultSnapshot,
    VaultStatus,
    make_snapshot,
)
from keystead.services.exposure import renewed_at
from keystead.services.owner import LockReason, Owner
from keystead.services.unsaved import UnsavedEdit, UnsavedEdits

T = TypeVar("T")

WORDS_GROW_OLD = 60.0
"""Seconds after which "2 min ago" has to be said anew."""


class Desk:
    """The owner of the vault, and the snapshot that was published last."""

    def __init__(self, owner: Owner, lead_days: int = LEAD_DAYS) -> None:
        self.owner = owner
        # Set by the window's thread; an order that is no longer wanted is made there anew.
        self.sorting = FIRST_SORTING
        self._lead_days = lead_days
        self._last: VaultSnapshot | None = None
        self._revision: tuple[object, ...] = ()
        self._about: About | None = None
        self._unsaved: UnsavedEdits | None = None

    def run(self, work: Callable[[Owner], T]) -> tuple[T, VaultSnapshot | None]:
        """Do something with the vault as it is now, others' changes included, and take a
        snapshot where anything changed."""
        self.owner.look()
        result = work(self.owner)
        self.owner.changed()
        return result, self.fresh()

    def tick(self, touched: bool) -> tuple[LockReason | None, VaultStatus, VaultSnapshot | None]:
        """Once a second: publish what is due, take in what came, say how things stand."""
        if touched:
            self.owner.touch()
        reason = self.owner.tick()
        return reason, self.status(), self.fresh()

    @cached_property
    def _renewed_at(self) -> int | None:
        """Looked up once, by the worker: a renewal by whoever else locks this device out."""
        return renewed_at(self.owner.vault)

    def status(self) -> VaultStatus:
        """What the status bar says now."""
        owner = self.owner
        publication, problem = owner.vault.publication, owner.publish_problem
        unsaved = owner.backups.problem
        return VaultStatus(
            locks_in=owner.locks_in(),
            synced_at=publication.agreed_at,
            pending=publication.pending,
            problem="" if problem is None else problem.message,
            problem_code="" if problem is None else problem.code,
            conflict_copies=tuple(path.name for path in publication.conflict_copies),
            news=owner.news.last,
            news_at=owner.news.at,
            quarantined=len(owner.vault.state.quarantined),
            failed_attempts=tuple(owner.failed_attempts),
            failed_count=owner.failed_count,
            renewed_at=self._renewed_at,
            now=owner.vault.clock.now(),
            backup_problem="" if unsaved is None else unsaved.message,
        )

    def fresh(self, *, always: bool = False) -> VaultSnapshot | None:
        """A new snapshot where something changed, or words have grown old; else None."""
        vault, last = self.owner.vault, self._last
        if last is None:
            # The owner may be closed by somebody else before the window locks.
            _ = self.unsaved
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
            policies = vault.state.policies()
            self._about = About(vault.name, vault.place.file, self._lead_days, policies)
        secrets = last.secrets if same and last is not None else tuple(vault.secrets())
        environments = tuple(vault.environments())
        number = 0 if last is None else last.number + 1
        self._last = make_snapshot(
            self._about, secrets, environments, now, number, last, self.sorting
        )
        self._revision = revision
        return self._last

    def apply(self, lead_days: int, idle_after: float) -> VaultSnapshot | None:
        """Other settings; the snapshot is made anew, since other keys may be expiring."""
        self.owner.idle_after = idle_after
        if lead_days == self._lead_days:
            return None
        self._lead_days = lead_days
        self._about, self._revision = None, ()
        return self.fresh(always=True)

    @property
    def unsaved(self) -> UnsavedEdits:
        """What the lock before left; made with the first snapshot, while the key is there."""
        if self._unsaved is None:
            self._unsaved = UnsavedEdits(self.owner.vault)
        return self._unsaved

    def lock(self, reason: LockReason, typed: UnsavedEdit | None = None) -> None:
        """Keep what was typed, publish, close, give ownership back; the snapshot is let go.

        Raises what kept ``typed`` from being kept, once everything is closed.
        """
        self._last = None
        problem: KeysteadError | None = None
        try:
            if typed is not None:
                self.unsaved.keep(typed)
        except KeysteadError as error:
            problem = error
        finally:
            self.owner.lock(reason)
        if problem is not None:
            raise problem

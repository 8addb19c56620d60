"""An unlocked vault at one moment: immutable, made by the worker, read by the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from keystead.core.model import Environment, Secret
from keystead.core.policies import Policies
from keystead.core.reminders import EXPIRED, EXPIRING, LEAD_DAYS, Due, DueKind, due
from keystead.core.search import Index
from keystead.core.sorting import Column, Names, order
from keystead.core.views import Counts, count
from keystead.gui.widgets.icon_view import monogram, monograms

NO_POLICIES = Policies()

Sorting = tuple[Column, bool]
"""A column of the table, and whether it is descending."""

FIRST_SORTING: Sorting = (Column.EXPIRES, False)


@dataclass(frozen=True, eq=False)
class VaultSnapshot:
    """Everything that lists show.  ``now`` in Unix seconds; no value is in it.

    ``index`` and ``counts`` hold at ``now``; ``names`` is what the table sorts with, and
    ``order`` all rows in the order of ``sorting``, made here since the window must not stand
    still for them; ``soon`` is what has expired or is about to; ``number`` tells a later
    snapshot of the same vault from an earlier one.
    """

    vault_name: str
    file: Path
    secrets: tuple[Secret, ...]
    environments: tuple[Environment, ...]
    index: Index
    counts: Counts
    names: Names
    now: float
    lead_days: int = LEAD_DAYS
    number: int = 0
    rows: Mapping[bytes, int] = field(default_factory=dict, repr=False)
    sorting: Sorting = FIRST_SORTING
    order: tuple[int, ...] = ()
    soon: tuple[Due, ...] = ()
    policies: Policies = NO_POLICIES

    @property
    def empty(self) -> bool:
        """True while the vault holds nothing, not even in the trash."""
        return not self.secrets

    def find(self, secret_id: bytes | None) -> Secret | None:
        """The Secret with this id, None where it is gone."""
        row = self.rows.get(secret_id) if secret_id is not None else None
        return None if row is None else self.secrets[row]

    def colour(self, environment: str) -> str:
        """The colour token of an environment; "" for neutral."""
        return next((one.colour for one in self.environments if one.name == environment), "")

    def environment_id(self, name: str) -> bytes:
        """The id of the environment of that name; b"" where there is none."""
        return next((one.id for one in self.environments if one.name == name), b"")

    def places(self) -> dict[str, int]:
        """Each environment's place in the order, by name."""
        return places_of(self.environments)


def tiles_of(snapshot: VaultSnapshot, environment: str) -> dict[str, str]:
    """The monogram of each key's service, by the key's name; '' is every environment."""
    letters = monograms(snapshot.counts.services)
    return {
        one.name: letters.get(one.service, monogram(one.service))
        for one in snapshot.secrets
        if one.environment == environment or not environment
    }


@dataclass(frozen=True)
class VaultStatus:
    """What the status bar says.  ``locks_in``: seconds, None for never; ``synced_at``: Unix
    seconds when file and vault last held the same; ``problem``: why the last exchange
    failed, or '', ``problem_code`` of which kind; ``conflict_copies``: names of files;
    ``news``: how many changes came last from others, at ``news_at``; ``failed_attempts``:
    when somebody failed to unlock before this unlock, Unix seconds, the newest of
    ``failed_count``; ``renewed_at``: when all keys were renewed, if ever; ``now``: when
    this was said;
    ``backup_problem``: why no backup could be made, or ''."""

    locks_in: float | None = None
    synced_at: float | None = None
    pending: bool = False
    problem: str = ""
    problem_code: str = ""
    conflict_copies: tuple[str, ...] = ()
    news: int = 0
    news_at: float | None = None
    quarantined: int = 0
    failed_attempts: tuple[float, ...] = ()
    failed_count: int = 0
    renewed_at: int | None = None
    now: float = 0.0
    backup_problem: str = ""


@dataclass(frozen=True)
class About:
    """Whose snapshot it is: the vault's name and file, the lead time in days, its policies."""

    vault_name: str
    file: Path
    lead_days: int = LEAD_DAYS
    policies: Policies = NO_POLICIES


def make_snapshot(
    about: About,
    secrets: tuple[Secret, ...],
    environments: tuple[Environment, ...],
    now: float,
    number: int = 0,
    before: VaultSnapshot | None = None,
    sorting: Sorting = FIRST_SORTING,
) -> VaultSnapshot:
    """A snapshot; of ``before`` the search texts are kept where the Secrets are the same."""
    if before is not None and before.secrets is secrets:
        index = before.index.at_time(now)
    else:
        index = Index.build(secrets, now, about.lead_days)
    names = _names(secrets, environments, before)
    return VaultSnapshot(
        about.vault_name,
        about.file,
        secrets,
        environments,
        index,
        count(secrets, now, about.lead_days, index.marks),
        names,
        now,
        about.lead_days,
        number,
        {secret.id: row for row, secret in enumerate(secrets)},
        sorting,
        tuple(
            order(
                secrets,
                sorting[0],
                now,
                descending=sorting[1],
                environments=places_of(environments),
                lead_days=about.lead_days,
                marks=index.marks,
                names=names,
            )
        ),
        _soon(secrets, index, now, about.lead_days),
        about.policies,
    )


def _soon(secrets: tuple[Secret, ...], index: Index, now: float, lead_days: int) -> tuple[Due, ...]:
    """The marks are known already, and few of many keys have these."""
    marks = zip(secrets, index.marks, strict=True)
    found = [secret for secret, mark in marks if mark & (EXPIRED | EXPIRING)]
    return tuple(one for one in due(found, now, lead_days) if one.kind is DueKind.EXPIRES)


def _names(
    secrets: tuple[Secret, ...],
    environments: tuple[Environment, ...],
    before: VaultSnapshot | None,
) -> Names:
    if before is not None and before.secrets is secrets and before.environments == environments:
        return before.names
    return Names(secrets, places_of(environments))


def places_of(environments: tuple[Environment, ...]) -> dict[str, int]:
    """Each environment's place in the order, by name."""
    return {one.name: place for place, one in enumerate(environments)}


def nearest_first(environments: tuple[Environment, ...]) -> list[Environment]:
    """prod first: what hurts most stands nearest; own environments after the known ones."""
    ranks = {"prod": 0, "staging": 1, "dev": 2}
    return sorted(environments, key=lambda one: (ranks.get(one.colour, 3), one.order))

"""Incidents over all keys that they touch: what is to be done, and the timeline."""

from collections.abc import Iterable
from typing import Final

import msgspec

from keystead.core.blast_radius import Use
from keystead.core.durations import DAY
from keystead.core.model import Incident, Secret, Task
from keystead.core.revocation import revoked

USES_BEFORE: Final = 30 * DAY
"""Seconds before an incident from which uses belong to its timeline."""
ID_SHOWN: Final = 8
"""Hex digits by which an incident is named."""


class Item(msgspec.Struct, frozen=True):
    """A task of a case: its number from 1, the key that it is about."""

    number: int
    secret: Secret
    task: Task


class Case(msgspec.Struct, frozen=True):
    """An incident with all keys that were revoked in it, by environment and name.

    ``opened`` and ``closed``: Unix seconds; ``closed`` 0 while it is open for any of them.
    """

    id: bytes
    opened: int
    by: str
    reason: str
    closed: int
    keys: tuple[Secret, ...]
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """What a person types for it."""
        return self.id.hex()[:ID_SHOWN]

    @property
    def left(self) -> int:
        """Tasks that nobody has ticked."""
        return sum(not item.task.at for item in self.items)


class Moment(msgspec.Struct, frozen=True):
    """One line of a timeline: Unix seconds, what happened, who did it where that is known."""

    at: int
    what: str
    by: str = ""


def cases(secrets: Iterable[Secret]) -> list[Case]:
    """Every incident, the newest first; keys in the trash belong to theirs, too."""
    found: dict[bytes, list[tuple[Secret, Incident]]] = {}
    for secret in secrets:
        for incident in secret.incidents:
            found.setdefault(incident.id, []).append((secret, incident))
    made = [_case(key, rows) for key, rows in found.items()]
    return sorted(made, key=lambda one: (-one.opened, one.id))


def _case(key: bytes, rows: list[tuple[Secret, Incident]]) -> Case:
    rows = sorted(rows, key=lambda row: (row[0].environment, row[0].name, row[0].id))
    first = min((one for _, one in rows), key=lambda one: (one.opened, one.by, one.reason))
    ends = [one.closed for _, one in rows]
    tasks = [(secret, task) for secret, one in rows for task in one.tasks]
    items = tuple(Item(number, *pair) for number, pair in enumerate(tasks, 1))
    closed = max(ends) if all(ends) else 0
    keys = tuple(secret for secret, _ in rows)
    return Case(key, first.opened, first.by, first.reason, closed, keys, items)


def ticked(incident: Incident, what: str, at: int, by: str) -> Incident:
    """The incident with a task done; one that is done already keeps who did it first."""
    tasks = tuple(
        Task(one.what, at, by) if one.what == what and not one.at else one for one in incident.tasks
    )
    return msgspec.structs.replace(incident, tasks=tasks)


def ended(incident: Incident, at: int) -> Incident:
    """The incident, closed; one that is closed already stays as it is."""
    return incident if incident.closed else msgspec.structs.replace(incident, closed=at)


def timeline(case: Case, uses: dict[bytes, tuple[Use, ...]]) -> tuple[Moment, ...]:
    """What happened, in order: uses from 30 days before on, the revocation, tasks, the end.

    ``uses`` by the id of the Secret.
    """
    found = [
        Moment(use.at, _used(secret, use), use.by)
        for secret in case.keys
        for use in uses.get(secret.id, ())
        if use.at >= case.opened - USES_BEFORE
    ]
    found.append(Moment(case.opened, f"Revoked: {case.reason}", case.by))
    several = len(case.keys) > 1
    for item in case.items:
        if item.task.at:
            of = f"{item.secret.environment}/{item.secret.name}: " if several else ""
            found.append(Moment(item.task.at, f"Done: {of}{item.task.what}", item.task.by))
    if case.closed:
        found.append(Moment(case.closed, "Closed"))
    return tuple(sorted(found, key=lambda one: one.at))


USED: Final = {
    "reveal": "looked at",
    "copy": "copied",
    "export": "exported",
    "run": "given to a program",
    "inject": "written into a file",
}


def _used(secret: Secret, use: Use) -> str:
    number = f" v{use.version}" if use.version else ""
    where = f", {use.where}" if use.where else ""
    host = f" on {use.host}" if use.host else ""
    what = USED.get(use.what, use.what)
    return f"{secret.environment}/{secret.name}{number} {what}{where}{host}"


def revoked_numbers(secret: Secret) -> str:
    """The numbers of the revoked Versions, ``v1, v2``; three and more in a row as ``v1–v3``."""
    runs: list[list[int]] = []
    for number in sorted(one.number for one in revoked(secret)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"v{run[0]}–v{run[-1]}" if len(run) > 2 else ", ".join(f"v{one}" for one in run)
        for run in runs
    )

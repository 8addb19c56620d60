"""Order of the table: by one column, numbers in names by size, the rest stable."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from keystead.core.dates import ordinal
from keystead.core.model import Secret, State
from keystead.core.reminders import LEAD_DAYS, STATES, Moment, marks_of, moment

_DIGITS = re.compile(r"([0-9]+)")
# The most urgent first.
_URGENCY = {
    state: rank
    for rank, state in enumerate(
        (
            State.CONFLICT,
            State.EXPIRED,
            State.ROTATION_DUE,
            State.EXPIRING,
            State.OVERLAP,
            State.OK,
            State.REVOKED,
            State.TRASH,
        )
    )
}
_RANKS = tuple(_URGENCY[state] for state in STATES)


class Column(StrEnum):
    """What a table can be sorted by."""

    NAME = "name"
    SERVICE = "service"
    ENVIRONMENT = "environment"
    AGE = "age"
    EXPIRES = "expires"
    LAST_USED = "last-used"
    STATE = "state"
    CREATED = "created"


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by letter, case aside, with runs of digits by size: ``KEY_9`` < ``KEY_10``."""
    return tuple(
        (0, int(part), "") if part[0].isdecimal() else (1, 0, part)
        for part in _DIGITS.split(text.casefold())
        if part
    )


def order(
    secrets: Sequence[Secret],
    column: Column,
    now: float,
    *,
    descending: bool = False,
    environments: Mapping[str, int] | None = None,
    lead_days: int = LEAD_DAYS,
) -> list[int]:
    """Positions of ``secrets`` in the order of the table.

    Equal ones follow by urgency, then by name and environment.  What has no date or
    service comes last in both directions.  ``environments`` gives each one's place;
    unknown ones follow by letter.
    """
    at = moment(now, lead_days)
    places = environments or {}
    names = [natural(secret.name) for secret in secrets]
    rows = sorted(
        range(len(secrets)),
        key=lambda row: (
            _RANKS[marks_of(secrets[row], at)],
            names[row],
            _place(secrets[row], places),
        ),
    )
    key = _key(column, at, places)
    if column is Column.NAME:
        rows.sort(key=lambda row: names[row], reverse=descending)
        return rows
    keys = [key(secret) for secret in secrets]
    without = [row for row in rows if keys[row] is None]
    rows = [row for row in rows if keys[row] is not None]
    rows.sort(key=lambda row: keys[row], reverse=descending)
    return rows + without


def ordered(
    secrets: Sequence[Secret], column: Column, now: float, *, descending: bool = False
) -> list[Secret]:
    """The Secrets themselves in that order."""
    return [secrets[row] for row in order(secrets, column, now, descending=descending)]


def _place(secret: Secret, places: Mapping[str, int]) -> tuple[int, str]:
    return places.get(secret.environment, len(places)), secret.environment


def _key(column: Column, at: Moment, places: Mapping[str, int]) -> Callable[[Secret], Any]:
    """What to compare in a column; None for what is not set."""
    keys: dict[Column, Callable[[Secret], Any]] = {
        Column.NAME: lambda secret: natural(secret.name),
        Column.SERVICE: lambda secret: natural(secret.service) or None,
        Column.ENVIRONMENT: lambda secret: _place(secret, places),
        Column.AGE: lambda secret: at.today - ordinal(_since(secret)),
        Column.EXPIRES: lambda secret: secret.expires,
        # The most recent first: what was used just now has the smallest age.
        Column.LAST_USED: lambda secret: None if secret.last_used is None else -secret.last_used,
        Column.STATE: lambda secret: _RANKS[marks_of(secret, at)],
        Column.CREATED: lambda secret: secret.created,
    }
    return keys[column]


def _since(secret: Secret) -> int:
    return secret.created if secret.last_rotated is None else secret.last_rotated

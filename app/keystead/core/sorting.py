"""Order of the table: by one column, numbers in names by size, the rest stable."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from keystead.core.dates import ordinal
from keystead.core.model import Secret, State
from keystead.core.reminders import LEAD_DAYS, STATES, Moment, all_marks, moment

_DIGITS = re.compile(r"[0-9]+")
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


def natural(text: str) -> str:
    """A sort key by letter, case aside, with runs of digits by size: ``KEY_9`` < ``KEY_10``."""
    return _DIGITS.sub(_by_size, text.casefold())


class Names:
    """What every order of the table ends with, made once for many: ``keys`` to compare the
    names by, and ``rows`` by name, then environment (``environments`` gives each one's place,
    unknown ones follow by letter)."""

    __slots__ = ("keys", "rows")

    def __init__(
        self, secrets: Sequence[Secret], environments: Mapping[str, int] | None = None
    ) -> None:
        places = environments or {}
        # Stable passes over plain keys are quicker than one over tuples.
        self.keys = [natural(secret.name) for secret in secrets]
        rows = _sorted(range(len(secrets)), [_place(secret, places) for secret in secrets])
        self.rows = _sorted(rows, self.keys)


def order(
    secrets: Sequence[Secret],
    column: Column,
    now: float,
    *,
    descending: bool = False,
    environments: Mapping[str, int] | None = None,
    lead_days: int = LEAD_DAYS,
    marks: Sequence[int] | None = None,
    names: Names | None = None,
) -> list[int]:
    """Positions of ``secrets`` in the order of the table.

    Equal ones follow by urgency, then by name and environment.  What has no date or
    service comes last in both directions.  ``environments`` gives each one's place;
    unknown ones follow by letter.  ``marks`` (core.reminders) and ``names`` where they are
    known.
    """
    at = moment(now, lead_days)
    places = environments or {}
    if marks is None:
        marks = all_marks(secrets, at)
    names = names or Names(secrets, places)
    ranks = [_RANKS[found] for found in marks]
    rows = _sorted(names.rows, ranks)
    if column is Column.NAME:
        return _sorted(rows, names.keys, descending=descending)
    if column is Column.STATE:
        return _sorted(rows, ranks, descending=descending)
    key = _key(column, at, places, secrets)
    keys = [key(secret) for secret in secrets]
    without = [row for row in rows if keys[row] is None]
    if without:
        rows = [row for row in rows if keys[row] is not None]
    return _sorted(rows, keys, descending=descending) + without


def ordered(
    secrets: Sequence[Secret], column: Column, now: float, *, descending: bool = False
) -> list[Secret]:
    """The Secrets themselves in that order."""
    return [secrets[row] for row in order(secrets, column, now, descending=descending)]


def _sorted(rows: Iterable[int], keys: Sequence[Any], *, descending: bool = False) -> list[int]:
    return sorted(rows, key=keys.__getitem__, reverse=descending)


def _by_size(digits: re.Match[str]) -> str:
    """A run of digits so that letters compare as numbers do: first its length, as one letter."""
    number = digits[0].lstrip("0")
    return f"0{chr(len(number))}{number}"


def _place(secret: Secret, places: Mapping[str, int]) -> tuple[int, str]:
    return places.get(secret.environment, len(places)), secret.environment


def _key(
    column: Column, at: Moment, places: Mapping[str, int], secrets: Sequence[Secret]
) -> Callable[[Secret], Any]:
    """What to compare in a column; None for what is not set."""
    if column is Column.SERVICE:
        # Few services for many Secrets: each is made a key once.
        services = {name: natural(name) or None for name in {one.service for one in secrets}}
        return lambda secret: services[secret.service]
    keys: dict[Column, Callable[[Secret], Any]] = {
        Column.ENVIRONMENT: lambda secret: _place(secret, places),
        Column.AGE: lambda secret: at.today - ordinal(_since(secret)),
        Column.EXPIRES: lambda secret: secret.expires,
        # The most recent first: what was used just now has the smallest age.
        Column.LAST_USED: lambda secret: None if secret.last_used is None else -secret.last_used,
        Column.CREATED: lambda secret: secret.created,
    }
    return keys[column]


def _since(secret: Secret) -> int:
    return secret.created if secret.last_rotated is None else secret.last_rotated

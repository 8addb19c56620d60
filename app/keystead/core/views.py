"""The sidebar: which Secrets belong to which view, and how many there are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain
from typing import Final

import msgspec

from keystead.core.model import Secret
from keystead.core.reminders import (
    ALL_MARKS,
    ATTENTION,
    EXPIRING,
    LEAD_DAYS,
    OVERLAP,
    REVOKED,
    ROTATION_DUE,
    TRASH,
    all_marks,
    moment,
)


class View(StrEnum):
    """The views of the sidebar, in its order."""

    ALL = "all"
    ATTENTION = "attention"
    EXPIRING = "expiring"
    ROTATION_DUE = "rotation-due"
    OVERLAP = "overlap"
    REVOKED = "revoked"
    TRASH = "trash"


# A Secret stands in every view whose facts hold; only the trash keeps its own to itself.
_WANTED: Final = {
    View.ATTENTION: ATTENTION,
    View.EXPIRING: EXPIRING,
    View.ROTATION_DUE: ROTATION_DUE,
    View.OVERLAP: OVERLAP,
    View.REVOKED: REVOKED,
    View.TRASH: TRASH,
}
# For every view, whether a combination of marks belongs to it.
MEMBERS: Final = {
    view: tuple(
        not marks & TRASH if view is View.ALL else bool(marks & _WANTED[view])
        for marks in range(ALL_MARKS)
    )
    for view in View
}


class Counts(msgspec.Struct, frozen=True, gc=False):
    """Numbers beside the sidebar's entries; the trash counts only in its own view.

    ``services``: most keys first, Secrets without a service left out; ``tags``: by
    letter; ``environments``: every one that has a key, by letter.
    """

    views: dict[View, int]
    environments: dict[str, int]
    services: dict[str, int]
    tags: dict[str, int]


def in_view(view: View, marks: int) -> bool:
    """Whether a Secret with these marks (core.reminders) belongs to the view."""
    return MEMBERS[view][marks]


def count(
    secrets: Sequence[Secret],
    now: float,
    lead_days: int = LEAD_DAYS,
    marks: Sequence[int] | None = None,
) -> Counts:
    """Counts for all of the sidebar; ``marks`` where they are known already, in order."""
    if marks is None:
        marks = all_marks(secrets, moment(now, lead_days))
    combinations = Counter(marks)
    kept = [secret for secret, found in zip(secrets, marks, strict=True) if not found & TRASH]
    services = Counter([secret.service for secret in kept])
    del services[""]
    return Counts(
        views={view: _sum(combinations, MEMBERS[view]) for view in View},
        environments=_by_letter(Counter([secret.environment for secret in kept])),
        services=dict(sorted(services.items(), key=lambda item: (-item[1], item[0].casefold()))),
        tags=_by_letter(Counter(chain.from_iterable([secret.tags for secret in kept]))),
    )


def select(
    secrets: Iterable[Secret], view: View, now: float, lead_days: int = LEAD_DAYS
) -> list[Secret]:
    """The Secrets of a view, in the order given."""
    at = moment(now, lead_days)
    chosen = list(secrets)
    wanted = MEMBERS[view]
    return [
        secret for secret, marks in zip(chosen, all_marks(chosen, at), strict=True) if wanted[marks]
    ]


def _sum(combinations: Counter[int], members: tuple[bool, ...]) -> int:
    return sum(number for marks, number in combinations.items() if members[marks])


def _by_letter(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (item[0].casefold(), item[0])))

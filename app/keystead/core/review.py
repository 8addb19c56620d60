"""Which keys are due for a review, and in what order they are gone through."""

from collections.abc import Iterable
from typing import Final

import msgspec

from keystead.core.dates import EPOCH
from keystead.core.durations import DAY
from keystead.core.errors import BadText
from keystead.core.model import Decision, Risk, Secret
from keystead.core.texts import check_line

EVERY: Final = 30
"""Days between two reviews of a key, where the settings say nothing else."""
MAX_NOTE: Final = 500
"""Characters of a note."""

_RANKS: Final = {Risk.HIGH: 0, Risk.MODERATE: 1, Risk.LOW: 2, None: 3}


class DueReview(msgspec.Struct, frozen=True, gc=False):
    """A key that is due: ``days`` until then, 0 today, negative when that is past."""

    secret: Secret
    days: int


def is_reviewed(secret: Secret) -> bool:
    """Whether it takes part: it is not in the trash and has a value that is in use."""
    return secret.trashed is None and secret.current is not None


def due_ordinal(secret: Secret, every: int) -> int:
    """The day of the next review as an ordinal: ``every`` days after the last one, or after
    the key was made."""
    since = secret.created if secret.reviewed is None else secret.reviewed.at
    return since // DAY + EPOCH + every


def due(
    secrets: Iterable[Secret], now: float, every: int = EVERY, within: int = 0
) -> list[DueReview]:
    """What is due by ``within`` days from now: by risk, the highest first, then the longest
    overdue, then by environment and name."""
    today = int(now // DAY) + EPOCH
    found = [
        DueReview(one, due_ordinal(one, every) - today)
        for one in secrets
        if is_reviewed(one) and due_ordinal(one, every) - today <= within
    ]
    return sorted(found, key=_order)


def _order(one: DueReview) -> tuple[int, int, str, str, bytes]:
    secret = one.secret
    return _RANKS[secret.risk], one.days, secret.environment, secret.name, secret.id


def check_note(text: str, decision: Decision) -> str:
    """The note as one line of at most 500 characters.  Raises BadText, also for none where
    the decision means nothing without."""
    note = check_line(text, "note", MAX_NOTE)
    if not note and decision in (Decision.NARROW, Decision.REVOKE):
        what = "what to narrow, as in read-only" if decision is Decision.NARROW else "why"
        raise BadText(f"Say {what}: it goes into the record of the review.")
    return note

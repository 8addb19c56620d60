"""What stands about a Secret at a moment: expiry, rotation, overlap, age, state.

Everything follows from the Secret and one given Unix time; all days are UTC days.
*Marks* are the plain facts as bits, since several can hold at once (expired *and*
rotation due); the *state* is the one word for them, by this precedence:

1. ``trash``: nothing else matters any more
2. ``conflict``: two unseen edits met; until somebody picks, no other word is certain
3. ``revoked``: it has revoked versions and no current one
4. ``expired``: the expiry day is over (on the day itself the key still counts as valid)
5. ``rotation-due``: the rotation day has come, a rotation waits to go on, or its overlap
   ended and the old value is to be retired; what is due already goes before what will be
6. ``expiring``: the expiry day is today or within the lead time
7. ``overlap``: an older value is still valid
8. ``ok``
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from keystead.core.dates import EPOCH, day_from_ordinal, ordinal
from keystead.core.durations import DAY
from keystead.core.model import Secret, Stage, State
from keystead.core.policy import interval, leads
from keystead.core.renewal import overlap_until

LEAD_DAYS: Final = 14

# In order of precedence: the lowest bit that is set names the state.
TRASH: Final = 1
CONFLICT: Final = 2
REVOKED: Final = 4
EXPIRED: Final = 8
ROTATION_DUE: Final = 16
EXPIRING: Final = 32
OVERLAP: Final = 64
# Critical by what no other mark tells: an open incident, a value that can be guessed or that
# was revoked.  It names no state.
CRITICAL: Final = 128
ALL_MARKS: Final = 256

DUE: Final = CONFLICT | EXPIRED | ROTATION_DUE | EXPIRING
"""Due by its days, or in doubt until somebody chooses."""
ATTENTION: Final = DUE | CRITICAL
"""What *Needs attention* counts: whatever health finds critical is among it."""
HOPELESS_BITS: Final = 40
"""A value that is easier to guess than this is within reach of anybody."""

_BY_BIT = (
    (TRASH, State.TRASH),
    (CONFLICT, State.CONFLICT),
    (REVOKED, State.REVOKED),
    (EXPIRED, State.EXPIRED),
    (ROTATION_DUE, State.ROTATION_DUE),
    (EXPIRING, State.EXPIRING),
    (OVERLAP, State.OVERLAP),
)
# The state for every combination of marks, so that a row costs one index.
STATES: Final = tuple(
    next((state for bit, state in _BY_BIT if marks & bit), State.OK) for marks in range(ALL_MARKS)
)


class Tone(StrEnum):
    """The age bar: up to two thirds of the life, the last third, past its end."""

    FRESH = "fresh"
    LATE = "late"
    OVERDUE = "overdue"


class DueKind(StrEnum):
    """Why a key is due."""

    EXPIRES = "expires"
    ROTATION = "rotation"
    RETIRE = "retire"


class Moment(msgspec.Struct, frozen=True, gc=False):
    """A time prepared once for many Secrets: ``today`` an ordinal, ``lead`` days."""

    now: int
    today: int
    lead: int


class Standing(msgspec.Struct, frozen=True, gc=False):
    """All that a row and the detail pane say about time.

    ``expires_in`` and ``rotation_in`` are days from today (negative: past),
    ``overlap_left`` seconds, ``age_days`` days since the last rotation.
    ``age_fraction`` is the age over the life that ends with the next rotation or the
    expiry, whichever comes first: 0.0 and up, above 1.0 when overdue; None without an end.
    """

    marks: int
    state: State
    expires_in: int | None
    rotation_due: date | None
    rotation_in: int | None
    overlap_left: int | None
    age_days: int
    age_fraction: float | None
    tone: Tone


class Due(msgspec.Struct, frozen=True, gc=False):
    """One line of ``due``: ``days`` from today until ``on``, negative when past."""

    name: str
    environment: str
    kind: DueKind
    on: date
    days: int
    secret_id: bytes


def moment(now: float, lead_days: int = LEAD_DAYS) -> Moment:
    """``now`` in Unix seconds; ``lead_days``: from how many days before a key is expiring."""
    seconds = int(now // 1)
    return Moment(seconds, ordinal(seconds), lead_days)


def marks_of(secret: Secret, at: Moment) -> int:
    """The marks that hold for one Secret, as an or of the bits above.

    A trashed Secret has no other mark, a revoked one only ``CONFLICT`` and ``CRITICAL``
    beside it: it neither expires nor rotates.  That a value was revoked elsewhere can be told
    by ``all_marks`` alone.
    """
    if secret.trashed is not None:
        return TRASH
    found = CONFLICT if secret.conflicts else 0
    # Most Secrets have none: spare them a call.
    if secret.incidents and _is_open(secret):
        found |= CRITICAL
    current = revoked = False
    for version in secret.versions:
        stage = version.stage
        if stage is Stage.CURRENT:
            current = True
            found |= CRITICAL if 0 < version.bits < HOPELESS_BITS else 0
        elif stage is Stage.REVOKED:
            revoked = True
        elif stage is Stage.PREVIOUS and (version.overlap_until or 0) > at.now:
            found |= OVERLAP
        elif stage is Stage.PENDING:
            found |= ROTATION_DUE
    if revoked and not current:
        return found & (CONFLICT | CRITICAL) | REVOKED
    expires = secret.expires
    if expires is not None:
        days = expires.toordinal() - at.today
        if days <= lead_of(secret, at):
            found |= EXPIRED if days < 0 else EXPIRING
    # Most Secrets have neither: spare them two calls, this runs for every row.
    ruled = secret.rotate_every or secret.risk is not None or secret.held is not None
    if (ruled or secret.renewal is not None) and _rotation_due(secret, at):
        found |= ROTATION_DUE
    return found


def _is_open(secret: Secret) -> bool:
    return any(not one.closed for one in secret.incidents)


def _rotation_due(secret: Secret, at: Moment) -> bool:
    due = rotation_ordinal(secret)
    if due is not None and due <= at.today:
        return True
    ended = None if secret.renewal is None else overlap_until(secret)
    return ended is not None and ended <= at.now


def lead_of(secret: Secret, at: Moment) -> int:
    """From how many days before its end the Secret counts as expiring."""
    if secret.leads is None and secret.held is None:
        return at.lead
    own = leads(secret)
    return own[0] if own else at.lead


def all_marks(secrets: Iterable[Secret], at: Moment) -> list[int]:
    """The marks of each Secret of a vault, in order."""
    every = list(secrets)
    found = [marks_of(secret, at) for secret in every]
    revoked = _revoked_values(every)
    if revoked:
        for row, secret in enumerate(every):
            current = None if found[row] & (TRASH | REVOKED) else secret.current
            if current is not None and current.fingerprint in revoked:
                found[row] |= CRITICAL
    return found


def _revoked_values(secrets: list[Secret]) -> set[bytes]:
    """The fingerprints of values that were revoked, but for those of keys in the trash."""
    return {
        version.fingerprint
        for secret in secrets
        if secret.trashed is None
        for version in secret.versions
        if version.stage is Stage.REVOKED and version.fingerprint
    }


def rotation_ordinal(secret: Secret) -> int | None:
    """The day of the next rotation as an ordinal: last rotation, else creation, + interval."""
    every = interval(secret)
    if every is None:
        return None
    since = secret.last_rotated
    return (secret.created if since is None else since) // DAY + EPOCH + every


def rotation_day(secret: Secret) -> date | None:
    """The day of the next rotation; None when none is set."""
    due = rotation_ordinal(secret)
    return None if due is None else day_from_ordinal(due)


def overlap_ends(secret: Secret, now: float) -> int | None:
    """The Unix time at which the last overlap still running ends; None without one."""
    ends = [
        version.overlap_until
        for version in secret.versions
        if version.stage is Stage.PREVIOUS and version.overlap_until is not None
    ]
    last = max(ends, default=0)
    return last if last > now else None


def standing(secret: Secret, now: float, lead_days: int = LEAD_DAYS) -> Standing:
    """All that holds for one Secret at ``now`` (Unix seconds)."""
    at = moment(now, lead_days)
    marks = marks_of(secret, at)
    since = secret.created if secret.last_rotated is None else secret.last_rotated
    age = max(0, at.today - ordinal(since))
    if marks & (TRASH | REVOKED):
        return Standing(marks, STATES[marks], None, None, None, None, age, None, Tone.FRESH)
    due = rotation_ordinal(secret)
    expires = None if secret.expires is None else secret.expires.toordinal()
    overlap = overlap_ends(secret, at.now)
    fraction = _fraction(at.today, age, [end for end in (due, expires) if end is not None])
    return Standing(
        marks=marks,
        state=STATES[marks],
        expires_in=None if expires is None else expires - at.today,
        rotation_due=None if due is None else day_from_ordinal(due),
        rotation_in=None if due is None else due - at.today,
        overlap_left=None if overlap is None else overlap - at.now,
        age_days=age,
        age_fraction=fraction,
        tone=_tone(marks, fraction),
    )


def due(
    secrets: Iterable[Secret], now: float, within_days: int, *, overdue: bool = True
) -> list[Due]:
    """What expires or must be rotated from today to ``within_days`` days ahead, by day.

    What is past comes first unless ``overdue`` is False.  A Secret can be listed several
    times: for its expiry, its rotation, and the old value of a rotation, to be retired when
    its overlap ends.  Trashed and revoked ones are not.
    """
    at = moment(now)
    found: list[Due] = []
    for secret in secrets:
        expires = None if secret.expires is None else secret.expires.toordinal()
        rotation, retire = rotation_ordinal(secret), _retire_ordinal(secret)
        for kind, day in (
            (DueKind.EXPIRES, expires),
            (DueKind.ROTATION, rotation),
            (DueKind.RETIRE, retire),
        ):
            if day is None or day - at.today > within_days or (day < at.today and not overdue):
                continue
            if marks_of(secret, at) & (TRASH | REVOKED):
                break
            on = day_from_ordinal(day)
            found.append(Due(secret.name, secret.environment, kind, on, day - at.today, secret.id))
    found.sort(key=lambda one: (one.on, one.environment, one.name, one.kind.value, one.secret_id))
    return found


def _retire_ordinal(secret: Secret) -> int | None:
    until = None if secret.renewal is None else overlap_until(secret)
    return None if until is None else ordinal(until)


def _fraction(today: int, age: int, ends: list[int]) -> float | None:
    if not ends:
        return None
    end = min(ends)
    life = end - (today - age)
    # A life of no days (made on its last day, or brought in after it) is used up.
    return age / life if life > 0 else 1.0


def _tone(marks: int, fraction: float | None) -> Tone:
    if marks & (EXPIRED | ROTATION_DUE):
        return Tone.OVERDUE
    return Tone.FRESH if fraction is None or fraction <= 2 / 3 else Tone.LATE

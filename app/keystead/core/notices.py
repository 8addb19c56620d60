"""Which reminders are to be shown now: each stage of each end once, never a flood.

A *stage* is a lead time that has been reached (``14``, ``7``, ``1`` days before) or ``past``,
which comes again every week.  What was shown is remembered by key, kind, day and stage; days
are local days, so that quiet hours and "once a day" mean what people mean.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

import msgspec

from keystead.core import policy
from keystead.core.dates import in_words
from keystead.core.model import Secret
from keystead.core.reminders import Due, DueKind, due

PAST: Final = "past"
AGAIN_DAYS: Final = 7
"""Days after which what is past is said again."""
FEW: Final = 3
"""Notices that are shown one by one; more become one."""
MAX_SHOWN: Final = 20_000
REVIEWS: Final = "reviews"
"""What is remembered of the reviews that are due, all together."""

_WORDS: Final = {
    DueKind.EXPIRES: ("expires", "expired"),
    DueKind.ROTATION: ("is to be rotated", "was to be rotated"),
    DueKind.RETIRE: ("ends its overlap", "has ended its overlap"),
}


class Memory(msgspec.Struct, frozen=True):
    """``shown``: item → [stage, local day on which it was shown]; ``snoozed``: id of a
    Secret (hex) → the local day from which it is shown again."""

    shown: Mapping[str, tuple[str, int]] = {}
    snoozed: Mapping[str, int] = {}


class Notice(msgspec.Struct, frozen=True):
    """One notification.  ``secrets``: ids of what it is about."""

    title: str
    words: str
    secrets: tuple[bytes, ...]


class Quiet(msgspec.Struct, frozen=True):
    """Hours of the local day in which nothing is shown, from ``start`` to ``end``; both the
    same for none."""

    start: int = 0
    end: int = 0

    def holds(self, hour: int) -> bool:
        """Whether the hour (0 to 23) is quiet; over midnight where it ends before it starts."""
        if self.start == self.end:
            return False
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


def notices(
    secrets: Iterable[Secret],
    now: float,
    local: tuple[int, int],
    leads: tuple[int, ...],
    memory: Memory,
    quiet: Quiet = Quiet(),  # noqa: B008
    reviews: int = 0,
) -> tuple[tuple[Notice, ...], Memory]:
    """What to show at ``now`` (Unix seconds), and what to remember then.

    ``local``: the local day as an ordinal, and the hour; ``leads``: days, the longest first,
    for keys that say nothing themselves; ``reviews``: how many keys are due for one.
    """
    day, hour = local
    if quiet.holds(hour):
        return (), memory
    known = _sound(memory, day)
    found = {secret.id: secret for secret in secrets}
    longest = max((max(policy.leads(one) or leads) for one in found.values()), default=0)
    shown, fresh = dict(known.shown), list[Due]()
    told = {key.partition(":")[0] for key, (_, on) in shown.items() if on == day}
    for one in due(found.values(), now, longest):
        stage = _stage(one.days, policy.leads(found[one.secret_id]) or leads)
        secret = one.secret_id.hex()
        key = f"{secret}:{one.kind.value}:{one.on.toordinal()}"
        if stage is None or secret in told or not _is_new(shown.get(key), stage, day):
            continue
        if known.snoozed.get(secret, 0) > day:
            continue
        shown[key] = (stage, day)
        told.add(secret)
        fresh.append(one)
    said = _as_notices(fresh)
    if reviews and _is_new(shown.get(REVIEWS), PAST, day):
        shown[REVIEWS] = (PAST, day)
        said += (_of_reviews(reviews),)
    kept = dict(sorted(shown.items(), key=lambda item: -item[1][1])[:MAX_SHOWN])
    return said, Memory(kept, known.snoozed)


def snooze(memory: Memory, secret: bytes, until: int) -> Memory:
    """Nothing is shown about the Secret before the local day ``until``, an ordinal."""
    return Memory(memory.shown, {**memory.snoozed, secret.hex(): until})


def wake(memory: Memory, secret: bytes) -> Memory:
    """What was put off is shown again."""
    left = {one: day for one, day in memory.snoozed.items() if one != secret.hex()}
    return Memory(memory.shown, left)


def _sound(memory: Memory, day: int) -> Memory:
    """Without what was noted under a clock that was ahead: it must not silence anything."""
    return Memory(
        {key: said for key, said in memory.shown.items() if said[1] <= day},
        {key: until for key, until in memory.snoozed.items() if day < until <= day + 366},
    )


def _stage(days: int, leads: tuple[int, ...]) -> str | None:
    if days < 0:
        return PAST
    reached = [lead for lead in leads if days <= lead]
    return str(min(reached)) if reached else None


def _is_new(before: tuple[str, int] | None, stage: str, day: int) -> bool:
    """Each stage once; what is past comes again after a week."""
    return before is None or before[0] != stage or (stage == PAST and day - before[1] >= AGAIN_DAYS)


def _as_notices(found: list[Due]) -> tuple[Notice, ...]:
    if len(found) > FEW:
        past = sum(one.days < 0 for one in found)
        words = ", ".join(one.name for one in found[:FEW])
        title = f"{len(found):,} keys need attention"
        late = f" {past:,} of them are overdue." if past else ""
        return (Notice(title, f"{words} and others.{late}", tuple(o.secret_id for o in found)),)
    return tuple(
        Notice(
            f"{one.name} {_WORDS[one.kind][one.days < 0]}",
            f"In {one.environment}: {_when(one)}.",
            (one.secret_id,),
        )
        for one in found
    )


def _of_reviews(number: int) -> Notice:
    keys = "1 key is" if number == 1 else f"{number:,} keys are"
    return Notice(f"{keys} due for a review", "Are they still needed as they are?", ())


def _when(one: Due) -> str:
    return in_words(one.on, one.on - timedelta(days=one.days))

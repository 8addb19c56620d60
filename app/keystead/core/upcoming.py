"""Reminders while a vault is locked: days and opaque labels, and not a word more.

Who asked for them accepts that whoever reads this computer's files learns how many keys
there are and on which days they end.  Names, environments and issuers stay in the vault.
"""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from keystead.core import policy
from keystead.core.model import Secret
from keystead.core.notices import AGAIN_DAYS, Notice
from keystead.core.reminders import due

AHEAD: Final = 400
"""Days ahead that are noted: a vault that nobody opens for longer is not watched."""
MAX_ENDS: Final = 20_000
MAX_LEADS: Final = 8
LABEL: Final = 8
"""Characters of a label at most."""
MAX_DAY: Final = 3_652_059  # 9999-12-31


class End(msgspec.Struct, frozen=True):
    """One day on which something ends: ``on`` an ordinal, ``leads`` days before it, the
    longest first; ``label`` says nothing, but stays the same for a key."""

    label: str
    on: int
    leads: tuple[int, ...]


class Upcoming(msgspec.Struct, frozen=True):
    """What is noted of one vault; ``told``: the local day of the last notice, an ordinal."""

    ends: tuple[End, ...] = ()
    told: int = 0


def ends_of(
    secrets: Iterable[Secret],
    label: Callable[[bytes], str],
    now: float,
    leads: tuple[int, ...],
) -> tuple[End, ...]:
    """What ends in the vault, the first first; ``label`` gives that of a Secret by its id."""
    found = {secret.id: secret for secret in secrets}
    return tuple(
        End(label(one.secret_id), one.on.toordinal(), policy.leads(found[one.secret_id]) or leads)
        for one in due(found.values(), now, AHEAD)[:MAX_ENDS]
    )


def checked(found: Upcoming) -> Upcoming:
    """The same; ValueError where a number or a text cannot be what this program wrote."""
    for one in found.ends[: MAX_ENDS + 1]:
        fits = 1 <= one.on <= MAX_DAY and len(one.label) <= LABEL
        if not fits or len(one.leads) > MAX_LEADS or not all(0 < d < AHEAD for d in one.leads):
            raise ValueError
    if len(found.ends) > MAX_ENDS or not 0 <= found.told <= MAX_DAY:
        raise ValueError
    return found


def is_due(one: End, day: int) -> bool:
    """Whether the end is near enough to be spoken of on this day (an ordinal)."""
    return one.on - day <= max(one.leads, default=0)


def notice(found: Upcoming, vault: str, day: int) -> tuple[Notice | None, Upcoming]:
    """What to say of the vault of this name on a day, at most once a day and only where a
    stage was reached since; and what to note then."""
    if found.told == day:
        return None, found
    told = found.told if found.told < day else 0  # a clock that was ahead silences nothing
    keys = {one.label for one in found.ends if is_due(one, day)}
    if not any(_stage(one, day) != _stage(one, told) for one in found.ends if one.label in keys):
        return None, found
    what = "1 key needs" if len(keys) == 1 else f"{len(keys):,} keys need"
    words = "Unlock the vault to see which, and when."
    return Notice(f"{what} attention in {vault}", words, ()), Upcoming(found.ends, day)


def _stage(one: End, day: int) -> int:
    """Which stage is reached: below 0 for weeks past, then the lead, above for none."""
    left = one.on - day
    if left < 0:
        return -1 - (-left - 1) // AGAIN_DAYS
    return min((lead for lead in one.leads if left <= lead), default=AHEAD)

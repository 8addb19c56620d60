"""A rotation under way: at which step it is, what is left of it, whether it can be undone.

The register may be an old one where two devices went on apart: what has become of its
Versions decides whether it is over, and what was done at its places since counts, too.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from msgspec import structs

from keystead.core.dates import day_of
from keystead.core.model import Place, Placed, Renewal, Secret, Stage, Step, Version
from keystead.core.places import FILE, PROGRAM, all_places

MAX_STEPS: Final = 1_000
"""Places that one rotation lists."""
READS_VAULT: Final = "takes the value from the vault each time it starts"
PUT_BACK: Final = "another value was put there since"

_Key = tuple[str, str, str]


class Unsaid(Enum):
    """Nobody says what the last day of a new value is."""

    UNSAID = "unsaid"


UNSAID: Final = Unsaid.UNSAID
Expiry = date | Unsaid | None
"""The last day of a new value: a day, never, or not said."""


class At(StrEnum):
    """What comes next in a rotation."""

    PLACES = "places"
    CHECK = "check"
    SWITCH = "switch"
    OVERLAP = "overlap"
    RETIRE = "retire"


def version_of(secret: Secret, version_id: bytes) -> Version | None:
    """The Version with this id, or None."""
    return next((one for one in secret.versions if one.id == version_id), None)


def underway(secret: Secret) -> Renewal | None:
    """The rotation that is not over yet, or None.

    Over is one whose new value was retired, revoked or replaced, or, once it is the current
    one, whose old value is no longer ``previous``.
    """
    one = secret.renewal
    new = None if one is None else version_of(secret, one.version)
    if one is None or new is None:
        return None
    if new.stage is Stage.PENDING:
        return one
    former = version_of(secret, one.former)
    kept = former is not None and former.stage is Stage.PREVIOUS
    return one if new.stage is Stage.CURRENT and kept else None


def new_version(secret: Secret) -> Version | None:
    """The new value of the rotation under way, or None without one."""
    one = underway(secret)
    return None if one is None else version_of(secret, one.version)


def former_version(secret: Secret) -> Version | None:
    """The value that the rotation under way replaces: until the switch the current one."""
    one = underway(secret)
    if one is None:
        return None
    return version_of(secret, one.former) if is_switched(secret) else secret.current


def is_switched(secret: Secret) -> bool:
    """Whether the new value of the rotation under way is the current one."""
    new = new_version(secret)
    return new is not None and new.stage is Stage.CURRENT


def waiting(secret: Secret) -> tuple[Version, ...]:
    """New values that wait beside the rotation under way, as another device began them."""
    one = underway(secret)
    mine = b"" if one is None else one.version
    return tuple(
        version
        for version in secret.versions
        if version.stage is Stage.PENDING and version.id != mine and not version.purged
    )


def overlap_until(secret: Secret) -> int | None:
    """When the old value of the rotation under way ends, in Unix seconds; None before the
    switch, and without a rotation."""
    if not is_switched(secret):
        return None
    former = former_version(secret)
    return 0 if former is None else former.overlap_until or 0


def step_at(secret: Secret, now: float) -> At | None:
    """What comes next at ``now`` (Unix seconds); None where no rotation is under way."""
    one = underway(secret)
    if one is None:
        return None
    until = overlap_until(secret)
    if until is not None:
        return At.OVERLAP if now < until else At.RETIRE
    if open_steps(secret):
        return At.PLACES
    return At.SWITCH if one.verified else At.CHECK


def expiry_as_before(secret: Secret, today: date) -> date | None:
    """The last day of a value that is new today and lasts as long as the current one was to;
    None where that one does not expire, or was old when it came.  Of a key without a value
    the day that it has."""
    if secret.current is None or secret.expires is None:
        return secret.expires
    lasts = secret.expires - day_of(secret.current.created)
    return today + lasts if lasts.days > 0 else None


def expiry_after(secret: Secret) -> date | None:
    """The last day of the key after the switch: that of the new value, unless somebody gave
    the key another day since the rotation began."""
    one = underway(secret)
    if one is None or secret.expires != one.former_expires:
        return secret.expires
    return one.expires


def first_steps(secret: Secret) -> tuple[Step, ...]:
    """The places of a key as a rotation begins with them: used ones first, then noted ones.

    A program asks the vault each time, so there is nothing to do for it.
    """
    return tuple(_first(place) for place in dict.fromkeys(all_places(secret)))[:MAX_STEPS]


def _first(place: Place) -> Step:
    if place.kind == PROGRAM:
        return Step(place, Placed.DONE, place.at, READS_VAULT)
    return Step(place)


def steps(secret: Secret) -> tuple[Step, ...]:
    """The places of the rotation under way as they are now.

    A file that an export gave the new value is done; one where another value was put after
    it is open again; what the old value was put in since the beginning comes behind.
    """
    one, new = underway(secret), new_version(secret)
    if one is None or new is None:
        return ()
    used = {_key(place): place for place in secret.used_in}
    known = {(step.place.where, step.place.host) for step in one.steps}
    later = [
        _first(place)
        for place in secret.used_in
        if place.version != new.number
        and not {(place.where, place.host), (place.where, "")} & known
    ]
    found = [_as_it_is(step, used.get(_key(step.place)), new.number) for step in one.steps]
    return (*found, *later)[:MAX_STEPS]


def _as_it_is(step: Step, used: Place | None, number: int) -> Step:
    if step.place.kind != FILE or used is None:
        return step
    if step.placed is Placed.OPEN and used.version == number and used.at > step.at:
        return structs.replace(step, placed=Placed.DONE, at=used.at, note="")
    if step.placed is Placed.DONE and used.version not in (0, number) and used.at > step.at:
        return structs.replace(step, placed=Placed.OPEN, note=PUT_BACK)
    return step


def open_steps(secret: Secret) -> tuple[Step, ...]:
    """The places that are neither done nor skipped."""
    return tuple(step for step in steps(secret) if step.placed is Placed.OPEN)


def is_rewritable(place: Place, host: str) -> bool:
    """Whether ``host`` can try to rewrite a place: a file here, or one of which nobody said
    on which computer it is."""
    return place.kind == FILE and place.host in ("", host)


def with_steps(renewal: Renewal, changed: Iterable[Step]) -> Renewal:
    """The rotation with these places instead of its own."""
    return structs.replace(renewal, steps=tuple(changed))


def _key(place: Place) -> _Key:
    return place.kind, place.where, place.host

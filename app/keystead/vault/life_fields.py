"""Registers of a key's life: renewal, incidents, review, places, lead times.

Each has its way between CBOR and core.model, and how values that met are put together:
bookkeeping that two people did apart is no conflict for a person to settle.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar

from keystead.core.model import (
    Decision,
    Incident,
    Place,
    Placed,
    Renewal,
    Review,
    Step,
    Task,
)
from keystead.core.policies import MAX_LEAD_DAYS, MAX_LEADS, is_policy_name
from keystead.vault.cbor import Cbor
from keystead.vault.fields import ID, as_cbor, malformed

MAX_ITEMS: Final = 1_000
"""Places, tasks or incidents that one register holds."""

_OLD_PLACE = 4
"""Items of a place that says nothing of computer, repository and form."""

_Word = TypeVar("_Word", bound=StrEnum)


def text(value: Cbor) -> str:
    """A text; VaultDamaged for anything else."""
    if not isinstance(value, str):
        raise malformed()
    return value


def number(value: Cbor) -> int:
    """A whole number from 0 to 2**53; VaultDamaged for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise malformed()
    return value


def _items(value: Cbor, *sizes: int) -> list[Cbor]:
    if not isinstance(value, list) or len(value) not in sizes:
        raise malformed()
    return value


def _many(value: Cbor) -> list[Cbor]:
    if not isinstance(value, list) or len(value) > MAX_ITEMS:
        raise malformed()
    return value


def _octets(value: Cbor, *sizes: int) -> bytes:
    if not isinstance(value, bytes) or len(value) not in sizes:
        raise malformed()
    return value


def _word(words: type[_Word], value: Cbor, fallback: _Word) -> _Word:
    """A word of an enumeration; one that a newer version added reads as the fallback."""
    said = text(value)
    return words(said) if said in list(words) else fallback


# Places ----------------------------------------------------------------------------------


def place(value: Cbor) -> Place:
    """One place."""
    items = _items(value, _OLD_PLACE, 7)
    said = [text(item) for item in items[4:]]
    return Place(text(items[0]), text(items[1]), number(items[2]), number(items[3]), *said)


def place_items(one: Place) -> Cbor:
    """A place as CBOR."""
    return [one.kind, one.where, one.version, one.at, one.host, one.remote, one.form]


def places(value: Cbor) -> tuple[Place, ...]:
    """Places, as people noted them."""
    return tuple(place(item) for item in _many(value))


def places_list(value: tuple[Place, ...]) -> Cbor:
    """The same as CBOR."""
    return [place_items(one) for one in value]


# Renewal ---------------------------------------------------------------------------------


def renewal(value: Cbor) -> Renewal | None:
    """A rotation under way, or None."""
    if value is None:
        return None
    items = _items(value, 7)
    return Renewal(
        _octets(items[0], ID),
        _octets(items[1], 0, ID),
        number(items[2]),
        tuple(_step(item) for item in _many(items[3])),
        number(items[4]),
        text(items[5]),
        number(items[6]),
    )


def _step(value: Cbor) -> Step:
    items = _items(value, 4)
    placed = _word(Placed, items[1], Placed.OPEN)
    return Step(place(items[0]), placed, number(items[2]), text(items[3]))


def renewal_list(value: Renewal | None) -> Cbor:
    """The same as CBOR."""
    if value is None:
        return None
    steps: list[Cbor] = [
        [place_items(one.place), one.placed.value, one.at, one.note] for one in value.steps
    ]
    return [
        value.version, value.former, value.started, steps, value.verified, value.verified_by,
        value.switched,
    ]  # fmt: skip


def furthest(values: Iterable[Any]) -> Renewal | None:
    """Of renewals that went on apart the one that is further, ended ones aside: what has
    become of its Versions tells whether it is over."""
    return max((one for one in values if one is not None), key=_progress, default=None)


def _progress(one: Renewal) -> tuple[object, ...]:
    done = sum(step.placed is not Placed.OPEN for step in one.steps)
    return one.switched > 0, one.verified > 0, done, one.started, one.version, repr(one.steps)


# Incidents -------------------------------------------------------------------------------


def incidents(value: Cbor) -> tuple[Incident, ...]:
    """The incidents of a key, oldest first."""
    return tuple(_incident(item) for item in _many(value))


def _incident(value: Cbor) -> Incident:
    items = _items(value, 6)
    return Incident(
        _octets(items[0], ID),
        number(items[1]),
        text(items[2]),
        text(items[3]),
        tuple(_task(item) for item in _many(items[4])),
        number(items[5]),
    )


def _task(value: Cbor) -> Task:
    items = _items(value, 3)
    return Task(text(items[0]), number(items[1]), text(items[2]))


def incidents_list(value: tuple[Incident, ...]) -> Cbor:
    """The same as CBOR."""
    return [
        [
            one.id,
            one.opened,
            one.by,
            one.reason,
            as_cbor([[task.what, task.at, task.by] for task in one.tasks]),
            one.closed,
        ]
        for one in value
    ]


def all_incidents(values: Iterable[Any]) -> tuple[Incident, ...]:
    """Every incident that either side knows; of one that both went on with, the union of
    what was done."""
    known: dict[bytes, Incident] = {}
    for found in values:
        for one in found:
            mine = known.get(one.id)
            known[one.id] = one if mine is None else _together(mine, one)
    return tuple(sorted(known.values(), key=lambda one: (one.opened, one.id)))


def _together(mine: Incident, other: Incident) -> Incident:
    tasks: dict[str, Task] = {}
    for task in (*mine.tasks, *other.tasks):
        before = tasks.get(task.what)
        tasks[task.what] = task if before is None else max(before, task, key=_done)
    first = min(mine, other, key=lambda one: (one.opened, one.by, one.reason))
    closed = max(mine.closed, other.closed)
    return Incident(first.id, first.opened, first.by, first.reason, tuple(tasks.values()), closed)


def _done(task: Task) -> tuple[int, str]:
    return task.at, task.by


# Review and lead times -------------------------------------------------------------------


def review(value: Cbor) -> Review | None:
    """The last review, or None."""
    if value is None:
        return None
    items = _items(value, 4)
    decision = _word(Decision, items[2], Decision.KEEP)
    return Review(number(items[0]), text(items[1]), decision, text(items[3]))


def review_list(value: Review | None) -> Cbor:
    """The same as CBOR."""
    return None if value is None else [value.at, value.by, value.decision.value, value.note]


def latest(values: Iterable[Any]) -> Review | None:
    """The last of the reviews."""
    found = [one for one in values if one is not None]
    return max(found, key=lambda one: (one.at, one.by, one.decision, one.note), default=None)


def days_before(value: Cbor) -> tuple[int, ...] | None:
    """Days before an expiry or a rotation to remind, the longest first and each once, or None.
    VaultDamaged for more of them, or further off, than anybody may set."""
    if value is None:
        return None
    found = [number(item) for item in _many(value)]
    if len(found) > MAX_LEADS or not all(1 <= one <= MAX_LEAD_DAYS for one in found):
        raise malformed()
    return tuple(sorted(set(found), reverse=True))


def policy_name(value: Cbor) -> str:
    """The name of a policy, or '' for none."""
    found = text(value)
    if found and not is_policy_name(found):
        raise malformed()
    return found


def leads_list(value: tuple[int, ...] | None) -> Cbor:
    """The same as CBOR."""
    return None if value is None else list(value)


Combine = Callable[[Iterable[Any]], object]

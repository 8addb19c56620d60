"""Where values were put, as audit events tell: files, programs.

For each place the last use counts, and whether somebody has forgotten it since.  What is
kept depends on the set of events alone, not on their order, and is bounded.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from msgspec import structs

from keystead.core.model import Place, Secret
from keystead.vault.bodies import Action, Event

MAX_PLACES: Final = 256
"""Places of one Secret that are remembered: those used last."""

FILE: Final = "file"
PROGRAM: Final = "program"
_PUTS: Final = frozenset({Action.EXPORT, Action.INJECT, Action.RUN})
USES: Final = _PUTS | {Action.REVEAL, Action.COPY}
"""The actions that use a value."""

Key = tuple[str, str, str]
"""Kind, path or program, computer."""


class Used(NamedTuple):
    """The last use of a place; ``forgotten``: Unix seconds, 0 for never."""

    at: int = 0
    version: bytes = b""
    remote: str = ""
    form: str = ""
    forgotten: int = 0


def note(places: dict[Key, Used], event: Event) -> None:
    """Take an event in."""
    if not event.where:
        return
    if event.action is Action.FORGET:
        _put(places, (event.form, event.where, event.host), Used(forgotten=event.time))
    elif event.action in _PUTS:
        used = Used(event.time, event.version, event.remote, event.form)
        _put(places, (_kind(event), event.where, event.host), used)


def _kind(event: Event) -> str:
    """A file says how it was written; an export without a file went to a program."""
    return FILE if event.form else PROGRAM


def _put(places: dict[Key, Used], key: Key, new: Used) -> None:
    known = places.get(key, Used())
    forgotten = max(known.forgotten, new.forgotten)
    places[key] = max(known, new)._replace(forgotten=forgotten)
    if len(places) > MAX_PLACES:
        del places[min(places, key=lambda one: (_rank(places[one]), one))]


def _rank(used: Used) -> int:
    return max(used.at, used.forgotten)


def shown(places: dict[Key, Used], numbers: dict[bytes, int]) -> tuple[Place, ...]:
    """The places that nobody has forgotten since their last use, the last one first.

    ``numbers`` of Versions by id.
    """
    found = [
        Place(kind, where, numbers.get(used.version, 0), used.at, host, used.remote, used.form)
        for (kind, where, host), used in places.items()
        if used.at > used.forgotten
    ]
    return tuple(sorted(found, key=_newest_first))


def _newest_first(place: Place) -> tuple[int, str, str, str]:
    return -place.at, place.kind, place.where, place.host


def with_events(secret: Secret, events: Iterable[Event]) -> Secret:
    """The Secret as it is with uses of it that no commit carries yet."""
    ids = {version.number: version.id for version in secret.versions}
    places = {
        (one.kind, one.where, one.host): Used(
            one.at, ids.get(one.version, b""), one.remote, one.form
        )
        for one in secret.used_in
    }
    last = secret.last_used or 0
    for event in events:
        note(places, event)
        if event.action in USES:
            last = max(last, event.time)
    numbers = {version_id: number for number, version_id in ids.items()}
    return structs.replace(secret, last_used=last or None, used_in=shown(places, numbers))

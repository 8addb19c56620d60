"""What a leaked value reaches: places, people, other keys, uses; and what is to be done."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from keystead.core.model import Place, Secret, Task
from keystead.core.places import PROGRAM
from keystead.core.revocation import usable

MAX_TASKS: Final = 100
"""Tasks that are listed for one key; a last one says how much more there is."""
MAX_WHERE: Final = 200
"""Characters of a place that a task names: a record must never be too large to be written."""
MAX_PROGRAMS: Final = 5
"""Programs of one computer that a task names."""

_ROTATE: Final = "Rotate "


class Copy(StrEnum):
    """What is known of a copy at a place."""

    HOLDS = "holds-it"
    ANOTHER = "another-value"
    GONE = "gone"
    UNREAD = "unread"
    ELSEWHERE = "elsewhere"


class Why(StrEnum):
    """Why another key is in danger, too."""

    VALUE = "same-value"
    ACCOUNT = "same-account"


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A place, and what was found there: ``ELSEWHERE`` where this computer cannot look."""

    place: Place
    copy: Copy = Copy.ELSEWHERE


class Related(msgspec.Struct, frozen=True, gc=False):
    """Another key, and what it has in common."""

    secret: Secret
    why: Why


class Use(msgspec.Struct, frozen=True, gc=False):
    """One use of a value: ``at`` in Unix seconds; ``what``: reveal, copy, export …;
    ``version``: its number, 0 where it is not known any more."""

    at: int
    what: str
    where: str = ""
    host: str = ""
    by: str = ""
    version: int = 0


class Radius(msgspec.Struct, frozen=True):
    """All that a value of ``secret`` reaches, as far as the vault knows.

    ``readers``: names of the members who may read its environment; ``me``: the name of
    the member who looks; ``uses``: the last ones first.
    """

    secret: Secret
    spots: tuple[Spot, ...] = ()
    readers: tuple[str, ...] = ()
    me: str = ""
    related: tuple[Related, ...] = ()
    uses: tuple[Use, ...] = ()


def related(secret: Secret, every: Iterable[Secret]) -> tuple[Related, ...]:
    """The other live keys with the same value, then those of the same issuer's account.

    The account is told by service and owner, as far as an owner was noted; a key without a
    service has none.
    """
    prints = {one.fingerprint for one in secret.versions if one.fingerprint}
    same_value: list[Related] = []
    same_account: list[Related] = []
    for other in every:
        if other.id == secret.id or other.trashed is not None or not usable(other):
            continue
        if any(one.fingerprint in prints for one in usable(other)):
            same_value.append(Related(other, Why.VALUE))
        elif _same_account(secret, other):
            same_account.append(Related(other, Why.ACCOUNT))
    return (*sorted(same_value, key=_order), *sorted(same_account, key=_order))


def _same_account(one: Secret, other: Secret) -> bool:
    if not one.service or one.service.casefold() != other.service.casefold():
        return False
    return one.owner.casefold() == other.owner.casefold() or not (one.owner and other.owner)


def _order(one: Related) -> tuple[str, str, bytes]:
    return one.secret.environment, one.secret.name, one.secret.id


def tasks(radius: Radius, together: Sequence[bytes] = ()) -> tuple[Task, ...]:
    """What is to be done after the revocation, each once, in order of urgency.

    ``together``: ids of the keys that are revoked at the same time: they need no rotation of
    their own beside their own tasks.
    """
    secret = radius.secret
    said = [_at_issuer(secret)]
    said += [
        f"Replace the value in {_where(one.place)}"
        for one in radius.spots
        if one.place.kind != PROGRAM and one.copy not in (Copy.GONE, Copy.ANOTHER)
    ]
    said += _programs([one.place for one in radius.spots if one.place.kind == PROGRAM])
    said += [_rotate(one, secret) for one in radius.related if one.secret.id not in together]
    said += [
        f"Tell {name}, who can read {secret.environment}"
        for name in radius.readers
        if name != radius.me
    ]
    said.append(f"Give {secret.name} a new value, if it is still needed")
    found = list(dict.fromkeys(said))
    if len(found) > MAX_TASKS:
        left = len(found) - MAX_TASKS + 1
        found[MAX_TASKS - 1 :] = [f"Look at the {left} places and keys that did not fit here"]
    return tuple(Task(what) for what in found)


def _at_issuer(secret: Secret) -> str:
    issuer = secret.service or "its issuer"
    url = f": {secret.revoke_url}" if secret.revoke_url else ""
    return f"Revoke it at {issuer}{url}"


def _where(place: Place) -> str:
    where = _shortened(place.where)
    return f"{where} on {place.host}" if place.host else where


def _shortened(where: str) -> str:
    if len(where) <= MAX_WHERE:
        return where
    return f"{where[: MAX_WHERE // 2]}…{where[1 - MAX_WHERE // 2 :]}"


def _programs(places: Sequence[Place]) -> list[str]:
    """One task for each computer: a program holds no value but while it runs, and gets the
    next one when it is started again."""
    hosts: dict[str, list[str]] = {}
    for place in places:
        hosts.setdefault(place.host, []).append(place.where)
    return [_restart(host, list(dict.fromkeys(names))) for host, names in hosts.items()]


def _restart(host: str, names: Sequence[str]) -> str:
    listed = ", ".join(_shortened(name) for name in names[:MAX_PROGRAMS])
    more = f" and {len(names) - MAX_PROGRAMS} more" if len(names) > MAX_PROGRAMS else ""
    where = f" on {host}" if host else ""
    return f"End or restart what still runs with it{where}: {listed}{more}"


def _rotate(one: Related, secret: Secret) -> str:
    name = f"{one.secret.environment}/{one.secret.name}"
    if one.why is Why.VALUE:
        return f"{_ROTATE}{name}: it has the same value"
    return f"{_ROTATE}{name}: it is of the same account at {secret.service}"


def page_of(secret: Secret, what: str) -> str:
    """The address that a task of this Secret asks to open; '' where there is none."""
    return secret.revoke_url if secret.revoke_url and what == _at_issuer(secret) else ""


def to_rotate(what: str) -> tuple[str, str] | None:
    """Environment and name of the key that a task asks to rotate, None for other tasks."""
    if not what.startswith(_ROTATE):
        return None
    environment, _, rest = what.removeprefix(_ROTATE).partition("/")
    name = rest.partition(":")[0]
    return (environment, name) if environment and name else None

"""The places of a Secret as they are now: files that are gone, and forgetting a place."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from keystead.core.model import Place, Secret
from keystead.core.places import all_places, is_file
from keystead.errors import NotFound
from keystead.services import secrets
from keystead.system import computer
from keystead.vault.bodies import Action, Event
from keystead.vault.session import OpenVault

MAX_LOOKED_AT = 256
"""Files of one Secret that are looked for."""


@dataclass(frozen=True)
class PlaceNow:
    """``here``: on this computer; ``gone``: a file that was there is not there any more,
    always False where it cannot be looked for, as on a computer that nobody named."""

    place: Place
    here: bool
    gone: bool


def look(secret: Secret) -> tuple[PlaceNow, ...]:
    """Every place, with whether its file is still there."""
    host = computer.name()
    return tuple(_now(place, host) for place in all_places(secret)[:MAX_LOOKED_AT])


def _now(place: Place, host: str) -> PlaceNow:
    here = place.host == host
    return PlaceNow(place, here, here and is_file(place) and is_gone(Path(place.where)))


def is_gone(path: Path) -> bool:
    """Whether no file lies there, as where a folder took its place; False where that cannot
    be told."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False  # it cannot be told: a folder that is closed to us, say


def named(secret: Secret, where: str, host: str | None = None) -> Place:
    """The place that ``where`` means, on ``host`` if given; NotFound with the candidates."""
    known = all_places(secret)
    for place in known:
        if place.where == where and host in (None, place.host):
            return place
    raise NotFound(
        f"{secret.name} has no such place. keystead places {secret.name} lists them.",
        candidates=[place.where for place in known],
    )


def forget(vault: OpenVault, secret: Secret, places: Sequence[Place]) -> Secret:
    """Take places off the list, until a value is put there again.  Nothing is deleted there."""
    noted = [place for place in secret.places if place not in places]
    if len(noted) != len(secret.places):
        secrets.edit(vault, secret, {"places": tuple(noted)})
    version = secret.versions[-1].id if secret.versions else secret.id
    now = int(vault.clock.now())
    vault.journal.add_all(
        (
            secret.environment_id,
            Event(
                Action.FORGET, max(now, place.at), secret.id, version, place.where,
                host=place.host, form=place.kind,
            ),
        )
        for place in places
        if place in secret.used_in
    )  # fmt: skip
    return secrets.by_id(vault, secret.id)


def note(vault: OpenVault, secret: Secret, kind: str, where: str) -> Secret:
    """Add a place by hand, such as a pipeline's settings; nothing where it is known.

    Raises BadText for what is no line.
    """
    if any(place.where == where for place in all_places(secret)):
        return secret
    return secrets.edit(vault, secret, {"places": (*secret.places, Place(kind, where))})

"""A rotation as the JSON object of ``rotate --json``; never a value."""

from datetime import date

from keystead.core import renewal
from keystead.core.dates import instant
from keystead.core.model import Placed, Secret, Step, Version
from keystead.core.policy import overlap

JsonObject = dict[str, object]


def rotation_view(secret: Secret, now: float, host: str) -> JsonObject:
    """All that is known of the rotation under way; ``step`` is null where none is.

    ``host``: this computer's name; ``files`` counts the places that it can rewrite, ``left``
    all that are open; ``waiting``: numbers of new values begun beside it; ``overlap``: seconds
    that the old value stays valid after the switch.
    """
    one, at = renewal.underway(secret), renewal.step_at(secret, now)
    found = renewal.steps(secret)
    left = [step for step in found if step.placed is Placed.OPEN]
    until = renewal.overlap_until(secret)
    return {
        "name": secret.name,
        "environment": secret.environment,
        "id": secret.id.hex(),
        "step": None if at is None else at.value,
        "version": _number(renewal.new_version(secret)),
        "former": _number(renewal.former_version(secret)),
        "started": _instant(one.started if one else 0),
        "verified": _instant(one.verified if one else 0),
        "verified_by": one.verified_by if one else "",
        "switched": _instant(one.switched if one else 0),
        "expires": _day(one.expires if one else None),
        "overlap": overlap(secret),
        "overlap_until": _instant(until or 0),
        "overlap_left": None if until is None else max(0, until - int(now)),
        "places": [step_view(number, step, host) for number, step in enumerate(found, 1)],
        "left": len(left),
        "files": sum(renewal.is_rewritable(step.place, host) for step in left),
        "can_undo": one is not None,
        "values_met": "value" in secret.conflicts,
        "waiting": [version.number for version in renewal.waiting(secret)],
        "rotate_url": secret.rotate_url,
        "revoke_url": secret.revoke_url,
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def step_view(number: int, step: Step, host: str) -> JsonObject:
    """One place; ``number`` from 1 is what ``--mark`` takes."""
    place = step.place
    return {
        "number": number,
        "kind": place.kind,
        "where": place.where,
        "host": place.host,
        "form": place.form,
        "placed": step.placed.value,
        "at": _instant(step.at),
        "note": step.note,
        "rewritable": renewal.is_rewritable(place, host),
    }


def _number(version: Version | None) -> int | None:
    return None if version is None else version.number


def _instant(unix: int) -> str | None:
    return instant(unix) if unix else None

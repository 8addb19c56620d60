"""A Secret as the JSON objects of ``list``, ``show`` and ``due``; never a value.

Days are ISO 8601 in UTC, moments RFC 3339 in UTC, both null when not set; intervals
are days, spans seconds, lengths bytes.  The names are stable: scripts rely on them.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import structs

from keystead.core.dates import day_of, instant
from keystead.core.life_view import life_view, place_view
from keystead.core.model import Secret, Version
from keystead.core.places import all_places
from keystead.core.policy import leads, rotation, sources
from keystead.core.reminders import LEAD_DAYS, Due, Standing, standing

JsonObject = dict[str, object]


def list_view(
    secrets: Iterable[Secret], now: float, lead_days: int = LEAD_DAYS
) -> list[JsonObject]:
    """The array of ``list --json``; ``now`` in Unix seconds."""
    return [row_view(secret, now, lead_days) for secret in secrets]


def row_view(secret: Secret, now: float, lead_days: int = LEAD_DAYS) -> JsonObject:
    """One object of ``list --json``: ``versions`` is their number."""
    return _row(secret, standing(secret, now, lead_days), len(secret.versions))


def show_view(secret: Secret, now: float, lead_days: Sequence[int] = (LEAD_DAYS,)) -> JsonObject:
    """The object of ``show --json``: the row, ``versions`` as an array, and all the rest.

    ``lead_days``: those of the settings, the longest first.

    ``rotate_every``, ``overlap`` and ``leads`` are what the Secret says itself, null when
    policies, its risk class or the settings decide; ``effective`` is what holds in the end,
    ``sources`` where each of the three comes from, ``source`` where the interval does.
    """
    stands = standing(secret, now, lead_days[0])
    holds, come_from = rotation(secret), sources(secret)
    return _row(secret, stands, [version_view(version) for version in secret.versions]) | {
        "description": secret.description,
        "owner": secret.owner,
        "kind": secret.kind.value,
        "permissions": list(secret.permissions),
        "access": secret.access.value,
        "restrictions": structs.asdict(secret.restrictions),
        "risk": None if secret.risk is None else secret.risk.value,
        "rotate_every": secret.rotate_every,
        "overlap": secret.overlap,
        "effective": {
            "rotate_every": holds.every,
            "overlap": holds.overlap,
            "leads": list(leads(secret) or lead_days),
            "source": come_from.every,
            "sources": {
                "rotate_every": come_from.every,
                "overlap": come_from.overlap,
                "leads": come_from.leads,
            },
        },
        "overlap_left": stands.overlap_left,
        "age_days": stands.age_days,
        "last_rotated": _day(secret.last_rotated),
        "last_used": _instant(secret.last_used),
        "rotate_url": secret.rotate_url,
        "revoke_url": secret.revoke_url,
        "notes": secret.notes,
        "places": [place_view(place) for place in all_places(secret)],
        "hint": secret.hint,
        "trashed": _instant(secret.trashed),
        "conflicts": list(secret.conflicts),
        **life_view(secret),
    }


def version_view(version: Version) -> JsonObject:
    """One Version in ``show --json``."""
    return {
        "number": version.number,
        "stage": version.stage.value,
        "created": _instant(version.created),
        "created_by": version.created_by,
        "length": version.length,
        "overlap_until": _instant(version.overlap_until),
        "purged": version.purged,
    }


def due_view(items: Iterable[Due]) -> list[JsonObject]:
    """The array of ``due --json``; ``days`` is negative for what is past."""
    return [
        {
            "name": item.name,
            "environment": item.environment,
            "kind": item.kind.value,
            "on": item.on.isoformat(),
            "days": item.days,
        }
        for item in items
    ]


def _row(secret: Secret, stands: Standing, versions: object) -> JsonObject:
    return {
        "name": secret.name,
        "environment": secret.environment,
        "service": secret.service,
        "state": stands.state.value,
        "expires": _iso(secret.expires),
        "rotation_due": _iso(stands.rotation_due),
        "tags": list(secret.tags),
        "created": _day(secret.created),
        "versions": versions,
        "id": secret.id.hex(),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(unix: int | None) -> str | None:
    return None if unix is None else day_of(unix).isoformat()


def _instant(unix: int | None) -> str | None:
    return None if unix is None else instant(unix)

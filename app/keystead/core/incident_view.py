"""Blast radius and incidents as JSON; never a value.  Moments are RFC 3339 in UTC or null."""

from keystead.core.blast_radius import Radius, Use
from keystead.core.incidents import Case, Moment
from keystead.core.life_view import moment, place_view
from keystead.core.model import Secret
from keystead.core.revocation import revoked, usable

JsonObject = dict[str, object]


def radius_view(radius: Radius) -> JsonObject:
    """All that a value reaches."""
    secret = radius.secret
    return named_view(secret) | {
        "service": secret.service,
        "versions": [one.number for one in usable(secret)],
        "revoke_url": secret.revoke_url or None,
        "places": [place_view(one.place) | {"copy": one.copy.value} for one in radius.spots],
        "readers": list(radius.readers),
        "related": [named_view(one.secret) | {"why": one.why.value} for one in radius.related],
        "uses": [_use(one) for one in radius.uses],
        "last_used": moment(secret.last_used),
    }


def named_view(secret: Secret) -> JsonObject:
    """A key by name and environment."""
    return {"name": secret.name, "environment": secret.environment}


def _use(use: Use) -> JsonObject:
    return {
        "at": moment(use.at),
        "what": use.what,
        "where": use.where,
        "host": use.host or None,
        "by": use.by,
        "version": use.version or None,
    }


def case_row(case: Case) -> JsonObject:
    """An incident in a list."""
    return {
        "incident": case.name,
        "opened": moment(case.opened),
        "by": case.by,
        "reason": case.reason,
        "keys": [
            named_view(one) | {"versions": [each.number for each in revoked(one)]}
            for one in case.keys
        ],
        "tasks_left": case.left,
        "closed": moment(case.closed),
    }


def case_view(case: Case, timeline: tuple[Moment, ...]) -> JsonObject:
    """All of an incident."""
    return case_row(case) | {
        "id": case.id.hex(),
        "tasks": [
            named_view(item.secret)
            | {
                "number": item.number,
                "task": item.task.what,
                "done": moment(item.task.at),
                "by": item.task.by,
            }
            for item in case.items
        ],
        "timeline": [{"at": moment(one.at), "what": one.what, "by": one.by} for one in timeline],
    }

"""A key's life as JSON: renewal, incidents, review.  Moments are RFC 3339 in UTC or null."""

from keystead.core.dates import instant
from keystead.core.model import Incident, Place, Renewal, Review, Secret, Step
from keystead.core.renewal import underway

JsonObject = dict[str, object]


def life_view(secret: Secret) -> JsonObject:
    """The part of ``show --json`` that tells of the life of a key."""
    going = underway(secret)
    return {
        "policy": secret.policy,
        "leads": None if secret.leads is None else list(secret.leads),
        "renewal": None if going is None else renewal_view(secret, going),
        "incidents": [incident_view(one) for one in secret.incidents],
        "reviewed": None if secret.reviewed is None else review_view(secret.reviewed),
    }


def renewal_view(secret: Secret, renewal: Renewal) -> JsonObject:
    """A rotation under way; Versions by their numbers."""
    numbers = {version.id: version.number for version in secret.versions}
    return {
        "version": numbers.get(renewal.version),
        "former": numbers.get(renewal.former),
        "started": moment(renewal.started),
        "places": [_step(step) for step in renewal.steps],
        "verified": moment(renewal.verified),
        "verified_by": renewal.verified_by,
        "switched": moment(renewal.switched),
    }


def _step(step: Step) -> JsonObject:
    done = {"state": step.placed.value, "done": moment(step.at), "note": step.note}
    return place_view(step.place) | done


def place_view(place: Place) -> JsonObject:
    """One place."""
    return {
        "kind": place.kind,
        "where": place.where,
        "host": place.host or None,
        "version": place.version or None,
        "at": moment(place.at),
    }


def incident_view(incident: Incident) -> JsonObject:
    """One incident with its tasks."""
    return {
        "id": incident.id.hex(),
        "opened": moment(incident.opened),
        "by": incident.by,
        "reason": incident.reason,
        "tasks": [
            {"what": task.what, "done": moment(task.at), "by": task.by} for task in incident.tasks
        ],
        "closed": moment(incident.closed),
    }


def review_view(review: Review) -> JsonObject:
    """One review."""
    return {
        "at": moment(review.at),
        "by": review.by,
        "decision": review.decision.value,
        "note": review.note,
    }


def moment(unix: int | None) -> str | None:
    """RFC 3339, or None for 0 and None."""
    return instant(unix) if unix else None

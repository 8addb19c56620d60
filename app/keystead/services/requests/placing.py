"""Requests about where a key was put: list, note, forget."""

from keystead.core.dates import instant
from keystead.core.model import Secret
from keystead.core.places import is_behind
from keystead.errors import UsageProblem
from keystead.services import places
from keystead.services.owner import Owner
from keystead.services.places import PlaceNow
from keystead.services.requests.params import JsonObject, Params, optional_text, text, texts
from keystead.services.requests.reading import found


def list_places(owner: Owner, params: Params) -> JsonObject:
    """The places of the key ``name``, ``env``, and which files of this computer are gone."""
    return _places(found(owner, params))


def change(owner: Owner, params: Params) -> JsonObject:
    """``forget`` these places of a key, or ``add`` one of the ``kind``; then as the list."""
    secret = found(owner, params)
    gone = [places.named(secret, where) for where in texts(params, "forget")]
    new = optional_text(params, "add")
    if not gone and new is None:
        raise UsageProblem("Say which place to forget or to add.")
    if gone:
        secret = places.forget(owner.vault, secret, gone)
    if new is not None:
        kind = text(params, "kind") if params.get("kind") is not None else ""
        secret = places.note(owner.vault, secret, kind or "other", new)
    return _places(secret)


def _places(secret: Secret) -> JsonObject:
    return {
        "name": secret.name,
        "environment": secret.environment,
        "places": [_view(one, secret) for one in places.look(secret)],
    }


def _view(one: PlaceNow, secret: Secret) -> JsonObject:
    place = one.place
    return {
        "kind": place.kind,
        "where": place.where,
        "host": place.host or None,
        "repository": place.remote or None,
        "form": place.form or None,
        "version": place.version or None,
        "behind": is_behind(place, secret),
        "at": instant(place.at) if place.at else None,
        "here": one.here,
        "gone": one.gone,
    }

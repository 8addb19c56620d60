"""Requests of the review: what is due, and what was decided."""

from keystead.core.dates import day_from_ordinal
from keystead.core.incident_view import named_view
from keystead.core.life_view import moment, review_view
from keystead.core.model import Decision
from keystead.core.places import all_places
from keystead.core.review import DueReview, due, due_ordinal
from keystead.errors import UsageProblem
from keystead.services import environments, reviewing, secrets
from keystead.services.owner import Owner
from keystead.services.requests.drafts import choice
from keystead.services.requests.params import JsonObject, Params, number, optional_text, text
from keystead.services.requests.reading import found
from keystead.services.requests.revoking import published

MAX_WITHIN = 3_650


def list_due(owner: Owner, params: Params) -> JsonObject:
    """The keys to review by ``within`` days from now (0), in ``env`` if given: by risk."""
    vault, environment = owner.vault, optional_text(params, "env")
    if environment is not None:
        environments.find(vault, environment)
    within = number(params, "within", 0)
    if not 0 <= within <= MAX_WITHIN:
        raise UsageProblem(f"Days ahead can be 0 to {MAX_WITHIN}.")
    every = reviewing.every(owner)
    chosen = [one for one in vault.secrets() if environment in (None, one.environment)]
    rows = due(chosen, vault.clock.now(), every, within)
    return {"every": every, "reviews": [_row(one, every) for one in rows]}


def show(owner: Owner, params: Params) -> JsonObject:
    """What there is to know for the review of ``name``, ``env``."""
    secret, every = found(owner, params), reviewing.every(owner)
    days = due_ordinal(secret, every) - secrets.today(owner.vault).toordinal()
    return _row(DueReview(secret, days), every)


def decide(owner: Owner, params: Params) -> JsonObject:
    """Record the ``decision`` on ``name``, ``env`` with a ``note``: keep, rotate, revoke (which
    revokes it) or narrow."""
    decision = choice(Decision, text(params, "decision"), "A decision")
    note = optional_text(params, "note") or ""
    secret = reviewing.decide(owner.vault, found(owner, params), decision, note)
    owner.changed()
    reviewed = secret.reviewed
    told = named_view(secret) | {"reviewed": None if reviewed is None else review_view(reviewed)}
    return told | published(owner) if decision is Decision.REVOKE else told


def _row(one: DueReview, every: int) -> JsonObject:
    secret = one.secret
    return named_view(secret) | {
        "service": secret.service,
        "owner": secret.owner,
        "description": secret.description,
        "risk": None if secret.risk is None else secret.risk.value,
        "access": secret.access.value,
        "permissions": list(secret.permissions),
        "on": day_from_ordinal(due_ordinal(secret, every)).isoformat(),
        "days": one.days,
        "created": moment(secret.created),
        "last_used": moment(secret.last_used),
        "places": len(all_places(secret)),
        "reviewed": None if secret.reviewed is None else review_view(secret.reviewed),
    }

"""Requests that revoke, and those about the incidents that come of it."""

from keystead.core.incident_view import case_row, case_view, named_view, radius_view
from keystead.core.incidents import Case
from keystead.core.model import Secret, Version
from keystead.errors import UsageProblem
from keystead.services import incidents, revocation
from keystead.services.owner import Owner
from keystead.services.requests.files import absolute
from keystead.services.requests.params import (
    JsonObject,
    Params,
    flag,
    number,
    optional_number,
    optional_text,
    text,
)
from keystead.services.requests.reading import found
from keystead.services.revocation import Selection


def look(owner: Owner, params: Params) -> JsonObject:
    """What the values of ``name``, ``env`` reach; nothing is changed."""
    return radius_view(revocation.radius(owner.vault, found(owner, params)))


def revoke(owner: Owner, params: Params) -> JsonObject:
    """Revoke every usable value of ``name``, ``env``, or the ``version`` with that number,
    for a ``reason``; the incident that is opened.  Published before it answers, see
    ``_opened``.

    Raises BadText for the reason, Revoked where nothing is left to revoke.
    """
    secret = found(owner, params)
    version = version_of(secret, optional_number(params, "version"))
    made = revocation.revoke(owner.vault, [secret], text(params, "reason"), version)
    return _opened(owner, made)


def version_of(secret: Secret, wanted: int | None) -> Version | None:
    """The Version of that number, None for None; UsageProblem where there is none."""
    numbers = {one.number: one for one in secret.versions}
    if wanted is not None and wanted not in numbers:
        known = ", ".join(map(str, numbers))
        raise UsageProblem(f"{secret.name} has no version {wanted}. There are: {known}.")
    return None if wanted is None else numbers[wanted]


def select(owner: Owner, params: Params) -> JsonObject:
    """The keys that a ``tag``, ``env`` or ``service`` means, their ``count``, and a ``seal``
    to revoke exactly these by."""
    chosen = revocation.select(owner.vault, _selection(params))
    return {
        "keys": [
            named_view(one) | {"service": one.service, "trashed": one.trashed is not None}
            for one in chosen.secrets
        ],
        "count": len(chosen.secrets),
        "seal": chosen.seal,
    }


def revoke_many(owner: Owner, params: Params) -> JsonObject:
    """Revoke all that a ``tag``, ``env`` or ``service`` means, for a ``reason``.

    ``count``: how many that are; ``seal``: of what was looked at.  Raises Changed, and
    revokes nothing, where either differs.
    """
    made = revocation.revoke_selected(
        owner.vault,
        _selection(params),
        text(params, "reason"),
        number(params, "count"),
        optional_text(params, "seal") or "",
    )
    return _opened(owner, made)


def _selection(params: Params) -> Selection:
    tag, environment, service = (optional_text(params, one) for one in ("tag", "env", "service"))
    return Selection(tag or "", environment or "", service or "")


def _opened(owner: Owner, incident: bytes) -> JsonObject:
    """The incident; ``published``: whether the vault file has the revocation, and the
    ``warnings`` say why not."""
    return _view(owner, incidents.find(owner.vault, incident.hex())) | published(owner)


def published(owner: Owner) -> JsonObject:
    """Publish a revocation at once: other computers give the value out until they have it."""
    problem = owner.publish_at_once()
    told = [] if problem is None else [revocation.not_yet_published(problem)]
    return {"published": problem is None, "warnings": told}


def list_incidents(owner: Owner, _params: Params) -> JsonObject:
    """Every incident, the newest first."""
    return {"incidents": [case_row(one) for one in incidents.cases_of(owner.vault)]}


def show_incident(owner: Owner, params: Params) -> JsonObject:
    """The ``incident`` whose id begins so, else the newest open one, with its timeline."""
    return _view(owner, _case(owner, params))


def done(owner: Owner, params: Params) -> JsonObject:
    """Note that the ``task`` with this number is done."""
    case = incidents.tick(owner.vault, _case(owner, params), number(params, "task"))
    owner.changed()
    return _view(owner, case)


def close(owner: Owner, params: Params) -> JsonObject:
    """Close the ``incident``; what is not done stays written down as open."""
    case = incidents.close(owner.vault, _case(owner, params))
    owner.changed()
    return _view(owner, case)


def export(owner: Owner, params: Params) -> JsonObject:
    """Write the record as Markdown to ``path`` (absolute); ``force``: over what lies there.
    Without ``path`` the record is in the answer."""
    case, target = _case(owner, params), optional_text(params, "path")
    if target is None:
        record = incidents.markdown(owner.vault, case)
        return {"incident": case.name, "path": None, "text": record}
    path = incidents.export(owner.vault, case, absolute(target), flag(params, "force"))
    return {"incident": case.name, "path": str(path)}


def _case(owner: Owner, params: Params) -> Case:
    return incidents.find(owner.vault, optional_text(params, "incident") or "")


def _view(owner: Owner, case: Case) -> JsonObject:
    return case_view(case, incidents.timeline(owner.vault, case))

"""Requests that read: list, show, get, due."""

from keystead.core import reminders, review
from keystead.core.dates import in_words
from keystead.core.json_view import due_view, row_view, show_view
from keystead.core.model import Secret
from keystead.core.query import parse_exact
from keystead.core.search import Index
from keystead.core.selectors import Selector, parse_selector
from keystead.core.sorting import Column, order
from keystead.errors import UsageProblem
from keystead.services import environments, met, secrets
from keystead.services.config import load
from keystead.services.owner import Owner
from keystead.services.requests.drafts import choice
from keystead.services.requests.params import (
    TERMINAL,
    JsonObject,
    Params,
    flag,
    number,
    optional_number,
    optional_text,
    text,
)
from keystead.services.reviewing import every
from keystead.services.whereabouts import of_program
from keystead.vault.bodies import Action

MAX_WITHIN = 3_650

_ACTIONS = {"reveal": Action.REVEAL, "copy": Action.COPY}


def selector_of(params: Params) -> Selector:
    """The Secret that ``name`` and ``env`` mean; BadSelector, BadName."""
    return parse_selector(text(params, "name"), optional_text(params, "env"))


def found(owner: Owner, params: Params, trashed: bool = False) -> Secret:
    """The one Secret named; NoSuchSecret, AmbiguousName, DuplicateName."""
    selector = selector_of(params)
    if selector.environment is not None:
        environments.find(owner.vault, selector.environment)
    return secrets.find(owner.vault, selector, trashed)


def lead_days(owner: Owner) -> int:
    """From how many days before its end a key counts as expiring, by the settings."""
    return _leads(owner)[0]


def _leads(owner: Owner) -> tuple[int, ...]:
    return load(owner.vault.host, owner.home.paths.config).days("reminders.lead_days")


def list_secrets(owner: Owner, params: Params) -> JsonObject:
    """The rows of ``list``: by ``env``, ``query`` and ``trash``, sorted by ``sort``."""
    vault, lead = owner.vault, lead_days(owner)
    environment, now = optional_text(params, "env"), vault.clock.now()
    if environment is not None:
        environments.find(vault, environment)
    every = [secret for secret in vault.secrets() if environment in (None, secret.environment)]
    query = text(params, "query") if params.get("query") is not None else ""
    if flag(params, "trash"):
        query = f"{query} is:trash".strip()
    matching = Index.build(every, now, lead).matches(parse_exact(query))
    column = choice(Column, optional_text(params, "sort") or Column.NAME, "A column")
    places = {item.name: item.order for item in vault.environments()}
    rows = order(matching, column, now, environments=places, lead_days=lead)
    today = secrets.today(vault)
    listed = [matching[row] for row in rows]
    return {
        "keys": [row_view(secret, now, lead) for secret in listed],
        "words": [in_words(secret.expires, today) for secret in listed],
    }


def show(owner: Owner, params: Params) -> JsonObject:
    """All of one Secret but its value, and each content that ``met``; ``trash`` looks in the
    trash."""
    secret = found(owner, params, flag(params, "trash"))
    shown = show_view(secret, owner.vault.clock.now(), _leads(owner))
    return shown | {"met": met.view(owner.vault, secret)}


def get(owner: Owner, params: Params) -> JsonObject:
    """The value, of the version with number ``version`` if given; journaled.

    ``action``: ``reveal`` or ``copy``; ``where``: which program asks, for the journal;
    ``revoked``: look also at what was revoked, else Revoked; never to copy it.
    """
    selector = selector_of(params)
    secret = found(owner, params)
    if selector.field not in (None, "value"):
        shown = show_view(secret, owner.vault.clock.now(), _leads(owner))
        plain = shown[str(selector.field)]
        return {"value": "" if plain is None else str(plain), **_named(secret)}
    wanted = optional_number(params, "version")
    version = None
    if wanted is not None:
        numbers = {one.number: one for one in secret.versions}
        version = numbers.get(wanted)
        if version is None:
            known = ", ".join(map(str, numbers))
            raise UsageProblem(f"{secret.name} has no version {wanted}. There are: {known}.")
    action = _ACTIONS.get(optional_text(params, "action") or "reveal")
    if action is None:
        raise UsageProblem(f"An action is one of: {', '.join(_ACTIONS)}.")
    where = of_program(optional_text(params, "where") or TERMINAL)
    revoked = flag(params, "revoked") and action is Action.REVEAL
    value = secrets.reveal(owner.vault, secret, action, where, version, revoked=revoked)
    return {"value": value.reveal(), **_named(secret)}


def due(owner: Owner, params: Params) -> JsonObject:
    """What is due from the past to ``within`` days ahead, in ``env`` if given; ``reviews``:
    how many keys are due for one today."""
    vault, environment = owner.vault, optional_text(params, "env")
    if environment is not None:
        environments.find(vault, environment)
    within = number(params, "within")
    if not 0 <= within <= MAX_WITHIN:
        raise UsageProblem(f"Days ahead can be 0 to {MAX_WITHIN}.")
    items = [
        item
        for item in reminders.due(vault.secrets(), vault.clock.now(), within)
        if environment in (None, item.environment)
    ]
    reviews = review.due(
        [one for one in vault.secrets() if environment in (None, one.environment)],
        vault.clock.now(),
        every(owner),
    )
    return {"due": due_view(items), "reviews": len(reviews)}


def _named(secret: Secret) -> JsonObject:
    return {"name": secret.name, "environment": secret.environment}

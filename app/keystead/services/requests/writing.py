"""Requests that change Secrets: add, edit, trash, untrash, purge."""

from collections.abc import Sequence

from keystead.core.drafts import SecretDraft
from keystead.core.json_view import row_view
from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.core.selectors import parse_new
from keystead.errors import UsageProblem
from keystead.services import duplicates, environments, maintenance, met, recognition, secrets
from keystead.services.generating import Made
from keystead.services.owner import Owner
from keystead.services.requests.drafts import draft_of, fields_of, generated, value_of
from keystead.services.requests.params import (
    JsonObject,
    Params,
    flag,
    mapping,
    optional_number,
    optional_text,
    text,
    texts,
)
from keystead.services.requests.reading import found, lead_days


def add(owner: Owner, params: Params) -> JsonObject:
    """A new Secret: ``name``, ``env``, ``fields``, and ``value`` or ``generate``; ``force``:
    also a value that was revoked.

    Raises NameTaken where the name is in use, BadValue and BadName for bad ones, ValueRevoked.
    """
    draft = _draft(owner, params)
    value, made = value_of(params, owner.vault.clock.now())
    if value is None:
        raise UsageProblem("A new key needs a value: from a prompt, --stdin or --generate.")
    _check_revoked(owner, params, value)
    known, broken = recognition.usable(owner.vault.host, owner.home.paths.config)
    told = recognition.identify(value, known)
    secret = secrets.add(owner.vault, draft, value, known)
    return (
        _changed(owner, secret)
        | _how(made)
        | {
            "recognised": None if told is None else told.words,
            "filled": sorted(recognition.filled(draft, told)),
        }
        | _warned(owner, value, broken)
    )


def check_add(owner: Owner, params: Params) -> JsonObject:
    """Whether ``add`` would take ``name``, ``env`` and ``fields``, before somebody types a
    value for it; raises what that would raise."""
    draft = _draft(owner, params)
    secrets.check_new(owner.vault, draft)
    return {"name": draft.name, "environment": draft.environment}


def _draft(owner: Owner, params: Params) -> SecretDraft:
    selector = parse_new(text(params, "name"), optional_text(params, "env"))
    if selector.environment is None:
        raise UsageProblem(
            "Say which environment the key belongs to: --env dev, or dev/NAME.",
            candidates=[item.name for item in owner.vault.environments()],
        )
    fields = {**mapping(params, "fields"), "name": selector.name}
    return draft_of({"fields": fields}, selector.environment)


def edit(owner: Owner, params: Params) -> JsonObject:
    """Change the ``fields`` of a Secret, and its value where one is brought.

    ``add_tags`` and ``remove_tags`` change the tags that are there; ``force``: also to a
    value that was revoked, which is ValueRevoked else.  ``keep_version``: the number of the
    value that holds where values met; ``keep_shown``: what is shown of the fields that met.
    """
    secret = found(owner, params)
    if params.get("keep_version") is not None or flag(params, "keep_shown"):
        return _settle(owner, params, secret)
    fields = fields_of(params, secret.restrictions)
    added, removed = texts(params, "add_tags"), texts(params, "remove_tags")
    if added or removed:
        base = fields.get("tags", secret.tags)
        kept = base if isinstance(base, tuple) else ()
        gone = {tag.casefold() for tag in removed}
        fields["tags"] = tuple(tag for tag in (*kept, *added) if tag.casefold() not in gone)
    value, made = value_of(params, owner.vault.clock.now())
    if not fields and value is None:
        raise UsageProblem("Say what to change, such as --expires 2027-01-31, or --stdin.")
    _check_revoked(owner, params, value)
    secret = secrets.edit(owner.vault, secret, fields, value)
    warned = _warned(owner, value)
    return _changed(owner, secret) | _how(made) | {"replaced": value is not None} | warned


def _settle(owner: Owner, params: Params, secret: Secret) -> JsonObject:
    """Keep one of what met, and change nothing else."""
    named = set(params) - {"name", "env", "keep_version", "keep_shown"}
    if any(params[name] for name in named):
        raise UsageProblem("What met is settled first; change the key after that.")
    number = optional_number(params, "keep_version")
    if number is not None:
        secret = met.keep(owner.vault, secret, number)
    if flag(params, "keep_shown"):
        secret = secrets.edit(owner.vault, secret, {})
    return _changed(owner, secret) | _how(None) | {"replaced": False, "warnings": []}


def trash(owner: Owner, params: Params) -> JsonObject:
    """Put the Secrets of ``names`` into the trash, all or none."""
    chosen = _all(owner, params, trashed=False)
    secrets.trash(owner.vault, chosen)
    return {"keys": [_named(secret) for secret in chosen]}


def untrash(owner: Owner, params: Params) -> JsonObject:
    """Take the Secrets of ``names`` out of the trash, all or none."""
    chosen = _all(owner, params, trashed=True)
    secrets.untrash(owner.vault, chosen)
    return {"keys": [_named(secret) for secret in chosen]}


def purge(owner: Owner, params: Params) -> JsonObject:
    """Erase for good what is in the trash: ``names``, or all ``older_than`` days in it.

    ``env``: only there.  With ``dry_run`` only what would go.
    """
    days = optional_number(params, "older_than")
    if texts(params, "names") and days is not None:
        raise UsageProblem("Name keys, or say how old, not both.")
    if days is None:
        chosen = _all(owner, params, trashed=True)
    else:
        chosen = _old(owner, max(0, days), optional_text(params, "env"))
    if not flag(params, "dry_run"):
        maintenance.purge(owner.vault, chosen)
    return {"keys": [_named(secret) for secret in chosen]}


def generate(owner: Owner, params: Params) -> JsonObject:
    """A random value that is kept nowhere: the fields of a Recipe."""
    return {"value": generated(params, owner.vault.clock.now()).value.reveal()}


def _how(made: Made | None) -> JsonObject:
    """What is said of a value that was generated: strength in bits, the public half."""
    if made is None:
        return {"generated": False}
    return {"generated": True, "bits": made.whole_bits, "public_key": made.public or None}


def _check_revoked(owner: Owner, params: Params, value: SecretText | None) -> None:
    if not flag(params, "force"):
        duplicates.refuse_revoked(owner.vault, value)


def _warned(owner: Owner, value: SecretText | None, before: Sequence[str] = ()) -> JsonObject:
    """What is to be known of a value that came in, told by fingerprints, behind the sentences
    ``before``."""
    told = [] if value is None else duplicates.warnings(owner.vault, value)
    return {"warnings": [*before, *told]}


def _old(owner: Owner, days: int, environment: str | None) -> list[Secret]:
    if environment is not None:
        environments.find(owner.vault, environment)
    old = maintenance.old_trash(owner.vault, days)
    return [secret for secret in old if environment in (None, secret.environment)]


def _all(owner: Owner, params: Params, trashed: bool) -> list[Secret]:
    env = params.get("env")
    chosen = [found(owner, {"name": name, "env": env}, trashed) for name in texts(params, "names")]
    return list({secret.id: secret for secret in chosen}.values())


def _named(secret: Secret) -> JsonObject:
    return {"name": secret.name, "environment": secret.environment}


def _changed(owner: Owner, secret: Secret) -> JsonObject:
    owner.changed()
    return row_view(secret, owner.vault.clock.now(), lead_days(owner))

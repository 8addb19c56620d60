"""Requests of a rotation: begin, go on, places, check, switch, undo, finish."""

from keystead.core import renewal as rules
from keystead.core.model import Placed, Secret
from keystead.core.renewal_view import rotation_view, step_view
from keystead.errors import UsageProblem
from keystead.services import duplicates, export, likeness, overlap, renewal, secrets
from keystead.services.config import load
from keystead.services.owner import Owner
from keystead.services.renewal import Computer
from keystead.services.requests.drafts import choice, expiry, generated, value_of
from keystead.services.requests.params import (
    JsonObject,
    Params,
    flag,
    mapping,
    number,
    optional_text,
    text,
    texts,
)
from keystead.services.requests.reading import found
from keystead.system.computer import name

_MOST = 1_000
"""Keys that one request rotates."""


def begin(owner: Owner, params: Params) -> JsonObject:
    """A new value that waits: ``name``, ``env``, and ``value`` or ``generate``; ``expires``:
    its last day, or ``never``, where it is known; ``force``: also a value that was revoked.

    ``unlike`` in the answer says how a given one differs from the old one in form, issuer or
    strength, else null.  Raises RotationUnderway, BadValue, BadDate, TooWeak, ValueRevoked.
    """
    secret = found(owner, params)
    value, made = value_of(params, owner.vault.clock.now())
    if value is None:
        raise UsageProblem("A rotation needs a new value: --generate, --stdin or --hook.")
    if not flag(params, "force"):
        duplicates.refuse_revoked(owner.vault, value)
    said = optional_text(params, "expires")
    expires = rules.UNSAID if said is None else expiry(said)
    secret = renewal.begin(owner.vault, secret, value, expires)
    public = made.public or None if made else None
    warnings = duplicates.warnings(owner.vault, value)
    differs = None if made else likeness.unlike(owner.vault, secret) or None
    more = {"generated": made is not None, "public_key": public, "warnings": warnings}
    more["unlike"] = differs
    return _view(owner, secret) | more


def begin_many(owner: Owner, params: Params) -> JsonObject:
    """Begin with a generated value for each of ``names`` (``env`` where they say none), all in
    one commit; those with a rotation under way are left out and named.

    ``generate``: as for one, without a signing key.
    """
    env, now = optional_text(params, "env"), owner.vault.clock.now()
    names = texts(params, "names")
    if not 0 < len(names) <= _MOST:
        raise UsageProblem(f"Keys to rotate at once can be 1 to {_MOST}.")
    chosen = {one.id: one for one in (found(owner, {"name": n, "env": env}) for n in names)}
    free = [one for one in chosen.values() if rules.underway(one) is None]
    busy = [one for one in chosen.values() if rules.underway(one) is not None]
    fields = mapping(params, "generate")
    renewal.begin_all(owner.vault, [(one, generated(fields, now).value) for one in free])
    return {
        "begun": [_view(owner, secrets.by_id(owner.vault, one.id)) for one in free],
        "underway": [_named(one) for one in busy],
    }


def status(owner: Owner, params: Params) -> JsonObject:
    """The rotation of ``name``, as far as it is; ``step`` is null without one."""
    return _view(owner, found(owner, params))


def list_rotations(owner: Owner, params: Params) -> JsonObject:
    """Every rotation under way, in ``env`` if given."""
    environment = optional_text(params, "env")
    going = [
        one
        for one in owner.vault.secrets()
        if one.trashed is None
        and environment in (None, one.environment)
        and (rules.underway(one) is not None or rules.waiting(one))
    ]
    going.sort(key=lambda one: (one.environment, one.name, one.id))
    return {"rotations": [_view(owner, one) for one in going]}


def resume(owner: Owner, params: Params) -> JsonObject:
    """Go on with the rotation, or take up a new value that waits; NoRotation."""
    return _view(owner, renewal.resume(owner.vault, found(owner, params)))


def place(owner: Owner, params: Params) -> JsonObject:
    """Rewrite the open files of this computer; ``places``: their numbers, all without.

    ``profile``: what a file is read with where nobody noted it.
    """
    here = computer(owner, optional_text(params, "profile"))
    numbers = None if params.get("places") is None else _numbers(params)
    return _view(owner, renewal.place_all(owner.vault, found(owner, params), here, numbers))


def mark(owner: Owner, params: Params) -> JsonObject:
    """Say of ``places`` (numbers) that they are ``placed``: open, done or skipped; ``note``."""
    placed = choice(Placed, text(params, "placed"), "A place")
    note = optional_text(params, "note") or ""
    secret = renewal.mark(owner.vault, found(owner, params), _numbers(params), placed, note)
    return _view(owner, secret)


def verified(owner: Owner, params: Params) -> JsonObject:
    """Note that the new value works, and ``how`` that was found."""
    how = optional_text(params, "how") or "by hand"
    return _view(owner, renewal.verified(owner.vault, found(owner, params), how))


def switch(owner: Owner, params: Params) -> JsonObject:
    """Make the new value the current one; ``force``: with open places, unchecked."""
    secret = renewal.switch(owner.vault, found(owner, params), flag(params, "force"))
    return _view(owner, secret)


def longer(owner: Owner, params: Params) -> JsonObject:
    """Keep the old value ``seconds`` longer than was planned; BadDuration, NoRotation."""
    seconds = number(params, "seconds")
    return _view(owner, overlap.extend(owner.vault, found(owner, params), seconds))


def undo(owner: Owner, params: Params) -> JsonObject:
    """Back to the old value, in the files, too; ``not_restored``: places that may still have
    the new one, with the reason."""
    done = renewal.undo(owner.vault, found(owner, params), computer(owner))
    left = [step_view(number, step, name()) for number, step in enumerate(done.left, 1)]
    return _view(owner, done.secret) | {"not_restored": left}


def finish(owner: Owner, params: Params) -> JsonObject:
    """Retire the old value; nothing can be undone after it."""
    return _view(owner, renewal.finish(owner.vault, found(owner, params)))


def computer(owner: Owner, profile: str | None = None) -> Computer:
    """This computer, and with what its files are read."""
    default = load(owner.vault.host, owner.home.paths.config).text("export.default_profile")
    if profile:
        export.profile_of(profile)
    return Computer(profile=profile, default=default)


def _numbers(params: Params) -> tuple[int, ...]:
    given = params.get("places")
    if not isinstance(given, list) or not given or not all(type(one) is int for one in given):
        raise UsageProblem("The request needs places to be a list of numbers.")
    return tuple(given)


def _named(secret: Secret) -> JsonObject:
    return {"name": secret.name, "environment": secret.environment}


def _view(owner: Owner, secret: Secret) -> JsonObject:
    owner.changed()
    return rotation_view(secret, owner.vault.clock.now(), name())

"""Secrets: add, edit, replace a value, trash, find, reveal."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from msgspec import structs

from keystead.core import drafts, fields, policy, revocation, search
from keystead.core.catalogue import Catalogue
from keystead.core.drafts import SecretDraft
from keystead.core.model import Secret, Stage, Version
from keystead.core.query import parse_exact
from keystead.core.recognised import Recognition
from keystead.core.revocation import is_revoked, why_revoked
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.core.selectors import Selector, pick
from keystead.services import environments, policies, recognition
from keystead.services.whereabouts import NOWHERE, Whereabouts
from keystead.vault.bodies import Action as Action
from keystead.vault.bodies import Event
from keystead.vault.errors import EditedMeanwhile, NameTaken, NoSuchObject, Revoked
from keystead.vault.secret_fields import BY_NAME, CURRENT
from keystead.vault.session import OpenVault
from keystead.vault.writer import Demotion, SecretChange, fingerprint, new_id

_OF_VALUE = ("hint", "expires", "last_rotated")
"""Fields that change with the value."""


def today(vault: OpenVault) -> date:
    """The day in UTC by the vault's clock."""
    return datetime.fromtimestamp(vault.clock.now(), UTC).date()


def add(
    vault: OpenVault,
    draft: SecretDraft,
    value: SecretText,
    known: Catalogue | None = None,
    fill: bool = True,
) -> Secret:
    """A new Secret with its first Version.

    What the value tells by its form (service, kind, expiry …) is filled in where the draft
    leaves it open, unless ``fill`` is False: somebody has seen it and may have emptied it.
    ``known``: the issuers, those that come along for None.  Raises BadName, BadValue,
    BadDate …, NoSuchObject for the environment, NameTaken where a live Secret has the name.
    """
    change = new_change(vault, draft, value, known=known, fill=fill)
    vault.write([change])
    return by_id(vault, change.secret)


def check_new(vault: OpenVault, draft: SecretDraft) -> None:
    """Raise what ``add`` would raise for the draft whatever the value: BadName, BadDate …,
    NoSuchObject for the environment, NameTaken."""
    draft = drafts.check_draft(draft, today(vault))
    policies.check_known(vault, draft.policy)
    environments.find(vault, draft.environment)
    check_free(vault, draft.name, draft.environment)


def new_change(
    vault: OpenVault,
    draft: SecretDraft,
    value: SecretText,
    is_free: bool = False,
    known: Catalogue | None = None,
    fill: bool = True,
) -> SecretChange:
    """The change that ``add`` makes, so that many can go into one commit.

    ``is_free``: the caller has seen that no live Secret has the name.
    """
    draft = drafts.check_draft(draft, today(vault))
    plain = fields.check_value(value)
    policies.check_known(vault, draft.policy)
    environment = environments.find(vault, draft.environment)
    if not is_free:
        check_free(vault, draft.name, draft.environment)
    told = recognition.identify(value, known)
    content = _registers(draft, told if fill else None, vault)
    if told is not None:
        content["hint"] = told.prefix
    judged = recognition.assess(value, told)
    return SecretChange(environment.id, new_id(), content, plain, judged=judged)


def _registers(draft: SecretDraft, told: Recognition | None, vault: OpenVault) -> dict[str, object]:
    blank = SecretDraft(name="", environment="")
    content = {
        field: getattr(draft, field)
        for field in SecretDraft.__struct_fields__
        if field != "environment" and getattr(draft, field) != getattr(blank, field)
    }
    # A value that has expired already is kept, and says so; nobody typed that day.
    content |= recognition.filled(draft, told)
    content["created"] = int(vault.clock.now())
    return content


def check_free(vault: OpenVault, name: str, environment: str, but: bytes | None = None) -> None:
    """NameTaken where a live Secret other than ``but`` has the name there."""
    for secret in vault.secrets():
        if (
            secret.trashed is None
            and secret.name == name
            and secret.environment == environment
            and secret.id != but
        ):
            raise NameTaken(
                f"{environment}/{name} exists already. Edit it to give it a new value.",
                name=name,
                environment=environment,
            )


def edit(
    vault: OpenVault,
    secret: Secret,
    changes: Mapping[str, object],
    value: SecretText | None = None,
) -> Secret:
    """Change fields, and the value where one is given; with neither, what met is settled for
    what is shown.

    ``secret`` is the Secret as whoever edits has seen it.  The old value stays as
    ``previous`` for the overlap that the Secret's policy says; it counts as a rotation.
    A field that ``changes`` names is settled even where it stays as it is shown.  Raises what
    ``add`` raises, and EditedMeanwhile, with ``data["fields"]``, where one of
    the same fields was changed since; an environment cannot be changed.
    """
    draft = drafts.check_draft(
        structs.replace(drafts.draft_of(secret), **changes), today(vault), before=secret
    )
    content = drafts.changes(secret, draft)
    content.pop("environment", None)
    policies.check_known(vault, draft.policy, before=secret)
    present = by_id(vault, secret.id)
    _check_seen(secret, present, content, value)
    if "name" in content:
        check_free(vault, draft.name, present.environment, but=secret.id)
    # Writing a field settles it: both values that met are in the past of this edit.
    untouched = not changes and value is None
    for name in secret.conflicts:
        if name not in ("value", *content) and (untouched or name in changes):
            content[name] = getattr(present, name)
    change = SecretChange(secret.environment_id, secret.id, content)
    if value is not None:
        change = _with_value(vault, present, change, value)
    if content or value is not None:
        vault.write([change])
    return by_id(vault, secret.id)


def _check_seen(
    seen: Secret, present: Secret, content: Mapping[str, object], value: SecretText | None
) -> None:
    """EditedMeanwhile where this edit would write over what it has not seen."""
    met = drafts.met(seen, present, content)
    if value is not None and news_of_value(seen, present):
        met = (*met, "value")
    if met:
        raise EditedMeanwhile(
            f"{seen.name} was changed on another computer meanwhile. Nothing was saved; look at "
            "what is there now, then save again.",
            fields=list(met),
        )


def news_of_value(seen: Secret, present: Secret) -> bool:
    """True where ``present`` has a value that ``seen`` does not have."""
    return not {one.id for one in present.versions} <= {one.id for one in seen.versions}


def value_change(vault: OpenVault, secret: Secret, value: SecretText) -> SecretChange:
    """The change that gives a Secret a new value and nothing else."""
    return _with_value(vault, secret, SecretChange(secret.environment_id, secret.id, {}), value)


def _with_value(
    vault: OpenVault, secret: Secret, change: SecretChange, value: SecretText
) -> SecretChange:
    now = int(vault.clock.now())
    until = now + policy.overlap(secret)
    demoted = tuple(
        Demotion(version.id, Stage.PREVIOUS, until)
        for version in secret.versions
        if version.stage is Stage.CURRENT
    )
    told = recognition.identify(value)
    content = {
        # The old day was the old value's.
        **({"expires": told.expires} if told is not None and told.expires else {}),
        **change.fields,
        "last_rotated": now,
        "hint": "" if told is None else told.prefix,
    }
    return SecretChange(
        change.environment,
        change.secret,
        content,
        fields.check_value(value),
        demoted,
        judged=recognition.assess(value, told),
    )


def choose_version(vault: OpenVault, secret: Secret, version: Version) -> Secret:
    """Settle which of two values made apart is the current one; what was said of it as it
    became current, such as its expiry, holds with it where that met too."""
    content = _said_with(vault, secret, version)
    vault.write([SecretChange(secret.environment_id, secret.id, content, current=version.id)])
    return by_id(vault, secret.id)


def _said_with(vault: OpenVault, secret: Secret, version: Version) -> dict[str, object]:
    entity = vault.state.entity(secret.environment_id, secret.id)
    if entity is None:
        return {}
    claims = entity.registers.values(CURRENT)
    writers = {writer for value, writer in claims if value == version.id}
    return {
        name: content
        for name in _OF_VALUE
        if name in secret.conflicts
        for content, writer in entity.registers.values(BY_NAME[name].number)
        if writer in writers
    }


def trash(vault: OpenVault, secrets: Sequence[Secret]) -> None:
    """Put Secrets into the trash, in one commit; ``untrash`` brings them back whole."""
    vault.write([SecretChange(item.environment_id, item.id, alive=False) for item in secrets])


def untrash(vault: OpenVault, secrets: Sequence[Secret]) -> None:
    """Take Secrets out of the trash, in one commit.

    Raises NameTaken, and brings none back, where a name is in use again.
    """
    for item in secrets:
        check_free(vault, item.name, item.environment, but=item.id)
    vault.write([SecretChange(item.environment_id, item.id, alive=True) for item in secrets])


def by_id(vault: OpenVault, secret_id: bytes) -> Secret:
    """The Secret with this 16-byte id; NoSuchObject where there is none."""
    found = vault.secret(secret_id)
    if found is None:
        raise NoSuchObject("This key does not exist any more.")
    return found


def find(vault: OpenVault, selector: Selector, trashed: bool = False) -> Secret:
    """The one Secret that a selector names; see ``core.selectors.pick`` for its errors."""
    return pick(selector, vault.secrets(), trashed=trashed)


def find_all(vault: OpenVault, query: str) -> list[Secret]:
    """The Secrets that a search finds, by environment and name.

    Raises BadQuery for a filter that does not exist.
    """
    index = search.Index.build(vault.secrets(), vault.clock.now())
    found = index.matches(parse_exact(query))
    return sorted(found, key=lambda secret: (secret.environment, secret.name, secret.id))


def reveal(
    vault: OpenVault,
    secret: Secret,
    action: Action,
    where: Whereabouts = NOWHERE,
    version: Version | None = None,
    *,
    revoked: bool = False,
) -> SecretText:
    """Decrypt a value, and remember in the journal what for (``action``) and ``where``.

    ``version`` None: the current one; with ``revoked``, which is for a look in an incident,
    the last one where all are revoked.  Raises NoSuchObject where there is none, Revoked.
    """
    chosen = version or secret.current
    if chosen is None and is_revoked(secret):
        chosen = revocation.revoked(secret)[-1]
    if chosen is None:
        raise NoSuchObject(f"{secret.name} has no current value.")
    plain = _plain(vault, secret, chosen, revoked)
    note_use(vault, secret, chosen, action, where)
    return fields.check_value_bytes(plain)


def _plain(vault: OpenVault, secret: Secret, version: Version, revoked: bool) -> SecretBytes:
    try:
        return vault.value(secret.environment_id, secret.id, version.id, revoked=revoked)
    except Revoked:
        present, at = by_id(vault, secret.id), ""
        why = why_revoked(present)
        if not is_revoked(present):
            at = f" --version {version.number}"
            why = f"{secret.name} v{version.number} was revoked."
        raise Revoked(
            f"{why} Its value is not given out any more; keystead get "
            f"{secret.environment}/{secret.name}{at} --revoked shows it all the same."
        ) from None


def note_use(
    vault: OpenVault, secret: Secret, version: Version, action: Action, where: Whereabouts
) -> None:
    """Put a use of a value into the journal."""
    vault.journal.add(*use(vault, secret, version, action, where))


def use(
    vault: OpenVault, secret: Secret, version: Version, action: Action, where: Whereabouts
) -> tuple[bytes, Event]:
    """A use of a value as the journal keeps it, with its environment."""
    now = int(vault.clock.now())
    event = Event(
        action, now, secret.id, version.id, where.where, 1, where.host, where.remote, where.form
    )
    return secret.environment_id, event


def same_value(vault: OpenVault, secret: Secret, value: SecretText) -> bool:
    """True where the current value is this one, told by fingerprint: nothing is decrypted."""
    current = secret.current
    entity = vault.state.entity(secret.environment_id, secret.id)
    if current is None or entity is None:
        return False
    plain = fields.check_value(value).reveal()
    expected = fingerprint(vault.state.fingerprint_key(), plain)
    return entity.versions[current.id].fingerprint == expected

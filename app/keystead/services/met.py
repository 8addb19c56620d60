"""What met in a Secret: each content that was written apart, and how one of them is kept."""

from dataclasses import dataclass

from msgspec import to_builtins

from keystead.core.dates import instant
from keystead.core.model import Secret, Version
from keystead.errors import Conflicting
from keystead.services import secrets
from keystead.vault import secret_fields
from keystead.vault.session import OpenVault

VALUE = "value"


@dataclass(frozen=True)
class Content:
    """One content of a field: as core.model has it, or the Version where a value met.

    ``shown``: whether it is the one that the Secret shows; ``at``: when it was written (Unix
    seconds, by the writer's clock); ``by``: the member's name, '' where it is not known.
    """

    content: object
    shown: bool
    at: int
    by: str


def contents(vault: OpenVault, secret: Secret) -> dict[str, tuple[Content, ...]]:
    """The contents of each field in ``secret.conflicts``, the one that is shown first."""
    return {
        name: _values(vault, secret) if name == VALUE else _texts(vault, secret, name)
        for name in secret.conflicts
    }


def versions(vault: OpenVault, secret: Secret) -> tuple[Version, ...]:
    """The Versions that claim to be the current one, the one that is shown first; one or none
    where no values met."""
    entity = vault.state.entity(secret.environment_id, secret.id)
    claimed = () if entity is None else tuple(dict.fromkeys(entity.current()))
    known = {version.id: version for version in secret.versions}
    return tuple(known[one] for one in claimed if isinstance(one, bytes) and one in known)


def keep(vault: OpenVault, secret: Secret, number: int) -> Secret:
    """Settle values that met: Version ``number`` is the current one, the others stay previous.

    Raises Conflicting, with ``data["versions"]`` (numbers), where that is not one of those
    that met.
    """
    found = {version.number: version for version in versions(vault, secret)}
    if len(found) < 2:
        raise Conflicting(
            f"No two values of {secret.name} met, so there is none to choose. Nothing was changed.",
            versions=[],
        )
    chosen = found.get(number)
    if chosen is None:
        met = " and ".join(f"v{one}" for one in sorted(found))
        raise Conflicting(
            f"The values of {secret.name} that met are {met}. Nothing was changed.",
            versions=sorted(found),
        )
    return secrets.choose_version(vault, secret, chosen)


def why(secret: Secret) -> str:
    """Why no rotation is under way, behind that word: '' but where two values met."""
    if VALUE not in secret.conflicts:
        return ""
    return f": two of its values, made apart, are each the current one. {how(secret)}"


def how(secret: Secret) -> str:
    """How a person chooses between values that met, without a full stop."""
    return f"Both are kept; keystead show {secret.environment}/{secret.name} tells how to choose"


def view(vault: OpenVault, secret: Secret) -> dict[str, list[dict[str, object]]]:
    """``contents`` as JSON, by field: ``content`` as the field has it in ``show --json``, or
    ``version`` (a number) for values, never the value; ``shown``, ``at`` and ``by``."""
    return {
        name: [_object(one) for one in found] for name, found in contents(vault, secret).items()
    }


def _texts(vault: OpenVault, secret: Secret, name: str) -> tuple[Content, ...]:
    entity = vault.state.entity(secret.environment_id, secret.id)
    if entity is None:
        return ()
    people, found = vault.state.members(), list[Content]()
    for content, writer in entity.registers.values(secret_fields.BY_NAME[name].number):
        commit = vault.state.commits[writer]
        if all(content != one.content for one in found):
            by = people.get(commit.author, "")
            found.append(Content(content, not found, commit.time, by))
    return tuple(found)


def _values(vault: OpenVault, secret: Secret) -> tuple[Content, ...]:
    return tuple(
        Content(version, number == 0, version.created, version.created_by)
        for number, version in enumerate(versions(vault, secret))
    )


def _object(one: Content) -> dict[str, object]:
    what = one.content
    found: dict[str, object] = {"shown": one.shown, "at": instant(one.at), "by": one.by}
    if isinstance(what, Version):
        return {"version": what.number, **found}
    return {"content": to_builtins(what), **found}

"""Ways to name a Secret: ``NAME``, ``ENV/NAME``, ``keystead://ENV/NAME[/FIELD]``."""

from collections.abc import Iterable

import msgspec

from keystead.core.errors import AmbiguousName, BadName, BadSelector, DuplicateName, NoSuchSecret
from keystead.core.fields import check_environment, check_name
from keystead.core.model import Secret

SCHEME = "keystead://"
# What a reference may give besides the value.
FIELDS = ("value", "name", "service", "environment", "expires", "owner", "description")


class Selector(msgspec.Struct, frozen=True, gc=False):
    """A Secret by name; ``environment`` None where the name alone must be enough.

    ``field`` is one of FIELDS, or None where a reference names none (the value is meant).
    """

    name: str
    environment: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        return self.name if self.environment is None else f"{self.environment}/{self.name}"


def parse_selector(text: str, environment: str | None = None) -> Selector:
    """A Selector from what was typed; ``environment`` is that of ``--env``.

    Raises BadSelector for another form, or when both name an environment and differ;
    BadName where the name or environment breaks its rules.
    """
    plain = text.strip()
    wanted = None if environment is None else check_environment(environment)
    is_reference = plain.startswith(SCHEME)
    parts = plain.removeprefix(SCHEME).split("/")
    field: str | None = None
    if is_reference:
        if len(parts) not in (2, 3):
            raise BadSelector(
                "A reference is written keystead://ENV/NAME or keystead://ENV/NAME/FIELD."
            )
        field = _check_field(parts[2]) if len(parts) == 3 else None
    elif len(parts) > 2:
        raise BadSelector("A key is named by NAME, by ENV/NAME, or by keystead://ENV/NAME.")
    if len(parts) > 1:
        named = check_environment(parts[0])
        if wanted is not None and wanted != named:
            raise BadSelector(
                f"Two environments are named: {named} and {wanted}. Leave one out.",
                environments=[named, wanted],
            )
        return Selector(check_name(parts[1]), named, field)
    return Selector(check_name(parts[0]), wanted)


def reference(secret: Secret) -> str:
    """The ``keystead://`` reference of a Secret."""
    return f"{SCHEME}{secret.environment}/{secret.name}"


def is_reference(text: str) -> bool:
    """Whether the whole text is a well-formed reference."""
    try:
        parse_selector(text)
    except (BadSelector, BadName):
        return False
    return text.startswith(SCHEME)


def pick(selector: Selector, secrets: Iterable[Secret], *, trashed: bool = False) -> Secret:
    """The one Secret meant; ``trashed`` looks in the trash instead.

    Raises NoSuchSecret; AmbiguousName when several environments have the name;
    DuplicateName when one environment has it twice after a merge.
    """
    found = [
        secret
        for secret in secrets
        if secret.name == selector.name
        and (secret.trashed is not None) is trashed
        and selector.environment in (None, secret.environment)
    ]
    if not found:
        raise _missing(selector, trashed)
    environments = sorted({secret.environment for secret in found})
    if len(environments) > 1:
        candidates = [f"{environment}/{selector.name}" for environment in environments]
        raise AmbiguousName(
            f"{selector.name} exists in several environments. Say which: {', '.join(candidates)}.",
            candidates=candidates,
        )
    if len(found) > 1 and not trashed:
        raise DuplicateName(
            f"{environments[0]} holds {len(found)} keys named {selector.name} after a merge. "
            "Rename or remove one of them.",
            ids=[secret.id.hex() for secret in found],
        )
    # Of several in the trash, the one put there last is the one to bring back.
    return max(found, key=lambda secret: (secret.trashed or 0, secret.id))


def _check_field(text: str) -> str:
    if text not in FIELDS:
        raise BadSelector(f"A reference can give one of: {', '.join(FIELDS)}.", fields=list(FIELDS))
    return text


def _missing(selector: Selector, trashed: bool) -> NoSuchSecret:
    place = "in the trash" if trashed else "in this vault"
    if selector.environment is not None:
        place = f"in {selector.environment}{' in the trash' if trashed else ''}"
    return NoSuchSecret(
        f"There is no key named {selector.name} {place}.",
        name=selector.name,
        environment=selector.environment,
    )

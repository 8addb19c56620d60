"""Ways to name a Secret: ``NAME``, ``ENV/NAME``, ``keystead://ENV/NAME[/FIELD]``.

Behind each NAME may stand ``@`` and the beginning of the Secret's id in hex, which tells
two of one name apart: a merge of copies can leave them.
"""

import re
from collections.abc import Iterable

import msgspec

from keystead.core.dates import instant
from keystead.core.errors import AmbiguousName, BadName, BadSelector, DuplicateName, NoSuchSecret
from keystead.core.fields import check_environment, check_name
from keystead.core.model import Secret

SCHEME = "keystead://"
# What a reference may give besides the value.
FIELDS = ("value", "name", "service", "environment", "expires", "owner", "description")
SHORT_ID = 8
"""Hex digits of an id that are shown where they are enough."""
_ID = re.compile(r"[0-9a-f]{4,32}")


class Selector(msgspec.Struct, frozen=True, gc=False):
    """A Secret by name; ``environment`` None where the name alone must be enough.

    ``field`` is one of FIELDS, or None where a reference names none (the value is meant).
    ``id``: how the Secret's id begins, in hex; '' where the name is enough.
    """

    name: str
    environment: str | None = None
    field: str | None = None
    id: str = ""

    def __str__(self) -> str:
        named = f"{self.name}@{self.id}" if self.id else self.name
        return named if self.environment is None else f"{self.environment}/{named}"

    def means(self, secret: Secret) -> bool:
        """Whether name, environment and id are those of the Secret, as far as they are given."""
        return (
            secret.name == self.name
            and self.environment in (None, secret.environment)
            and secret.id.hex().startswith(self.id)
        )


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
        return _selector(parts[1], named, field)
    return _selector(parts[0], wanted)


def parse_new(text: str, environment: str | None = None) -> Selector:
    """As ``parse_selector``, for a Secret that is to be made and has no id: BadName for one."""
    if "@" in text:
        check_name(text.strip().rpartition("/")[2])
    return parse_selector(text, environment)


def _selector(text: str, environment: str | None, field: str | None = None) -> Selector:
    name, mark, begins = text.partition("@")
    name, begins = check_name(name), begins.lower()
    if mark and _ID.fullmatch(begins) is None:
        raise BadSelector(
            "Behind @ stands how the id of a key begins, 4 to 32 of the digits 0-9 and a-f, as "
            "'keystead list --json' shows it."
        )
    return Selector(name, environment, field, begins)


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
        if selector.means(secret) and (secret.trashed is not None) is trashed
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
        raise duplicate(found)
    # Of several in the trash, the one put there last is the one to bring back.
    return max(found, key=lambda secret: (secret.trashed or 0, secret.id))


def duplicate(twins: Iterable[Secret]) -> DuplicateName:
    """The error for live Secrets of one name in one environment: what tells them apart, and
    how each is named."""
    found = sorted(twins, key=lambda secret: (secret.created, secret.id))
    ids = [secret.id.hex() for secret in found]
    size = next(n for n in range(SHORT_ID, 33) if len({one[:n] for one in ids}) == len(ids))
    one = found[0]
    names = [f"{one.environment}/{one.name}@{each[:size]}" for each in ids]
    told = "; ".join(f"{name} ({_told(secret)})" for name, secret in zip(names, found, strict=True))
    return DuplicateName(
        f"{one.environment} holds {len(found)} keys named {one.name}, made apart and merged: "
        f"{told}. Nothing was done. Name the one that you mean with its @ and digits; to "
        f"settle it, give one another name: keystead edit {names[-1]} --name NEW_NAME",
        ids=ids,
        candidates=names,
        keys=[
            {
                "name": name,
                "id": secret.id.hex(),
                "service": secret.service,
                "created": instant(secret.created),
                "created_by": _maker(secret),
            }
            for name, secret in zip(names, found, strict=True)
        ],
    )


def _told(secret: Secret) -> str:
    maker = _maker(secret)
    by = f" by {maker}" if maker else ""
    service = f"{secret.service}, " if secret.service else ""
    return f"{service}created {instant(secret.created)}{by}"


def _maker(secret: Secret) -> str:
    return secret.versions[0].created_by if secret.versions else ""


def _check_field(text: str) -> str:
    if text not in FIELDS:
        raise BadSelector(f"A reference can give one of: {', '.join(FIELDS)}.", fields=list(FIELDS))
    return text


def _missing(selector: Selector, trashed: bool) -> NoSuchSecret:
    place = "in the trash" if trashed else "in this vault"
    if selector.environment is not None:
        place = f"in {selector.environment}{' in the trash' if trashed else ''}"
    whose = f" with an id that begins with {selector.id}" if selector.id else ""
    return NoSuchSecret(
        f"There is no key named {selector.name}{whose} {place}.",
        name=selector.name,
        environment=selector.environment,
    )

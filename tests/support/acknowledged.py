"""What was acknowledged, and what must be left of it: from causality alone.

Every acknowledged write is kept together with the commits that its maker had seen.  Of all
writes to one field those must be left that no other write to it has seen, whatever the order
in which they met; nothing here looks at how Keystead merges.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from keystead.errors import Damaged
from keystead.vault import object_fields, secret_fields, vault_file
from keystead.vault.bodies import ObjectKind
from keystead.vault.session import OpenVault

Where = tuple[bytes, str]
"""An object's id and a field: ``life``, ``value``, ``environment``, or a Secret's field."""


@dataclass(frozen=True)
class Said:
    """One acknowledged write: what it wrote where, and which commits its maker knew.

    ``what``: which object and field.
    """

    what: Where
    content: object
    commit: bytes
    seen: frozenset[bytes]


def commits_in(files: Iterable[bytes]) -> frozenset[bytes]:
    """The ids of all commits in some vault files; one that is torn has none."""
    return frozenset[bytes]().union(*(_commits_in(data) for data in files))


@lru_cache(256)
def _commits_in(data: bytes) -> frozenset[bytes]:
    try:
        return frozenset(hashlib.sha256(raw).digest() for raw in vault_file.decode(data).commits)
    except Damaged:
        return frozenset()


def expected(told: Iterable[Said], what: Where) -> set[object]:
    """What must be left of all writes to one field."""
    writes = [one for one in told if one.what == what]
    return {
        one.content
        for one in writes
        if not any(one.commit in other.seen and one.commit != other.commit for other in writes)
    }


def found(vault: OpenVault, what: Where) -> set[object]:
    """What stands in the registers of a field."""
    object_id, field = what
    if field == "environment":
        (entity,) = [
            one
            for one in vault.state.now.objects.of_kind(ObjectKind.ENVIRONMENT)
            if one.id == object_id
        ]
        return {value for value, _ in entity.registers.values(object_fields.NAME)}
    places = [vault.state.entity(item.id, object_id) for item in vault.environments()]
    secret = next(place for place in places if place is not None)
    number = {"life": secret_fields.LIFE, "value": secret_fields.CURRENT}.get(field)
    if number is None:
        number = next(n for n, one in secret_fields.BY_NUMBER.items() if one.name == field)
    return {value for value, _ in secret.registers.values(number)}

"""Revoking values, of one key or of many at once, with the record of the incident."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from keystead.core import blast_radius
from keystead.core.blast_radius import Radius
from keystead.core.incidents import USES_BEFORE
from keystead.core.model import Incident, Secret, Version
from keystead.core.revocation import check_reason, is_revoked, revoked, usable, why_revoked
from keystead.core.sorting import natural
from keystead.errors import Conflicting, KeysteadError, NotFound, UsageProblem
from keystead.services import copies, environments, secrets
from keystead.services.uses import uses
from keystead.vault.errors import Revoked
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange, new_id


class Changed(Conflicting):
    """What was looked at is not what would be revoked now."""

    code = "changed-since"


@dataclass(frozen=True)
class Selection:
    """Which keys to revoke at once: exactly one of the three is given."""

    tag: str = ""
    environment: str = ""
    service: str = ""


@dataclass(frozen=True)
class Selected:
    """The keys that a selection means now; ``seal`` changes with any of them or their values."""

    secrets: tuple[Secret, ...]
    seal: str


def radius(vault: OpenVault, secret: Secret) -> Radius:
    """What the values of a Secret reach; every commit is read for the last uses."""
    since = int(vault.clock.now()) - USES_BEFORE
    (found,) = radii(vault, [secret])
    return replace(found, uses=uses(vault, [secret], since)[secret.id])


def radii(vault: OpenVault, chosen: Sequence[Secret]) -> list[Radius]:
    """What the values of these Secrets reach, in their order, without the uses: of many keys
    at once this must not wait for every commit to be read."""
    every = vault.secrets()
    people = vault.state.members()
    me = people.get(vault.member, "")
    return [
        Radius(
            one,
            copies.spots(vault, one),
            _readers(vault, one.environment_id, people),
            me,
            blast_radius.related(one, every),
        )
        for one in chosen
    ]


def _readers(vault: OpenVault, environment: bytes, people: dict[bytes, str]) -> tuple[str, ...]:
    readers = vault.state.rights.readers(environment)
    return tuple(sorted(people.get(one) or f"member {one.hex()[:8]}" for one in readers))


def select(vault: OpenVault, selection: Selection) -> Selected:
    """The keys with a value that could still be used, those in the trash included, by
    environment and name.

    Raises UsageProblem unless exactly one thing is asked for, NoSuchObject for an
    environment that there is not, NotFound where no key is meant.
    """
    asked = [selection.tag, selection.environment, selection.service]
    if sum(map(bool, asked)) != 1:
        raise UsageProblem("Say one of: --tag TAG, --env ENV, --service NAME.")
    if selection.environment:
        environments.find(vault, selection.environment)
    found = [one for one in vault.secrets() if usable(one) and _is_meant(one, selection)]
    if not found:
        raise NotFound("No key with a usable value is meant by this. Nothing was changed.")
    found.sort(key=lambda one: (one.environment, natural(one.name), one.name, one.id))
    return Selected(tuple(found), _seal(found))


def _is_meant(secret: Secret, selection: Selection) -> bool:
    if selection.tag:
        return selection.tag.casefold() in {tag.casefold() for tag in secret.tags}
    if selection.service:
        return secret.service.casefold() == selection.service.casefold()
    return secret.environment == selection.environment


def _seal(found: Sequence[Secret]) -> str:
    ids = b"".join(one.id + b"".join(each.id for each in usable(one)) for one in found)
    return hashlib.sha256(ids).hexdigest()[:32]


def revoke_selected(
    vault: OpenVault, selection: Selection, reason: str, count: int, seal: str = ""
) -> bytes:
    """Revoke all that a selection means; the id of the incident.

    ``count``: how many keys the person saw and typed; ``seal``: of what was looked at, where
    that is known.  Raises Changed, and revokes nothing, where either differs by now.
    """
    found = select(vault, selection)
    now = len(found.secrets)
    if count != now or seal not in ("", found.seal):
        raise Changed(
            f"It would be {'1 key' if now == 1 else f'{now} keys'} now, and not those that were "
            "counted before. Nothing was revoked; look at the list again.",
            count=now,
        )
    return revoke(vault, found.secrets, reason)


def revoke(
    vault: OpenVault,
    chosen: Sequence[Secret],
    reason: str,
    version: Version | None = None,
) -> bytes:
    """Revoke every usable Version of these Secrets in one commit, or only ``version`` of one;
    the 16-byte id of the incident that is opened.

    Raises BadText for the reason, Revoked where nothing is left to revoke, RightMissing;
    nothing is changed then.
    """
    said, now = check_reason(reason), int(vault.clock.now())
    present = [secrets.by_id(vault, one.id) for one in chosen]
    ids = {one.id: _to_revoke(one, version) for one in present}
    incident, by = new_id(), vault.state.members().get(vault.member, "")
    together = [one.id for one in present]
    vault.write(
        [
            SecretChange(
                one.secret.environment_id,
                one.secret.id,
                {
                    "incidents": (
                        *one.secret.incidents,
                        Incident(incident, now, by, said, blast_radius.tasks(one, together)),
                    )
                },
                revoke=ids[one.secret.id],
                alive=one.secret.trashed is None,
            )
            for one in radii(vault, present)
        ]
    )
    return incident


def not_yet_published(problem: KeysteadError) -> str:
    """The sentences on a revocation that ``problem`` keeps from the vault file."""
    return (
        "The revocation is not yet in the vault file, so other computers still give the value "
        f"out. {problem.message} It is kept here and tried again; 'keystead sync' does so now."
    )


def _to_revoke(secret: Secret, version: Version | None) -> tuple[bytes, ...]:
    if version is not None:
        present = {one.id: one for one in secret.versions}.get(version.id)
        if present is None or present in revoked(secret):
            raise Revoked(f"{secret.name} v{version.number} is revoked already.")
        return (version.id,)
    found = tuple(one.id for one in usable(secret))
    if not found:
        why = why_revoked(secret) if is_revoked(secret) else f"{secret.name} has no value."
        raise Revoked(f"{why} Nothing is left to revoke.")
    return found

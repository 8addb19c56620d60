"""Restore: replica, vault file and the memory of this device become those of a backup.

The present file is kept aside.  Other devices that still hold newer commits merge them
back when they next sync, and say so; commits that only this device had stay in the file
that was kept.  What was revoked stays revoked.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from keystead.core.model import Incident
from keystead.errors import Refused
from keystead.vault import intake, records, vault_file
from keystead.vault.errors import RightMissing, WrongVault
from keystead.vault.life_fields import all_incidents
from keystead.vault.rights import Rights
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import VaultContents
from keystead.vault.writer import SecretChange


@dataclass(frozen=True)
class Restored:
    """The vault as the backup had it; ``kept``: where the file that was replaced lies now;
    ``taken_back``: how many commits the backup does not have."""

    vault: OpenVault
    kept: Path | None
    taken_back: int


def read_backup(vault: OpenVault, path: Path) -> VaultContents:
    """The contents of a backup of this very vault, every signature checked.

    Raises what ``read_copy`` raises, and Refused for one from before this member's keys
    were renewed.
    """
    contents, rights = read_copy(vault, path)
    if not is_restorable(vault, rights):
        raise Refused(
            "This backup is from before your keys were renewed, so it cannot become the vault "
            "again. It still opens as a vault of its own, with the Emergency Kit of that time."
        )
    return contents


def read_copy(vault: OpenVault, path: Path) -> tuple[VaultContents, Rights]:
    """The contents of a whole copy of this very vault, and the rights at its end.

    A commit that this vault holds was checked when it came in, and is the same by its hash;
    of all others the signature is checked.  Raises NotAVault, NewerFormat, VaultDamaged,
    WrongVault, ForgedCommit, VaultIncomplete.
    """
    contents = vault_file.decode(vault.host.read(path, vault_file.MAX_FILE))
    if contents.vault_id != vault.vault_id:
        raise WrongVault("This backup is of another vault. Nothing was changed.")
    ids = {hashlib.sha256(raw).digest() for raw in contents.commits}
    shared = (commit for one, commit in vault.state.commits.items() if one in ids)
    held = {commit.id: commit for commit in intake.ordered(shared, ())}
    fresh = intake.parse_new(contents, held)
    rights = intake.check(fresh, vault.vault_id, held)
    intake.check_complete((*held.values(), *fresh), contents.blobs)
    return contents, rights


def is_restorable(vault: OpenVault, rights: Rights) -> bool:
    """Whether the present keys of this member are those of a copy with these rights."""
    return vault.keyset.signing.public in rights.public_keys(vault.member)


def would_take_back(vault: OpenVault, contents: VaultContents) -> int:
    """How many commits of the present vault the backup does not have."""
    kept = {hashlib.sha256(raw).digest() for raw in contents.commits}
    return len(set(vault.state.commits) - kept)


def restore(vault: OpenVault, contents: VaultContents, device: bytes) -> Restored:
    """Make ``contents`` the vault.  ``device``: a new 16-byte device id, because the old
    one's chain of commits goes on elsewhere.  The vault passed in is closed.

    The present member records stay: they belong to the unlock key in use.
    """
    kept = _keep_file(vault)
    restored, taken_back = _go_back(vault, contents, device)
    restored.publication.overwrite()
    return Restored(restored, kept, taken_back)


def accept(vault: OpenVault, device: bytes) -> Restored:
    """Go along with a vault file that was rolled back: make what it holds the vault here.

    All that this device had is kept beside the file first (``kept``), for ``restore`` or a
    merge.  ``device``: a new 16-byte device id.  The vault passed in is closed.  Raises what
    ``read_backup`` raises, FileProblem; nothing is changed then.
    """
    contents = read_backup(vault, vault.place.file)
    kept = _free_name(vault, "before-accept")
    vault.host.write_atomic(kept, vault_file.encode(vault.contents()))
    restored, taken_back = _go_back(vault, contents, device)
    restored.publication.take_in()
    return Restored(restored, kept, taken_back)


def _go_back(vault: OpenVault, contents: VaultContents, device: bytes) -> tuple[OpenVault, int]:
    """Replica and memory of seen heads become those of ``contents``; how many commits of the
    present vault those lack."""
    taken_back = would_take_back(vault, contents)
    merged = records.newest((*vault.records(), *contents.records), vault.state.rights.public_keys)
    contents = VaultContents(contents.vault_id, merged, contents.commits, contents.blobs)
    host, clock, unlock_key = vault.host, vault.clock, vault.unlock_key
    place = replace(vault.place, device=device)
    revoked = revocations(vault)
    vault.close()
    restored = OpenVault.from_contents(host, clock, place, unlock_key, contents)
    restored.memory.save(restored.state.heads())
    _revoke_again(restored, revoked)
    return restored, taken_back


class Revoked(NamedTuple):
    """What was revoked of one Secret: ids of Versions, and the incidents that say why."""

    versions: frozenset[bytes]
    incidents: tuple[Incident, ...]


def revocations(vault: OpenVault) -> dict[tuple[bytes, bytes], Revoked]:
    """What was revoked in this vault, by environment and Secret."""
    found = {}
    for secret in vault.secrets():
        key = (secret.environment_id, secret.id)
        found[key] = Revoked(vault.state.revoked(*key), secret.incidents)
    return found


def _revoke_again(vault: OpenVault, revoked: Mapping[tuple[bytes, bytes], Revoked]) -> None:
    """A revoked value does not come back by going back to a time before it was revoked."""
    changes: dict[bytes, list[SecretChange]] = {}
    for secret in vault.secrets():
        key = (secret.environment_id, secret.id)
        before = revoked.get(key, Revoked(frozenset(), ()))
        missing = before.versions - vault.state.revoked(*key)
        if missing:
            fields = {"incidents": all_incidents((secret.incidents, before.incidents))}
            alive = secret.trashed is None
            change = SecretChange(*key, fields, revoke=tuple(sorted(missing)), alive=alive)
            changes.setdefault(secret.environment_id, []).append(change)
    for found in changes.values():
        # Where this member may not write, others' revocations come back with the next merge.
        with suppress(RightMissing):
            vault.write(found)


def _keep_file(vault: OpenVault) -> Path | None:
    host, path = vault.host, vault.place.file
    if not host.exists(path):
        return None
    target = _free_name(vault, "before-restore")
    host.write_atomic(target, host.read(path, vault_file.MAX_FILE))
    return target


def _free_name(vault: OpenVault, why: str) -> Path:
    """``NAME.why-N`` beside the vault file, where nothing lies yet."""
    path, number = vault.place.file, 1
    while vault.host.exists(target := path.with_name(f"{path.stem}.{why}-{number}")):
        number += 1
    return target

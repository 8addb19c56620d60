"""Looking into a backup without changing anything: what would go back, and does it open.

The backup is opened as a vault of its own in a private folder beside the replica, sealed
as the replica is, and that copy is removed again.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from msgspec import structs

from keystead.core.model import Secret, Stage
from keystead.core.revocation import revoked
from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.services import maintenance
from keystead.vault import records
from keystead.vault.errors import KeysRenewed, NewerFormat, NotAVault, VaultDamaged
from keystead.vault.place import Place
from keystead.vault.restore import is_restorable, read_backup, read_copy, would_take_back
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import VaultContents


class Effect(StrEnum):
    """What a restore does with a Secret."""

    CHANGES = "changes"
    COMES_BACK = "comes-back"
    DISAPPEARS = "disappears"


@dataclass(frozen=True)
class Change:
    """One Secret that a restore touches; ``remark`` says what differs, never a value."""

    environment: str
    name: str
    effect: Effect
    remark: str


@dataclass(frozen=True)
class Preview:
    """What a restore would do: so many ``commits`` taken back, these Secrets changed.

    ``made``: when the newest change in the backup was made, Unix seconds."""

    commits: int
    changes: tuple[Change, ...]
    made: int


@dataclass(frozen=True)
class Rehearsal:
    """What opening a backup with this device's keys showed.

    ``problems`` are sentences; empty means that every value was decrypted.  ``restorable``
    is False for one from before a renewal of keys: it opens, but only as a vault of its own.
    """

    commits: int
    secrets: int
    values: int
    problems: tuple[str, ...]
    restorable: bool


def preview(vault: OpenVault, path: Path) -> Preview:
    """What a restore from this backup would change; nothing is changed.

    Raises what ``vault.restore.read_backup`` raises, and FileProblem.
    """
    with _told_of_a_backup():
        contents = read_backup(vault, path)
    present = vault.records()
    merged = records.newest((*present, *contents.records), vault.state.rights.public_keys)
    with _opened(vault, path, vault.unlock_key, replace(contents, records=merged)) as copy:
        made = max((commit.time for commit in copy.state.commits.values()), default=0)
        changes = compare(vault.secrets(), copy.secrets())
        return Preview(would_take_back(vault, contents), changes, made)


def rehearse(vault: OpenVault, path: Path) -> Rehearsal:
    """Open the backup with the unlock key of this device, or with one before it, and decrypt
    every value; nothing is changed.

    Raises NotAVault, NewerFormat, VaultDamaged, WrongVault, ForgedCommit, VaultIncomplete,
    FileProblem, and KeysRenewed where no key of this device opens it.
    """
    with _told_of_a_backup():
        contents, rights = read_copy(vault, path)
    former = records.former_keys(vault.unlock_key, vault.records(), vault.vault_id)
    for key in (vault.unlock_key, *former):
        try:
            records.open_keysets(key, contents.records, vault.vault_id)
        except (KeysRenewed, VaultDamaged):
            continue
        with _opened(vault, path, key, contents) as copy:
            problems: list[str] = []
            values = maintenance.verify_values(copy, problems)
            live = [secret for secret in copy.secrets() if secret.trashed is None]
            commits = len(copy.state.commits)
            told, restorable = tuple(problems), is_restorable(vault, rights)
            return Rehearsal(commits, len(live), values, told, restorable)
    raise KeysRenewed(
        "No key of this device opens this backup; it is of another member, or of keys that this "
        "device never had. Nothing was changed. The Emergency Kit of its time opens it."
    )


def compare(present: list[Secret], backup: list[Secret]) -> tuple[Change, ...]:
    """The Secrets that differ, by environment and name.  What lies in the trash counts as
    gone, since that is how people see it."""
    before = {(one.environment_id, one.id): one for one in backup}
    now = {(one.environment_id, one.id): one for one in present}
    found = []
    for key in before.keys() | now.keys():
        change = _change(now.get(key), before.get(key))
        if change is not None:
            found.append(change)
    return tuple(sorted(found, key=lambda one: (one.environment, one.name, one.effect)))


def _change(now: Secret | None, then: Secret | None) -> Change | None:
    is_live = now is not None and now.trashed is None
    was_live = then is not None and then.trashed is None
    if now is not None and is_live and not was_live:
        remark = "made later" if then is None else "back into the trash"
        return Change(now.environment, now.name, Effect.DISAPPEARS, remark)
    if then is not None and was_live and not is_live:
        remark = "erased since" if now is None else "out of the trash"
        return Change(then.environment, then.name, Effect.COMES_BACK, remark)
    if now is None or then is None or not is_live:
        return None
    remark = _difference(now, then)
    return Change(now.environment, now.name, Effect.CHANGES, remark) if remark else None


def _difference(now: Secret, then: Secret) -> str:
    """What differs, in words; '' where nothing does.  When it was last used is no change."""
    then, told = _still_revoked(now, then), []
    if now.name != then.name:
        told.append(f"its name was {then.name}")
    ours, theirs = now.current, then.current
    if (ours and ours.id) != (theirs and theirs.id):
        numbers = f"v{theirs.number} instead of v{ours.number}" if ours and theirs else ""
        told.append(f"value {numbers}".rstrip())
    elif now.versions != then.versions:
        told.append("the state of its versions")
    # What follows from the value, or from a use, is no change of its own.
    skipped = {"name", "versions", "last_used", "last_rotated", "hint"}
    fields = [
        _FIELDS.get(name, name.replace("_", " "))
        for name in now.__struct_fields__
        if name not in skipped and getattr(now, name) != getattr(then, name)
    ]
    return ", ".join([*told, *fields])


_FIELDS = {"used_in": "where it was put", "reviewed": "its last review"}


def _still_revoked(now: Secret, then: Secret) -> Secret:
    """The Secret of the backup with what a restore keeps: what was revoked since stays so."""
    ids = {one.id for one in revoked(now)}
    versions = tuple(
        structs.replace(one, stage=Stage.REVOKED) if one.id in ids else one for one in then.versions
    )
    incidents = now.incidents if ids else then.incidents
    return structs.replace(then, versions=versions, incidents=incidents)


@contextmanager
def _opened(
    vault: OpenVault, path: Path, key: SecretBytes, contents: VaultContents
) -> Iterator[OpenVault]:
    """The backup as a vault of its own, for as long as the context lasts."""
    host, folder = vault.host, vault.place.replica.parent / "rehearsal"
    host.private_folder(folder)
    place = Place(vault.vault_id, path, folder / "replica.sqlite", folder, vault.place.device)
    try:
        copy = OpenVault.from_contents(host, vault.clock, place, key, contents)
        try:
            yield copy
        finally:
            copy.close()
    finally:
        for left in host.siblings(folder / "any"):
            with suppress(FileProblem):
                host.remove(left)


@contextmanager
def _told_of_a_backup() -> Iterator[None]:
    """Errors about a vault file in words about a backup."""
    try:
        yield
    except NewerFormat:
        raise NewerFormat(
            "This backup was made by a newer Keystead. Nothing was changed; please update."
        ) from None
    except NotAVault:
        raise NotAVault("This file is no backup of a vault. Nothing was changed.") from None
    except VaultDamaged:
        raise VaultDamaged(
            "This backup is damaged, so it is not used. Nothing was changed; choose another."
        ) from None

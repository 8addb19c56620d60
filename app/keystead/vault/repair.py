"""Repair: the best vault that replica and file still make together.

Every commit and blob whose hash is right is kept; a replica that cannot be trusted is set
aside, never deleted; so is a damaged vault file.
"""

import hashlib
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from keystead.core.clock import Clock
from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem, KeysteadError
from keystead.vault import intake, vault_file
from keystead.vault.commit import Commit, parse
from keystead.vault.device_state import DeviceState
from keystead.vault.errors import (
    ContestedKeys,
    ForgedCommit,
    ForgedRecord,
    NotAVault,
    ReplicaDamaged,
    VaultDamaged,
    VaultIncomplete,
    VaultRolledBack,
    WrongVault,
)
from keystead.vault.host import Host
from keystead.vault.place import Place
from keystead.vault.replica import Replica
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import Salvage, VaultContents

_SPOILED = (NotAVault, VaultDamaged, VaultIncomplete, ForgedCommit, ForgedRecord, ContestedKeys)


@dataclass(frozen=True)
class Repaired:
    """What repair did.  ``lost`` counts damaged stretches of the file, ``dropped_commits`` the
    commits of the file that could not be kept, ``missing`` blobs that are nowhere; ``aside``
    names the damaged originals that were kept."""

    vault: OpenVault
    replica_rebuilt: bool
    lost: int
    dropped_commits: int
    missing: int
    aside: tuple[Path, ...]


def repair(host: Host, clock: Clock, place: Place, unlock_key: SecretBytes) -> Repaired:
    """Repair replica and vault file as far as what is whole allows.

    Raises NotAVault, NewerFormat, WrongVault, KeysRenewed, ReplicaDamaged where there is
    no vault file, or VaultIncomplete where neither file nor replica holds enough to open
    the vault; both are left as they are then.
    """
    salvage = _salvage(host, place)
    whole = _whole(salvage.contents, place.vault_id)
    aside = _forget_memory(host, place, unlock_key)
    rebuilt = False
    try:
        vault = _open(host, clock, place, unlock_key)
    except (ReplicaDamaged, FileProblem):
        if not whole.commits:
            raise
        aside += copy_aside(host, place.replica)
        whole = _whole(_with_replica(host, salvage.contents, place, unlock_key), place.vault_id)
        vault, rebuilt = OpenVault.from_contents(host, clock, place, unlock_key, whole), True
    else:
        # What is signed with keys that this device has renewed stays in the copy aside.
        with suppress(ContestedKeys):
            vault.publication.merge_contents(whole, partial=True)
    found = {hashlib.sha256(raw).digest() for raw in salvage.contents.commits}
    dropped = len(found.difference(vault.state.commits))
    if salvage.lost or dropped:
        aside += copy_aside(host, place.file)
    vault.keeper.drop_torn()
    missing = len(vault.state.missing)
    vault.publication.overwrite()
    return Repaired(vault, rebuilt, salvage.lost, dropped, missing, tuple(aside))


def rewrite(vault: OpenVault) -> tuple[Path, ...]:
    """Write the vault file of an open vault anew from this device, whatever state it is in.

    Every change in it that is whole is taken in first, and a file that had anything else is
    kept aside; its path.  Raises WrongVault, NewerFormat, FileProblem; nothing is changed then.
    """
    host, path = vault.host, vault.place.file
    aside: list[Path] = []
    try:
        vault.publication.take_in()
    except VaultRolledBack:
        pass
    except _SPOILED:
        aside = copy_aside(host, path)
        with suppress(NotAVault, ContestedKeys):
            whole = _whole(_salvage(host, vault.place).contents, vault.vault_id)
            vault.publication.merge_contents(whole, partial=True)
    vault.publication.overwrite()
    return tuple(aside)


def _open(host: Host, clock: Clock, place: Place, unlock_key: SecretBytes) -> OpenVault:
    """The replica alone; ReplicaDamaged where there is none or SQLite finds damage."""
    if not host.exists(place.replica):
        raise ReplicaDamaged("This device has no private copy of the vault.")
    vault = OpenVault.open(host, clock, place, unlock_key, read_file=False)
    try:
        vault.keeper.check()
    except ReplicaDamaged:
        vault.close()
        raise
    return vault


def _with_replica(
    host: Host, contents: VaultContents, place: Place, unlock_key: SecretBytes
) -> VaultContents:
    """With what a damaged replica still holds: a change may be there that was never published.
    Signatures tell which commits are right, as for those of the file."""
    commits, blobs = contents.commits, contents.blobs
    if host.exists(place.replica):
        with suppress(KeysteadError), closing(_opened(place, unlock_key)) as replica:
            commits = (*commits, *replica.commits().values())
            blobs = replica.blobs() | blobs
    return replace(contents, commits=commits, blobs=blobs)


def _opened(place: Place, unlock_key: SecretBytes) -> Replica:
    return Replica.open(place.replica, place.vault_id, unlock_key)


def _salvage(host: Host, place: Place) -> Salvage:
    """What is whole in the vault file; nothing where there is no file.

    NotAVault or WrongVault for a file that has nothing of this vault in it.
    """
    if not host.exists(place.file):
        return Salvage(VaultContents(place.vault_id, (), (), {}), 0)
    data = host.read(place.file, vault_file.MAX_FILE)
    salvage = vault_file.salvage(data)
    ids = {hashlib.sha256(raw).digest() for raw in salvage.contents.commits}
    if salvage.contents.vault_id != place.vault_id and place.vault_id not in ids:
        vault_file.read_id(data)
        raise WrongVault("The file at this path is another vault. Nothing was changed.")
    return salvage


def _whole(contents: VaultContents, vault_id: bytes) -> VaultContents:
    """The commits and records that are signed and have their whole past here."""
    kept, gate = _admissible(contents, vault_id)
    good_records: list[bytes] = []
    for raw in contents.records:
        with suppress(KeysteadError):
            good_records += intake.checked_records([raw], vault_id, gate.rights)
    raw_commits = tuple(commit.raw for commit in kept)
    return VaultContents(vault_id, tuple(good_records), raw_commits, contents.blobs)


def _admissible(contents: VaultContents, vault_id: bytes) -> tuple[list[Commit], intake.Gate]:
    parsed: dict[bytes, Commit] = {}
    for raw in contents.commits:
        with suppress(KeysteadError):
            commit = parse(raw)
            parsed[commit.id] = commit
    # A commit that lacks a parent waits for ever; one that is forged takes along what
    # builds on it.
    gate, kept = intake.Gate(vault_id), list[Commit]()
    for commit in intake.connected(parsed):
        with suppress(KeysteadError):
            gate.admit(commit)
            kept.append(commit)
    return kept, gate


def _forget_memory(host: Host, place: Place, unlock_key: SecretBytes) -> list[Path]:
    """Set aside a memory of seen heads that this device did not write so."""
    try:
        DeviceState.load(host, place.state, unlock_key, place.vault_id)
    except (ReplicaDamaged, VaultDamaged):
        path = place.state / "device.state"
        aside = copy_aside(host, path)
        host.remove(path)
        return aside
    return []


def copy_aside(host: Host, path: Path) -> list[Path]:
    """Keep a copy of a file under a free name beside it, ``NAME.damaged-N``; nothing where
    there is no file.  Raises FileProblem."""
    if not host.exists(path):
        return []
    number = 1
    while host.exists(target := path.with_name(f"{path.name}.damaged-{number}")):
        number += 1
    host.write_atomic(target, host.read(path, vault_file.MAX_FILE))
    return [target]

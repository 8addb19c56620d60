"""Repair: the best vault that replica and file still make together.

Every commit and blob whose hash is right is kept; a replica that cannot be trusted is set
aside, never deleted; so is a damaged vault file.
"""

from dataclasses import dataclass
from pathlib import Path

from keystead.core.clock import Clock
from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem, KeysteadError
from keystead.vault import intake, vault_file
from keystead.vault.commit import Commit, parse
from keystead.vault.errors import ReplicaDamaged, VaultIncomplete, WrongVault
from keystead.vault.host import Host
from keystead.vault.place import Place
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import Salvage, VaultContents


@dataclass(frozen=True)
class Repaired:
    """What repair did.  ``lost`` counts damaged stretches of the file, ``missing`` blobs that
    are nowhere; ``aside`` names the damaged originals that were kept."""

    vault: OpenVault
    replica_rebuilt: bool
    lost: int
    dropped_commits: int
    missing: int
    aside: tuple[Path, ...]


def repair(host: Host, clock: Clock, place: Place, unlock_key: SecretBytes) -> Repaired:
    """Repair replica and vault file as far as what is whole allows.

    Raises NotAVault, NewerFormat, WrongVault, or VaultIncomplete where neither file nor
    replica holds enough to open the vault; both are left as they are then.
    """
    salvage = _salvage(host, place)
    whole, dropped = _whole(salvage.contents, place.vault_id) if salvage else (None, 0)
    aside: list[Path] = []
    rebuilt = False
    try:
        vault = _open(host, clock, place, unlock_key)
    except (ReplicaDamaged, FileProblem):
        if whole is None:
            raise
        aside += _set_aside(host, place.replica)
        vault, rebuilt = OpenVault.from_contents(host, clock, place, unlock_key, whole), True
    else:
        if whole is not None:
            vault.publication.merge_contents(whole)
    if salvage is not None and salvage.lost:
        aside += _copy_aside(host, place.file)
    missing = len(vault.state.missing)
    vault.publication.overwrite()
    lost = salvage.lost if salvage else 0
    return Repaired(vault, rebuilt, lost, dropped, missing, tuple(aside))


def _open(host: Host, clock: Clock, place: Place, unlock_key: SecretBytes) -> OpenVault:
    """The replica alone; ReplicaDamaged where there is none or SQLite finds damage."""
    if not host.exists(place.replica):
        raise ReplicaDamaged("This device has no private copy of the vault.")
    vault = OpenVault.open(host, clock, place, unlock_key, read_file=False)
    try:
        vault.replica.check()
    except ReplicaDamaged:
        vault.close()
        raise
    return vault


def _salvage(host: Host, place: Place) -> Salvage | None:
    """What is whole in the vault file; None where there is no file."""
    if not host.exists(place.file):
        return None
    salvage = vault_file.salvage(host.read(place.file, vault_file.MAX_FILE))
    if salvage.contents.vault_id != place.vault_id:
        raise WrongVault("The file at this path is another vault. Nothing was changed.")
    return salvage


def _whole(contents: VaultContents, vault_id: bytes) -> tuple[VaultContents, int]:
    """The commits whose whole past is there and signed, and how many others were left out."""
    parsed: dict[bytes, Commit] = {}
    for raw in contents.commits:
        try:
            commit = parse(raw)
        except KeysteadError:
            continue
        parsed[commit.id] = commit
    kept = _closed(parsed)
    try:
        intake.check(intake.ordered(kept, ()), vault_id, {})
    except KeysteadError as error:
        raise VaultIncomplete(
            "What is left of the vault file does not fit together. Nothing was changed; "
            "restore a backup instead."
        ) from error
    raw_commits = tuple(commit.raw for commit in kept)
    whole = VaultContents(contents.vault_id, contents.records, raw_commits, contents.blobs)
    return whole, len(contents.commits) - len(kept)


def _closed(parsed: dict[bytes, Commit]) -> list[Commit]:
    """The largest part of the commits that holds every parent of its members."""
    kept = dict(parsed)
    while True:
        orphans = [c.id for c in kept.values() if any(p not in kept for p in c.parents)]
        if not orphans:
            return list(kept.values())
        for orphan in orphans:
            del kept[orphan]


def _set_aside(host: Host, path: Path) -> list[Path]:
    kept = _copy_aside(host, path)
    host.remove(path)
    return kept


def _copy_aside(host: Host, path: Path) -> list[Path]:
    """Keep a copy of a damaged file under a free name beside it."""
    if not host.exists(path):
        return []
    number = 1
    while host.exists(target := path.with_name(f"{path.name}.damaged-{number}")):
        number += 1
    host.write_atomic(target, host.read(path, vault_file.MAX_FILE))
    return [target]

"""Merging two copies of 10,000 keys with 1,000 changes each, and cloning a vault file."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from keystead.crypto.signing import SigningKey, verify
from keystead.vault import vault_file
from keystead.vault.fields import ID
from keystead.vault.loading import new_replica
from tests.bench import keepass
from tests.bench.report import Measurement, Samples, cpu_seconds, in_turns, net
from tests.support import big_vault, kept_vaults
from tests.support.kept_vaults import KeptVault

TITLE = "Merging and cloning"
REMARKS = """\
Merging is what reading the vault file does where another device wrote 1,000 changes while this
one made 1,000 others: the file is decoded and hashed, each signature and each body checked, each
changed object read, merged and sealed. KeePassXC merges two databases, of which one has 1,000
entries added; opening and writing both is in its figure, the KDF is not.

Cloning makes the private copy of a new device out of the file: each signature is checked, each
change applied, everything sealed. The floor verifies as many signatures and does nothing else.

What stands in the way of both targets is the strict reading of CBOR in Python (a scan before the
library decodes, the re-encoding after it) and the registers of each field; signatures are a
quarter."""
COUNT, CHANGES = 10_000, 1_000
ROUNDS = 3


def measure() -> list[Measurement]:
    """CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        folder = Path(name)
        vault = kept_vaults.kept(COUNT)
        merge = f"merge {CHANGES:,} changes into {COUNT:,} keys with {CHANGES:,} others"
        return [
            Measurement(merge, "s", _merged(vault, folder), 0.4, _merged_by_xc(folder)),
            _cloned(vault, folder),
        ]


def _merged(vault: KeptVault, folder: Path) -> Samples:
    """This device reads what another one published; both changed keys since they agreed."""
    other = _changed(vault, folder / "theirs", 1)
    found: list[float] = []
    for number in range(ROUNDS):
        mine = _changed(vault, folder / f"ours-{number}", 2)
        opened = big_vault.opened_vault(mine)
        shutil.copyfile(other.entry.path, mine.entry.path)
        found += cpu_seconds(opened.publication.take_in, 1)
        assert len(opened.state.commits) > COUNT + 2 * CHANGES
        opened.close()
    return tuple(found)


def _changed(vault: KeptVault, folder: Path, seed: int) -> KeptVault:
    """A copy on a device of its own, with as many changes, published."""
    folder.mkdir()
    copied = vault.copy_to(folder, device=bytes([seed]) * ID)
    opened = big_vault.opened_vault(copied)
    big_vault.edit_all(opened, seed, count=CHANGES)
    opened.publish()
    opened.close()
    return copied


def _merged_by_xc(folder: Path) -> dict[str, Samples]:
    if not keepass.has_keepassxc():
        return {}
    start = _merging(folder, 1, 1)
    many = _merging(folder, COUNT, COUNT + CHANGES)
    return {keepass.KEEPASSXC: net(many, start)}


def _merging(folder: Path, count: int, others: int) -> Samples:
    used = []
    for _ in range(ROUNDS):
        path = folder / "merged.kdbx"
        shutil.copyfile(keepass.database(count), path)
        merge = ("merge", "-q", "-s", str(path), str(keepass.database(others)))
        used.append(keepass.xc(folder, *merge))
    return keepass.cpu(used)


def _cloned(vault: KeptVault, folder: Path) -> Measurement:
    contents = vault_file.decode(vault.entry.path.read_bytes())
    host, place = vault.home.parts.host, vault.home.place(vault.entry)
    place = replace(place, replica=folder / "clone" / "replica.sqlite")
    key = SigningKey.generate()
    message = bytes(300)
    signature = key.sign(b"bench", message)

    def clone() -> None:
        new_replica(host, place, vault.unlock_key, contents)

    def verify_all() -> None:
        for _ in contents.commits:
            verify(key.public, b"bench", message, signature)

    ours, floor = in_turns(clone, verify_all, ROUNDS)
    work = f"clone {len(contents.commits):,} commits, {COUNT:,} keys"
    return Measurement(work, "s", ours, 1.5, {"the signatures alone": floor})

"""Writing the vault file after one change, in a process that has the vault open.

Nobody waits for it: a command and a key press end before it begins.
"""

import os
import tempfile
from pathlib import Path

from keystead.vault.session import OpenVault
from tests.bench.report import Measurement, Samples, in_turns
from tests.support import big_vault, kept_vaults

TITLE = "Publishing the vault file after one change, in the background"
REMARKS = """\
Only new frames are made and put between those of the file that this process wrote before, whose
hash is checked; so what is left is reading, hashing, writing and reading back as many bytes. A
process's first publication makes every frame once, hence takes longer ("first time"). The floor
writes as many bytes to a file of its own, with fsync, and reads them back."""
ROUNDS = 7


def measure() -> list[Measurement]:
    """CPU seconds, for vaults whose every key came in a commit of its own."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        folder = Path(name)
        return [
            _published(folder, 1_000, 0, None),
            _published(folder, 10_000, 0, 0.1),
            _published(folder, 10_000, 10, None),
        ]


def _published(folder: Path, count: int, edits: int, target: float | None) -> Measurement:
    place = folder / f"{count}-{edits}"
    place.mkdir()
    vault = kept_vaults.kept(count, edits).copy_to(place)
    opened = big_vault.opened_vault(vault)
    data = vault.entry.path.read_bytes()
    ours: list[float] = []
    floor: list[float] = []
    for number in range(ROUNDS):
        big_vault.edit_all(opened, number, count=1)
        mine, theirs = in_turns(opened.publish, lambda: _write(place / "floor", data), 1)
        ours += mine
        floor += theirs
    first = _first(opened, ours)
    opened.close()
    work = f"publish {count:,} keys" + (f", {edits} edits of each" if edits else "")
    beside: dict[str, Samples] = {"writing and reading": tuple(floor), "first time": first}
    return Measurement(work, "s", tuple(ours[1:]), target, beside)


def _first(opened: OpenVault, ours: list[float]) -> Samples:
    assert not opened.publication.pending
    return (ours[0],)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    assert path.read_bytes() == data

"""Opening a vault that was unlocked already, and listing its Secrets.

Each time in a fresh process; neither its start nor a KDF is counted, not with the peers
either (see ``keepass``).
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.bench import keepass, processes
from tests.bench.report import Measurement, Samples
from tests.support import kept_vaults
from tests.support.kept_vaults import KeptVault

TITLE = "Opening, net of the KDF and the start of the process"
REMARKS = """\
Opening reads the sealed pages of what lists show, and no commit. Ten edits of every key are a
hundred thousand commits more, and cost only what their versions add to the records. The floor is
SQLite and AES alone, on as many bytes. Above it is, nearly all, the making of objects: of every
key, its versions and texts, by msgspec at two microseconds a key. That, and no longer the vault,
is what stands between us and the absolute target; whole fields could be left undecoded until
they are shown. The targets were set on a machine where keepassxc-cli took 0.6 s for the 10,000,
so they stand for 30 times its speed; runs on this one gave 16 to 30 times, and 28 to 45 for the
100,000.

Peers open a KDBX 4 of the same keys and fields under a KDF that costs next to nothing; what the
same command takes with one key is taken off. Memory is that of the whole process, Python and
KeePassXC's Qt included."""
EDITS = 10
FLOOR = "SQLite and AES alone"


class Opened(NamedTuple):
    """CPU seconds of each round, and MiB."""

    ours: Samples
    floor: Samples
    memory: Samples


def measure() -> list[Measurement]:
    """CPU seconds by number of keys, and the memory that the largest takes."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        folder = Path(name)
        small = _opened(kept_vaults.kept(100), 100, folder, 7)
        middle = _opened(kept_vaults.kept(10_000), 10_000, folder, 9)
        edited = _opened(kept_vaults.kept(10_000, EDITS), 10_000, folder, 7)
        return [
            Measurement("open 100 keys", "s", small.ours, None, {FLOOR: small.floor}),
            Measurement(
                "open 10,000 keys",
                "s",
                middle.ours,
                0.020,
                {FLOOR: middle.floor, **keepass.opening(folder, 10_000)},
            ),
            Measurement(
                f"open 10,000 keys, {EDITS} edits of each",
                "s",
                edited.ours,
                None,
                {FLOOR: edited.floor, "without the edits": middle.ours},
            ),
            *_largest(folder),
        ]


def _largest(folder: Path) -> list[Measurement]:
    count = 100_000
    opened = _opened(kept_vaults.kept(count, per_commit=100), count, folder, 5)
    cpu, memory = {FLOOR: opened.floor}, dict[str, Samples]()
    if keepass.has_keepassxc():
        start = keepass.listed_by_xc(folder, 1, 1)[0]
        used = keepass.listed_by_xc(folder, count, 1)[0]
        cpu[keepass.KEEPASSXC] = (used.cpu - start.cpu,)
        memory[keepass.KEEPASSXC] = (used.memory,)
    if keepass.has_pykeepass():
        start = keepass.listed_by_pykeepass(folder, 1, 1)[0]
        used = keepass.listed_by_pykeepass(folder, count, 1)[0]
        cpu[keepass.PYKEEPASS] = (used.cpu - start.cpu,)
        memory[keepass.PYKEEPASS] = (used.memory,)
    return [
        Measurement(f"open {count:,} keys", "s", opened.ours, 0.250, cpu),
        Measurement(f"memory with {count:,} keys", "MiB", opened.memory, 250.0, memory),
    ]


def _opened(vault: KeptVault, count: int, folder: Path, rounds: int) -> Opened:
    command = (sys.executable, "-m", "tests.bench.opening_process", str(vault.folder))
    ours, floor, memory = [], [], []
    for _ in range(rounds):
        used = processes.run(command, folder / "used.json")
        told = json.loads(used.printed)
        assert told["keys"] == count
        ours.append(told["open"])
        floor.append(told["floor"])
        memory.append(used.memory)
    return Opened(tuple(ours), tuple(floor), tuple(memory))

"""KeePassXC and pykeepass, on databases of the same keys as our vaults.

Their KDF costs next to nothing here; it, and the start of the process, is taken off by what
the same command takes with one key (``net``).
"""

import json
import os
import shutil
from pathlib import Path

from devtools import peers
from tests.bench.processes import ROOT, Used, run
from tests.bench.report import Samples, net
from tests.support import big_vault

KEPT = ROOT / "build" / "bench-vaults"
PASSWORD = "bench"
SCRIPT = str(ROOT / "tests" / "bench" / "pykeepass_script.py")
KEEPASSXC, PYKEEPASS = "keepassxc-cli", "pykeepass"


def has_pykeepass() -> bool:
    """Whether it was installed with --peers; it makes the databases for KeePassXC, too."""
    return peers.python().exists()


def has_keepassxc() -> bool:
    """Whether there are KeePassXC and what makes databases for it."""
    return has_pykeepass() and shutil.which(KEEPASSXC) is not None


def database(count: int) -> Path:
    """A database of as many keys, with the same fields; kept, so change a copy only."""
    path = KEPT / f"{count}.kdbx"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".new.kdbx")
        lines = "".join(
            json.dumps([d.name, d.environment, v.reveal(), d.rotate_url, d.notes, list(d.tags)])
            + "\n"
            for d, v in big_vault.drafts(count)
        )
        run(_pykeepass("make", made), KEPT / "made.json", lines)
        made.replace(path)
    return path


def xc(folder: Path, *words: str, told: str = PASSWORD + "\n") -> Used:
    """One run of keepassxc-cli, whose settings lie in ``folder``."""
    # A window system is not needed, and must not be looked for.
    settings = {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    settings |= {"XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    return run((KEEPASSXC, *words), folder / "used.json", told, settings)


def listed_by_xc(folder: Path, count: int, rounds: int) -> list[Used]:
    """Opening and listing a database."""
    path = str(database(count))
    found = [xc(folder, "ls", "-q", "-R", "-f", path) for _ in range(rounds)]
    assert found[0].printed.count("\n") >= count
    return found


def listed_by_pykeepass(folder: Path, count: int, rounds: int) -> list[Used]:
    """Opening and listing a database."""
    path = database(count)
    found = [run(_pykeepass("list", path), folder / "used.json") for _ in range(rounds)]
    assert found[0].printed.strip() == str(count)
    return found


def opening(folder: Path, count: int, rounds: int = 3) -> dict[str, Samples]:
    """CPU seconds of opening so many keys, without the KDF and the start, by peer."""
    found: dict[str, Samples] = {}
    for name, there, listed in (
        (KEEPASSXC, has_keepassxc(), listed_by_xc),
        (PYKEEPASS, has_pykeepass(), listed_by_pykeepass),
    ):
        if there:
            start = cpu(listed(folder, 1, rounds))
            found[name] = net(cpu(listed(folder, count, rounds)), start)
    return found


def cpu(used: list[Used]) -> Samples:
    """CPU seconds of each."""
    return tuple(each.cpu for each in used)


def _pykeepass(word: str, path: Path) -> tuple[str, ...]:
    return (os.fspath(peers.python()), SCRIPT, word, str(path), PASSWORD)

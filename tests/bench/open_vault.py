"""Opening a vault that was unlocked already, and listing its Secrets, by number of keys.

KDF and start of the process are not in it.  Beside it stands a floor: the same replica read
by SQLite, and as many bytes decrypted, a page at a time.  pykeepass, where it is installed,
opens a database of the same keys; what opening one key costs it (its KDF) is taken off.
"""

import importlib.util
import os
import secrets
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.bench.report import Measurement, cpu_seconds, in_turns
from tests.support import big_vault
from tests.support.homes import MadeVault

COUNTS = {100: None, 1_000: None, 10_000: 0.020}
"""Keys, and the target in CPU seconds."""
PAGE = 64 * 1024
ROUNDS = 5


def measure() -> list[Measurement]:
    """CPU seconds by number of keys."""
    found: list[Measurement] = []
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        folder = Path(name)
        for count, target in COUNTS.items():
            place = folder / str(count)
            place.mkdir()
            vault = big_vault.made(place, count)
            ours, floor = in_turns(lambda: _open(vault, count), _floor(vault), ROUNDS)  # noqa: B023
            work = f"open {count:,} keys"
            found.append(Measurement(work, "s", ours, target, "SQLite and AES alone", floor))
            if importlib.util.find_spec("pykeepass"):
                found.append(_beside_pykeepass(f"{work}, again", ours, place, count, target))
    return found


def _open(vault: MadeVault, count: int) -> None:
    opened = big_vault.opened_vault(vault)
    assert len(opened.secrets()) == count
    opened.close()


def _floor(vault: MadeVault) -> Callable[[], None]:
    """What no vault in SQLite can do without."""
    path = vault.home.place(vault.entry).replica
    cipher = AESGCM(secrets.token_bytes(32))
    nonce = bytes(12)
    size = sum(map(len, _rows(path)))
    sealed = [cipher.encrypt(nonce, os.urandom(PAGE), None) for _ in range(size // PAGE + 1)]

    def work() -> None:
        _rows(path)
        for page in sealed:
            cipher.decrypt(nonce, page, None)

    return work


def _rows(path: Path) -> list[bytes]:
    database = sqlite3.connect(path)
    try:
        found = database.execute("SELECT raw FROM commits UNION ALL SELECT data FROM blobs")
        return [row for (row,) in found]
    finally:
        database.close()


def _beside_pykeepass(
    work: str, ours: tuple[float, ...], folder: Path, count: int, target: float | None
) -> Measurement:
    one = cpu_seconds(lambda: _list_keepass(folder / "one.kdbx", 1), 3)
    cost = sorted(one)[1]
    theirs = cpu_seconds(lambda: _list_keepass(folder / "many.kdbx", count), 3)
    net = tuple(max(each - cost, 0.0) for each in theirs)
    return Measurement(work, "s", ours, target, "pykeepass", net)


def _list_keepass(path: Path, count: int) -> None:
    keepass: Any = importlib.import_module("pykeepass")
    if not path.exists():
        database = keepass.create_database(str(path), password="bench")
        for draft, value in big_vault.drafts(count):
            database.add_entry(
                database.root_group,
                draft.name,
                draft.environment,
                value.reveal(),
                url=draft.rotate_url,
                notes=draft.notes,
                tags=list(draft.tags),
                force_creation=True,
            )
        database.save()
    opened = keepass.PyKeePass(str(path), password="bench")
    assert len([entry.title for entry in opened.entries]) == count

"""A fresh process that opens a kept vault once: `python -m tests.bench.opening_process FOLDER`.

Prints JSON: CPU seconds of opening and listing, and of the pages' floor, both without the
start of the process and its imports; and the number of keys.
"""

import json
import secrets
import sqlite3
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.support import big_vault, kept_vaults


def main(folder: str) -> int:
    """Exit code 0."""
    vault = kept_vaults.there(Path(folder))
    floor = _floor(vault.home.place(vault.entry).replica)
    before = time.process_time()
    opened = big_vault.opened_vault(vault)
    count = len(opened.secrets())
    used = time.process_time() - before
    opened.close()
    print(json.dumps({"open": used, "floor": floor, "keys": count}))
    return 0


def _floor(path: Path) -> float:
    """Reading the rows of what lists show, and decrypting as many bytes: what no vault in
    SQLite can do without."""
    cipher, nonce = AESGCM(secrets.token_bytes(32)), bytes(12)
    sealed = [cipher.encrypt(nonce, row, None) for row in _pages(path)]
    before = time.process_time()
    _pages(path)
    for page in sealed:
        cipher.decrypt(nonce, page, None)
    return time.process_time() - before


def _pages(path: Path) -> list[bytes]:
    database = sqlite3.connect(path)
    try:
        return [row for (row,) in database.execute("SELECT sealed FROM pages")]
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

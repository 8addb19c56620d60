"""An unlock, all but Argon2: capsule, table, opening a small vault.

The cost of Argon2id is set by policy; the tests' policy makes it next to nothing, and what
is left is the rest.  Beside it: what Argon2id takes by itself at that policy, and what the
shipped policy's floor takes on this machine.
"""

import tempfile
from pathlib import Path

from keystead.crypto.kdf import argon2id
from keystead.crypto.policy import SHIPPED
from tests.bench.report import Measurement, cpu_seconds, in_turns
from tests.support import big_vault
from tests.support.homes import MadeVault

TITLE = "Unlocking"
REMARKS = """\
Argon2id runs with the shipped cost for the light and the slow pass; its lanes run side by side,
so the wait is shorter than the CPU seconds. KeePassXC calibrates its own KDF to one second."""
KEYS = 100
ROUNDS = 9
TARGET = 0.060


def measure() -> list[Measurement]:
    """CPU seconds; that of processes which make more of the table included."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as folder:
        vault = big_vault.made(Path(folder), KEYS)
        _unlock(vault)
        unlock, opening = in_turns(
            lambda: _unlock(vault), lambda: big_vault.opened_vault(vault).close(), ROUNDS
        )
    rest = f"unlock {KEYS} keys, all but Argon2"
    shipped = cpu_seconds(_argon2, 3)
    return [
        Measurement(rest, "s", unlock, TARGET, {"opening alone": opening}),
        Measurement("Argon2id, light and floor as shipped", "s", shipped),
    ]


def _unlock(vault: MadeVault) -> None:
    vault.unlock().vault.close()


def _argon2() -> None:
    for params in (SHIPPED.light, SHIPPED.floor):
        argon2id(b"correct horse battery staple", bytes(16), params)

"""Health of a vault of 10,000 keys, and what the Overview needs beside."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from keystead.core import health, reminders
from keystead.core.health import Facts
from keystead.services import audit
from keystead.vault.session import OpenVault
from tests.bench.report import Measurement
from tests.support import kept_vaults
from tests.support.big_vault import opened_vault

TITLE = "Health and activity"
REMARKS = """\
All rules over 10,000 keys; the floor is a loop over them that looks at one field of each. Files
are not looked for here: that depends on the disk, and is bounded. Activity walks the commits of
the last 30 days, newest first and at most 2,000, and opens what they sealed; in the measured vault
all 2,000 are that young."""
KEYS = 10_000
ROUNDS = 5


def measure() -> list[Measurement]:
    """CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        vault = opened_vault(kept_vaults.kept(KEYS).copy_to(Path(name)))
        secrets = vault.secrets()
        at = reminders.moment(vault.clock.now(), 14)
        ours, plain, days = [], [], []
        for _ in range(ROUNDS):
            ours.append(_timed(lambda: health.findings(secrets, at, Facts())))
            plain.append(_timed(lambda: [one.expires for one in secrets]))
            days.append(_timed(lambda: _activity(vault)))
        vault.close()
    return [
        Measurement(
            f"health of {KEYS:,} keys", "s", tuple(ours), None, {"a bare loop": tuple(plain)}
        ),
        Measurement("activity of 30 days", "s", tuple(days)),
    ]


def _activity(vault: OpenVault) -> object:
    return audit.summary(vault, 30)


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started

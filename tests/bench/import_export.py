"""A `.env` file of 10,000 lines into the vault and out again, beside parsing it alone."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from keystead.formats import dotenv_read
from keystead.services import export, imports
from keystead.vault.session import OpenVault
from tests.bench.report import Measurement, cpu_seconds
from tests.support import big_vault

TITLE = "Import and export"
REMARKS = """\
An export is read back by the reader of its dialect, and compared, before it is written. Parsing
is what has to be done in any case. dotenvx is not beside it: its `encrypt` seals each value
under its own public key operation, which is another job."""
LINES = 10_000
ROUNDS = 3


def measure() -> list[Measurement]:
    """CPU seconds."""
    data = big_vault.dotenv(LINES)
    parsing = cpu_seconds(lambda: dotenv_read.parse(data), ROUNDS)
    planning: list[float] = []
    applying: list[float] = []
    again: list[float] = []
    exporting: list[float] = []
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as folder:
        for number in range(ROUNDS):
            place = Path(folder) / str(number)
            place.mkdir()
            vault = big_vault.opened_vault(big_vault.made(place, 0))
            plans: list[imports.ImportPlan] = []
            planning += cpu_seconds(_planned(vault, data, plans), 1)
            applying += cpu_seconds(lambda: imports.apply(vault, plans[0]), 1)  # noqa: B023
            again += cpu_seconds(_planned(vault, data, plans), 1)
            assert len(plans[1].same) == LINES
            exporting += cpu_seconds(lambda: _export(vault), 1)  # noqa: B023
            vault.close()
    return [
        Measurement(work, "s", tuple(samples), None, {"parsing alone": parsing})
        for work, samples in (
            (f"look at {LINES:,} new lines", planning),
            (f"import {LINES:,} lines", applying),
            (f"look at {LINES:,} lines that are there", again),
            (f"export {LINES:,} keys", exporting),
        )
    ]


def _planned(vault: OpenVault, data: bytes, plans: list[imports.ImportPlan]) -> Callable[[], None]:
    return lambda: plans.append(imports.plan(vault, "dev", data))


def _export(vault: OpenVault) -> None:
    assert len(export.preview(vault, "dev", "dotenv", None).lines) == LINES

"""docs/benchmarks.md, made from the JSON results: the same results give the same page.

What stands beside the figures is fixed: each module's TITLE and REMARKS, and the text here.
"""

import importlib
import json
import os
import platform
from pathlib import Path
from typing import Any

from tests.bench.report import Measurement, markdown

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "benchmarks.md"
INSTALLED = Path(__file__).parent / "installed.md"
"""What `dev.py package --check` measured last; it needs a bare Debian."""

CHAPTERS = (
    "open_vault",
    "change",
    "get",
    "run",
    "event_loop",
    "window",
    "publish",
    "unlock",
    "merge",
    "import_export",
    "identify",
    "health",
    "start_up",
)
"""Measurements, in the order of the page."""

STUDIES = ("table_bias",)
"""What takes long and has a ``main`` of its own."""

HEAD = """\
# Benchmarks

`python3 dev.py bench --peers` installs the programs that Keystead is measured beside, measures
everything and writes this page; `python3 dev.py bench NAME` measures one chapter. JSON with
every sample goes to `build/bench/`. Figures are medians, with quartiles, of CPU seconds unless a
unit says otherwise. Behind each figure of a peer or a floor, taken in the same run, stands how
many times ours it is: on another machine these ratios are what can be compared. Vaults of 100 to
100,000 realistic keys are made once and kept in `build/bench-vaults/`.
"""
TAIL = """\
## Not measured yet

The leak scan beside detect-secrets, gitleaks and secretlint: Keystead has none yet.

## The offset table's bias

`python3 dev.py bench table_bias` takes half an hour. A TOTP code is a 31-bit number modulo a
million, so low codes are a little likelier, and a million offsets would show the likelier half
of the guesses. The statistic of [vault-format.md](vault-format.md), mean z over 400 secrets:
without the correction **+0.226** (4.5 standard errors), with it **−0.024** (0.5 standard
errors); the difference is 0.2496, expected 0.2497.
"""


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {"python": platform.python_version(), "cores": os.cpu_count()}


def title(name: str) -> str:
    """The heading of a chapter."""
    return str(importlib.import_module(f"tests.bench.{name}").TITLE)


def write() -> None:
    """Write the page from all results that are there."""
    PAGE.write_text(text(), encoding="utf-8")


def text() -> str:
    """The page; a chapter that was not measured here is left out."""
    found = {name: _result(name) for name in CHAPTERS}
    measured = {name: result for name, result in found.items() if result is not None}
    chapters = map(_chapter, measured, measured.values())
    return "\n".join((HEAD, _summary(measured), *chapters, INSTALLED.read_text("utf-8"), TAIL))


def _result(name: str) -> dict[str, Any] | None:
    path = RESULTS / f"{name}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def _measurements(result: dict[str, Any]) -> list[Measurement]:
    return [Measurement.from_json(each) for each in result["measured"]]


def _summary(measured: dict[str, dict[str, Any]]) -> str:
    """On what, and how many targets are met; the missed ones by name."""
    machines = {
        f"{each['cores']} cores with Python {each['python']}"
        for each in (result["machine"] for result in measured.values())
    }
    aimed = [one for result in measured.values() for one in _measurements(result) if one.target]
    missed = [one for one in aimed if not one.is_met]
    lines = [f"Measured on {', '.join(sorted(machines))}."]
    lines.append(f"{len(aimed) - len(missed)} of {len(aimed)} targets are met.")
    if missed:
        lines.append("Missed: " + "; ".join(one.work for one in missed) + ".")
    return "\n".join(lines) + "\n"


def _chapter(name: str, result: dict[str, Any]) -> str:
    module = importlib.import_module(f"tests.bench.{name}")
    table = markdown(_measurements(result))
    return f"## {module.TITLE}\n\n{table}\n\n{module.REMARKS}\n"

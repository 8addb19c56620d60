"""What the check measures, beside the targets and something of the same run to compare with."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_MIB = 1_048_576


@dataclass(frozen=True)
class Figure:
    """One line; ``target`` is the highest median that meets it, ``beside`` a floor or peer."""

    work: str
    unit: str
    samples: tuple[float, ...]
    target: float | None = None
    beside: str = ""
    beside_samples: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """Of the samples."""
        return statistics.median(self.samples)

    @property
    def met(self) -> bool:
        """Whether the target, if there is one, is met."""
        return self.target is None or self.median <= self.target

    def row(self) -> str:
        """As a line of a Markdown table."""
        spread = f"{_short(min(self.samples))} to {_short(max(self.samples))}"
        beside = self.beside
        if self.beside_samples:
            beside += f": {_short(statistics.median(self.beside_samples))} {self.unit}"
        verdict = ""
        if self.target is not None:
            verdict = f"≤ {_short(self.target)}: {'met' if self.met else 'missed'}"
        shown = spread if len(self.samples) > 1 else ""
        cells = [self.work, f"{_short(self.median)} {self.unit}", shown, beside, verdict]
        return "| " + " | ".join(cells) + " |"


def table(figures: Sequence[Figure]) -> str:
    """All of them as Markdown."""
    head = ["| what | median | spread | beside | target |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *(figure.row() for figure in figures)])


def write(figures: Sequence[Figure], folder: Path) -> None:
    """As ``figures.md`` and ``figures.json``."""
    (folder / "figures.md").write_text(table(figures) + "\n", encoding="utf-8")
    rows = [figure.__dict__ | {"median": figure.median, "met": figure.met} for figure in figures]
    text = json.dumps(rows, indent=1, ensure_ascii=False)
    (folder / "figures.json").write_text(text + "\n", encoding="utf-8")


def sizes(installer: Path, installed: Path) -> list[Figure]:
    """The file, and all that it puts below *installed*, in megabytes (10^6 bytes)."""
    on_disk = sum(path.lstat().st_size for path in installed.rglob("*") if not path.is_dir())
    return [
        Figure("the .deb", "MB", (installer.stat().st_size / 1e6,), 55),
        Figure("installed, without what it depends on", "MB", (on_disk / 1e6,), 130),
    ]


def memory(pid: int) -> dict[str, float]:
    """``Rss`` and ``Pss`` of a process, in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    values = {line.split(":")[0]: int(line.split()[1]) * 1024 / _MIB for line in lines}
    return {name: values[name] for name in ("Rss", "Pss")}


def _short(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"

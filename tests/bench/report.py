"""What a measurement is, how it is taken, and how it is shown.

Machines are shared and noisy: CPU seconds instead of wall time, medians with quartiles,
and a peer or a floor measured in the same run, in turns with ours.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows has no getrusage: there the children's time is not counted.
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Measurement:
    """One line of the report; ``target`` is the highest median that meets it."""

    work: str
    unit: str
    samples: tuple[float, ...]
    target: float | None = None
    peer: str = ""
    peer_samples: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """Of our samples."""
        return statistics.median(self.samples)

    @property
    def ratio(self) -> float | None:
        """How many times the peer's median is ours; None without a peer."""
        if not self.peer_samples or self.median == 0:
            return None
        return statistics.median(self.peer_samples) / self.median

    def as_json(self) -> dict[str, object]:
        """Everything, samples too, for a file that later runs are compared with."""
        return {
            "work": self.work,
            "unit": self.unit,
            "median": self.median,
            "samples": list(self.samples),
            "target": self.target,
            "peer": self.peer,
            "peer_samples": list(self.peer_samples),
            "ratio": self.ratio,
        }


def cpu_seconds(work: Callable[[], object], rounds: int = 7) -> tuple[float, ...]:
    """CPU seconds of each of *rounds* runs, those of ended child processes included."""
    return in_turns(work, None, rounds)[0]


def in_turns(
    ours: Callable[[], object], peer: Callable[[], object] | None, rounds: int = 7
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """CPU seconds of ours and of the peer's work, run alternately."""
    mine, others = [], []
    for _ in range(rounds):
        mine.append(_timed(ours))
        if peer is not None:
            others.append(_timed(peer))
    return tuple(mine), tuple(others)


def markdown(measurements: Sequence[Measurement]) -> str:
    """A table for people."""
    lines = ["| work | median | quartiles | peer | times faster | target |"]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    lines += [_row(measurement) for measurement in measurements]
    return "\n".join(lines)


def _row(measured: Measurement) -> str:
    low, high = _quartiles(measured.samples)
    peer = ratio = ""
    if measured.peer_samples:
        peer = f"{measured.peer} {_number(statistics.median(measured.peer_samples))}"
        ratio = "" if measured.ratio is None else f"{measured.ratio:.1f}"
    target = ""
    if measured.target is not None:
        verdict = "met" if measured.median <= measured.target else "missed"
        target = f"≤ {_number(measured.target)}: {verdict}"
    cells = [
        measured.work,
        f"{_number(measured.median)} {measured.unit}",
        f"{_number(low)} to {_number(high)}",
        peer,
        ratio,
        target,
    ]
    return "| " + " | ".join(cells) + " |"


def _quartiles(samples: Sequence[float]) -> tuple[float, float]:
    if len(samples) < 2:
        return samples[0], samples[0]
    low, _, high = statistics.quantiles(samples, n=4, method="inclusive")
    return low, high


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"


def _timed(work: Callable[[], object]) -> float:
    before = _cpu()
    work()
    return _cpu() - before


def _cpu() -> float:
    used = time.process_time()
    if resource is not None:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        used += children.ru_utime + children.ru_stime
    return used

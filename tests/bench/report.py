"""What a measurement is, how it is taken, and how it is shown.

Machines are shared and noisy: CPU seconds instead of wall time, medians with quartiles,
and peers or a floor measured in the same run, in turns with ours.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

try:
    import resource
except ImportError:  # Windows has no getrusage: there the children's time is not counted.
    resource = None  # type: ignore[assignment]

Samples = tuple[float, ...]


@dataclass(frozen=True)
class Measurement:
    """One line of the report; ``target`` is the highest median that meets it, ``peers`` what
    others (or a floor) took for the same in the same run, by name."""

    work: str
    unit: str
    samples: Samples
    target: float | None = None
    peers: Mapping[str, Samples] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """Of our samples."""
        return statistics.median(self.samples)

    @property
    def is_met(self) -> bool:
        """True where there is no target, or the median meets it."""
        return self.target is None or self.median <= self.target

    def ratio(self, peer: str) -> float | None:
        """How many times our median the peer's is; None where ours is nothing."""
        return statistics.median(self.peers[peer]) / self.median if self.median else None

    def as_json(self) -> dict[str, object]:
        """Everything, samples too, for a file that later runs are compared with."""
        return {
            "work": self.work,
            "unit": self.unit,
            "median": self.median,
            "samples": list(self.samples),
            "target": self.target,
            "peers": {name: list(samples) for name, samples in self.peers.items()},
            "ratios": {name: self.ratio(name) for name in self.peers},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "Measurement":
        """What ``as_json`` gave."""
        samples, peers, target = kept["samples"], kept["peers"], kept["target"]
        assert isinstance(samples, list)
        assert isinstance(peers, dict)
        assert target is None or isinstance(target, float | int)
        others = {name: tuple(theirs) for name, theirs in peers.items()}
        return cls(str(kept["work"]), str(kept["unit"]), tuple(samples), target, others)


def cpu_seconds(work: Callable[[], object], rounds: int = 7) -> Samples:
    """CPU seconds of each of *rounds* runs, those of ended child processes included."""
    return in_turns(work, None, rounds)[0]


def in_turns(
    ours: Callable[[], object], peer: Callable[[], object] | None, rounds: int = 7
) -> tuple[Samples, Samples]:
    """CPU seconds of ours and of the peer's work, run alternately."""
    mine, others = [], []
    for _ in range(rounds):
        mine.append(_timed(ours))
        if peer is not None:
            others.append(_timed(peer))
    return tuple(mine), tuple(others)


def net(samples: Samples, start: Samples) -> Samples:
    """The samples without what ``start`` takes, such as a KDF and the start of a process."""
    cost = statistics.median(start)
    return tuple(max(each - cost, 0.0) for each in samples)


def markdown(measurements: Sequence[Measurement]) -> str:
    """A table for people."""
    lines = ["| work | median | quartiles | beside (times ours) | target |"]
    lines.append("| --- | --- | --- | --- | --- |")
    lines += [_row(measurement) for measurement in measurements]
    return "\n".join(lines)


def _row(measured: Measurement) -> str:
    low, high = _quartiles(measured.samples)
    target = ""
    if measured.target is not None:
        verdict = "met" if measured.is_met else "**missed**"
        target = f"≤ {_number(measured.target)}: {verdict}"
    cells = [
        measured.work,
        f"{_number(measured.median)} {measured.unit}",
        f"{_number(low)} to {_number(high)}",
        "; ".join(_beside(measured, name) for name in measured.peers),
        target,
    ]
    return "| " + " | ".join(cells) + " |"


def _beside(measured: Measurement, name: str) -> str:
    theirs = _number(statistics.median(measured.peers[name]))
    ratio = measured.ratio(name)
    return f"{name} {theirs}" + ("" if ratio is None else f" ({_number(ratio)}×)")


def _quartiles(samples: Sequence[float]) -> tuple[float, float]:
    if len(samples) < 2:
        return samples[0], samples[0]
    low, _, high = statistics.quantiles(samples, n=4, method="inclusive")
    return low, high


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2g}" if abs(value) < 10 else f"{value:.0f}"


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

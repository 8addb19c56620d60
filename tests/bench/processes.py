"""Whole processes: the CPU seconds and the most memory that one and its children used."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# In between stands a small process: what a child inherits of a large one would count as its
# own memory.  Its own time is not counted.
_BETWEEN = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[2:], stdin=sys.stdin, stdout=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as report:
    json.dump([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.returncode], report)
"""


@dataclass(frozen=True)
class Used:
    """``cpu`` in seconds, ``memory`` in MiB (resident, the most at any time)."""

    cpu: float
    memory: float
    printed: str


def run(
    command: tuple[str, ...],
    report: Path,
    told: str = "",
    environment: Mapping[str, str] | None = None,
    check: bool = True,
) -> Used:
    """Run a command, with ``told`` on its standard input; ``report`` is a file to use.

    ``printed`` holds both outputs.  Raises RuntimeError where the command fails.
    """
    done = subprocess.run(
        (sys.executable, "-S", "-E", "-c", _BETWEEN, str(report), *command),
        input=told,
        cwd=ROOT,
        env=None if environment is None else {**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    cpu, memory, code = json.loads(report.read_text("ascii"))
    if check and code:
        raise RuntimeError(f"{command[0]} ended with {code}: {done.stdout[-2000:]}")
    return Used(cpu, memory, done.stdout)

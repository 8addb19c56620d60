"""Running other programs and ending with a message a person can act on."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent


def say(text: str) -> None:
    """Print one line about the set-up to standard error, so that output stays clean."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """End with exit code 1 and *text*."""
    say(text)
    raise SystemExit(1)


def ensure_standard_streams() -> None:
    """Open /dev/null in place of closed standard streams, before anything else takes 0, 1 or 2."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def quiet_run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str | None:
    """Run a set-up step without input; None when it worked, else the end of what it printed."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as problem:
        return str(problem)
    return None if done.returncode == 0 else done.stdout[-4000:]


def must_run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Run a set-up step without input; end with its output when it fails."""
    problem = quiet_run(command, environment)
    if problem is not None:
        stop(f"{problem}\nThis step failed: {shlex.join(command)}")


def call(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run *command* in the checkout with this terminal; its exit code (130 for Ctrl+C)."""
    try:
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130

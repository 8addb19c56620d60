"""Command-line tests as readable transcripts: what is typed, what comes back.

    # a comment
    $ keystead get dev/API_KEY
    expected output, both streams as a terminal shows them
    [4]                      the exit code, where it is not 0

``...`` stands for any text within a line; a line of ``...`` alone for any lines, or none.
All commands of a file run in one shell, which is a terminal session of its own, without a
terminal.  Beside ``keystead`` (tests/launcher.py, or the shipped entry) it has

    authenticator [FILE]     the next code of the entry in FILE (default init.json); with
                             ``now`` behind it, that of a clock which nobody moves
    later SECONDS            moves the clock of keystead and of the authenticator
    elsewhere COMMAND        runs a command in another terminal session
    field FILE NAME          one field of a JSON file
"""

import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[3]
LAUNCHER = ROOT / "tests" / "launcher.py"
TOOLS = Path(__file__).resolve().parent / "tools.py"
PATIENCE = 90.0
PASSPHRASE = "correct horse battery staple"


@dataclass(frozen=True)
class Step:
    """One command: ``line`` of the file, what was typed, what must come back."""

    line: int
    command: str
    expected: tuple[str, ...]
    code: int


def parse(text: str) -> list[Step]:
    """The steps of a transcript; ValueError for output before the first command."""
    steps: list[Step] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("$ "):
            steps.append(Step(number, line[2:], (), 0))
        elif line.startswith("> ") and steps:
            last = steps[-1]
            steps[-1] = Step(last.line, f"{last.command}\n{line[2:]}", (), 0)
        elif re.fullmatch(r"\[\d+\]", line) and steps:
            last = steps[-1]
            steps[-1] = Step(last.line, last.command, last.expected, int(line[1:-1]))
        elif line and not line.startswith("#"):
            if not steps:
                raise ValueError(f"line {number}: output before a command")
            last = steps[-1]
            steps[-1] = Step(last.line, last.command, (*last.expected, line), last.code)
    return steps


def matches(expected: tuple[str, ...], actual: list[str]) -> bool:
    """Whether the lines are what was expected; blank lines do not count."""
    lines = [line.rstrip() for line in actual if line.strip()]
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + r"\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


class Shell:
    """A shell in a folder of its own, with a home, a clock and an authenticator in it."""

    def __init__(self, folder: Path, shipped: bool = False, prefix: tuple[str, ...] = ()) -> None:
        """``prefix``: what the shell is started behind."""
        self.folder = folder
        # A socket's path is limited to about 100 bytes, and folders of tests are deep.
        self._runtime = tempfile.mkdtemp(prefix="ks-run-")
        self.moved = folder / ".moved"
        self.moved.write_text("0", "ascii")
        programs = folder / ".bin"
        programs.mkdir()
        entry = [sys.executable, "-m", "keystead"]
        if not shipped:
            entry = [sys.executable, str(LAUNCHER), "--moved", str(self.moved)]
        _program(programs / "keystead", entry)
        for name in ("authenticator", "later", "field"):
            _program(programs / name, [sys.executable, str(TOOLS), name, str(self.moved)])
        _program(programs / "elsewhere", ["setsid", "-w"])
        self.environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TMPDIR": os.environ.get("TMPDIR", "/tmp"),
            "XDG_RUNTIME_DIR": self._runtime,
            "KEYSTEAD_HOME": str(folder / "home"),
            "KEYSTEAD_PASSPHRASE": PASSPHRASE,
            "PYTHONPATH": f"{ROOT / 'app'}:{ROOT}",
        }
        self._process = subprocess.Popen(
            [*prefix, "bash", "--norc", "--noprofile"],
            cwd=folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._mark = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the shell and the agents that it started, for certain."""
        for pid in self.agents():
            os.kill(pid, signal.SIGKILL)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        shutil.rmtree(self._runtime)

    def agents(self) -> list[int]:
        """The agents that hold a vault below the folder."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                home = os.fsencode(self.folder / "home")
                if b"--detached" in words and home in words:
                    found.append(int(entry.name))
        return found

    def run(self, command: str) -> tuple[list[str], int]:
        """The output (both streams) and exit code of a command."""
        self._mark += 1
        mark = f"--done-{self._mark}--"
        text = f"{{ {command}\n}} </dev/null; printf '\\n%s %s\\n' {shlex.quote(mark)} $?\n"
        assert self._process.stdin is not None
        self._process.stdin.write(text.encode())
        self._process.stdin.flush()
        output = self._until(mark.encode()).decode("utf-8", "replace")
        *lines, last = output.rstrip("\n").split("\n")
        return lines, int(last.removeprefix(mark))

    def _until(self, mark: bytes) -> bytes:
        stream, output, deadline = self._process.stdout, b"", time.monotonic() + PATIENCE
        assert stream is not None
        while not re.search(re.escape(mark) + rb" \d+\n", output):
            left = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([stream], [], [], left)
            piece = os.read(stream.fileno(), 65_536) if ready else b""
            if not piece:
                raise TimeoutError(f"no end of the command; it printed {output!r}")
            output += piece
        return output


def play(steps: list[Step], shell: Shell) -> None:
    """Run the steps; AssertionError at the first whose output or code is another."""
    for step in steps:
        lines, code = shell.run(step.command)
        shown = "\n".join(line for line in lines if line.strip())
        told = f"line {step.line}: $ {step.command}\n{shown}\n[{code}]"
        wanted = "\n".join(step.expected)
        assert code == step.code, f"{told}\nexpected [{step.code}]"
        assert matches(step.expected, lines), f"{told}\nexpected:\n{wanted}"


def _program(path: Path, command: list[str]) -> None:
    path.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', "utf-8")
    path.chmod(0o700)

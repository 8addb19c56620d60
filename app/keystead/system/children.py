"""A program of the user's, run with a limit on its time and on what it prints.

It gets no stdin, its stderr is ours, and it is a process group of its own in our session:
what it leaves behind can be ended with it, and a ``keystead`` that it calls is served as we are.
It ends with us, too, whether we are asked to end (``_asked_to_end``) or killed (``guard``).
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from types import FrameType

from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.system.guard import guarding

_POLL = 0.05
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
_PATIENCE = 2.0
"""Seconds for what an ended program printed to arrive."""


class Ending(Enum):
    """How it came to an end."""

    BY_ITSELF = 1
    TOO_LONG = 2
    TOO_MUCH = 3
    CANCELLED = 4


@dataclass(frozen=True)
class Ended:
    """``code``: the exit code, negative for a signal; ``output``: at most the limit and one
    byte; empty where it was not kept."""

    ending: Ending
    code: int
    output: SecretBytes


def _never() -> bool:
    return False


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    seconds: float,
    limit: int,
    output_to: int | None = None,
    cancelled: Callable[[], bool] = _never,
) -> Ended:
    """Run ``command`` and wait for it, at most so many seconds, printing at most ``limit`` bytes.

    ``output_to``: a descriptor that gets what it prints instead of us.  Raises FileProblem
    where it cannot be started; the message has its first word only.  A signal that asks this
    process to end (SIGTERM, SIGHUP, SIGQUIT) ends the program first.
    """
    with _asked_to_end() as asked, guarding() as guard:
        child = _start(command, environment, output_to)
        guard.watch(child.pid)
        return _attend(child, seconds, limit, lambda: bool(asked) or cancelled())


def _start(
    command: Sequence[str], environment: Mapping[str, str], output_to: int | None
) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if output_to is None else output_to,
            env=dict(environment),
            process_group=0,
        )
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it has a NUL in it").lower()
        raise FileProblem(f"The command '{command[0]}' cannot be started: {reason}.") from None


def _attend(
    child: "subprocess.Popen[bytes]", seconds: float, limit: int, cancelled: Callable[[], bool]
) -> Ended:
    reader = _Reader(child, limit)
    try:
        ending = _wait(child, reader, time.monotonic() + seconds, cancelled)
    except BaseException:  # a Ctrl+C: nothing goes on without us
        _end(child)
        reader.finish(child)
        raise
    if ending is not Ending.BY_ITSELF:
        _end(child)
    output = reader.finish(child)
    if ending is Ending.BY_ITSELF and len(output) > limit:
        ending = Ending.TOO_MUCH
    return Ended(ending, child.returncode, SecretBytes(output))


@contextmanager
def _asked_to_end() -> Iterator[list[int]]:
    """Gathers the signals that would end this process, and lets the first do so at the end.

    Those that somebody handles or ignores stay theirs; threads get none.
    """
    numbers = list[int]()
    if threading.current_thread() is threading.main_thread():
        numbers = [
            number
            for name in _ENDING
            if (number := getattr(signal, name, None)) is not None
            and signal.getsignal(number) is signal.SIG_DFL
        ]
    asked = list[int]()

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in numbers:
        signal.signal(number, note)
    try:
        yield asked
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
        if asked:
            signal.raise_signal(asked[0])


class _Reader:
    """Takes what the program prints in a thread of its own, which may be left behind."""

    def __init__(self, child: "subprocess.Popen[bytes]", limit: int) -> None:
        self._left = limit + 1
        self._parts: list[bytes] = []
        self.full = threading.Event()
        self._thread: threading.Thread | None = None
        if child.stdout is not None:
            number = child.stdout.fileno()
            self._thread = threading.Thread(target=self._read, args=(number,), daemon=True)
            self._thread.start()

    def _read(self, number: int) -> None:
        with contextlib.suppress(OSError):
            while self._left and (part := os.read(number, min(self._left, 65_536))):
                self._parts.append(part)
                self._left -= len(part)
        if not self._left:
            self.full.set()

    def finish(self, child: "subprocess.Popen[bytes]") -> bytes:
        """All that came; what still holds the pipe open is ended."""
        if self._thread is not None and child.stdout is not None:
            self._thread.join(_POLL)
            if self._thread.is_alive():
                _end_group(child)
                self._thread.join(_PATIENCE)
            if not self._thread.is_alive():
                child.stdout.close()
        return b"".join(self._parts)


def _wait(
    child: "subprocess.Popen[bytes]", reader: _Reader, until: float, cancelled: Callable[[], bool]
) -> Ending:
    while True:
        try:
            child.wait(_POLL)
        except subprocess.TimeoutExpired:
            if reader.full.is_set():
                return Ending.TOO_MUCH
            if cancelled():
                return Ending.CANCELLED
            if time.monotonic() >= until:
                return Ending.TOO_LONG
        else:
            return Ending.BY_ITSELF


def _end(child: "subprocess.Popen[bytes]") -> None:
    _end_group(child)
    child.kill()
    child.wait()


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)

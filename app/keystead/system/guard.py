"""What ends a program of the user's when this process is gone, however it went.

After a ``kill -9`` nothing of ours runs any more.  So a shell waits at a pipe that only this
process can write to: where it closes without a word, the shell ends the program's group.
PR_SET_PDEATHSIG would not do: it reaches the program alone and not what that started, is
Linux' own, and fires when the thread ends that started the program.
"""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_SHELL = "/bin/sh"
_SCRIPT = 'read -r group && { read -r word || kill -s KILL -- "-$group"; }'


class Guard:
    """A shell that waits; started before the program, so that hardly a moment is unguarded."""

    def __init__(self) -> None:
        self._shell = _start()

    def watch(self, group: int) -> None:
        """From now on the process group ``group`` ends with this process."""
        self._write(f"{group}\n")

    def leave(self) -> None:
        """The program has ended; what it left behind stays."""
        self._write("over\n")
        if self._shell is not None and self._shell.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._shell.stdin.close()
            self._shell.wait()

    def _write(self, line: str) -> None:
        if self._shell is not None and self._shell.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # somebody ended the shell
                self._shell.stdin.write(line.encode())
                self._shell.stdin.flush()


@contextmanager
def guarding() -> Iterator[Guard]:
    """A guard for one program; where there is no shell, the program runs unguarded."""
    guard = Guard()
    try:
        yield guard
    finally:
        guard.leave()


def _start() -> "subprocess.Popen[bytes] | None":
    if not hasattr(os, "killpg"):
        return None
    try:
        return subprocess.Popen(
            [_SHELL, "-c", _SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={},
            start_new_session=True,  # what ends us at the terminal must not end it
        )
    except OSError:
        return None

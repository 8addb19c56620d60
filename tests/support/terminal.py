"""A pseudo terminal with a program in a session of its own, as a person would have it."""

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self


class Terminal:
    """Runs ``command`` on a pseudo terminal; ``expect`` waits, ``type`` answers."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> None:
        self._master, slave = pty.openpty()

        def own_terminal() -> None:
            # A job in the background of a script is told to ignore it; a terminal's is not.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self._process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=own_terminal,
        )
        os.close(slave)
        self.output = ""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        os.close(self._master)

    def expect(self, pattern: str, seconds: float = 30.0) -> re.Match[str]:
        """Wait until the pattern shows behind what was expected before."""
        deadline = time.monotonic() + seconds
        while (found := re.compile(pattern).search(self.output, self._seen)) is None:
            if not self._read(deadline):
                raise TimeoutError(f"no {pattern!r} in {self.output[self._seen :]!r}")
        self._seen = found.end()
        return found

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._master, f"{text}\n".encode())

    def press(self, key: bytes) -> None:
        """Press a key, such as ``b"\\x03"`` for Ctrl+C."""
        os.write(self._master, key)

    def interrupt(self, seconds: float = 60.0) -> int:
        """Press Ctrl+C until the program ends; its exit code.  A signal that comes just
        before a program waits for a key is seen after the key only, so a person presses
        again."""
        deadline = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < deadline:
            self.press(b"\x03")
            pause = min(deadline, time.monotonic() + 1.0)
            while self._read(pause):
                pass
        return self._process.wait(timeout=5.0)

    def end(self, seconds: float = 60.0) -> int:
        """Wait for the end of the program; its exit code."""
        deadline = time.monotonic() + seconds
        while self._read(deadline):
            pass
        return self._process.wait(timeout=max(0.1, deadline - time.monotonic()))

    def _read(self, deadline: float) -> bool:
        left = max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([self._master], [], [], left)
        if not ready:
            return False
        try:
            piece = os.read(self._master, 65_536)
        except OSError:  # Linux says so when the other side is closed
            return False
        self.output += piece.decode("utf-8", "replace")
        return bool(piece)

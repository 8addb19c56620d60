"""Starting a server for a test, knowing when it is ready, and ending it for certain."""

import os
import select
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence


class Server:
    """A child process that is ended with the ``with`` block, whatever happens in it."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        pass_fds: Sequence[int] = (),
        stdin: bytes = b"",
    ) -> None:
        self._process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=pass_fds,
        )
        assert self._process.stdin is not None
        self._process.stdin.write(stdin)
        self._process.stdin.close()

    @property
    def running(self) -> bool:
        """Whether the process still lives."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it: politely, then by force after five seconds."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def read_line(descriptor: int, seconds: float) -> str:
    """The first line that a server writes to the pipe *descriptor*; TimeoutError without one."""
    line = b""
    deadline = time.monotonic() + seconds
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError(f"no line within {seconds} s, only {line!r}")
        piece = os.read(descriptor, 4096)
        if not piece:
            raise TimeoutError(f"the server ended; it wrote {line!r}")
        line += piece
    return line.decode().strip()


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Return once *condition* holds; TimeoutError naming *what* after *seconds*."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {seconds} s")
        time.sleep(0.02)

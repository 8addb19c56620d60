"""Hosts for tests: small memory, disks that fill up, power that goes at a chosen step."""

import errno
import os
from pathlib import Path

from keystead.system.host import SystemHost


class PowerCut(BaseException):
    """The process is gone: nothing after the step happens, no clean-up either."""


class CountingHost(SystemHost):
    """Notes every step of every write as ``(step, file name)``."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, Path]] = []
        super().__init__(self._note)

    def _note(self, name: str, path: Path) -> None:
        self.steps.append((name, path))


class DyingHost(SystemHost):
    """Raises PowerCut before step number ``at`` (from 0), and at each step after it."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.taken = 0
        super().__init__(self._step_or_die)

    def _step_or_die(self, name: str, path: Path) -> None:
        self.taken += 1
        if self.taken > self.at:
            raise PowerCut(f"before {name} of {path.name}")


class FailingHost(SystemHost):
    """Gives the error of a full disk (or ``number``) at step number ``at``, and after it.

    ``only`` narrows it to one step; deleting works on a full disk, so it fails only then.
    """

    def __init__(self, at: int, number: int = errno.ENOSPC, only: str = "") -> None:
        self.at = at
        self.taken = 0
        self.number = number
        self.only = only
        super().__init__(self._step_or_fail)

    def _step_or_fail(self, name: str, path: Path) -> None:
        if name != self.only and (self.only or name == "remove"):
            return
        self.taken += 1
        if self.taken > self.at:
            raise OSError(self.number, os.strerror(self.number))


class SmallHost(SystemHost):
    """A computer with little memory, or a home in a synced folder."""

    def __init__(self, memory: int = 1 << 30, shared: str = "") -> None:
        super().__init__()
        self._memory = memory
        self._shared = shared

    def memory_size(self) -> int:
        """Bytes, as given."""
        return self._memory

    def is_shared_folder(self, path: Path) -> str:
        """The service, as given."""
        return self._shared

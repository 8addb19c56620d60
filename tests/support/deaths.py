"""Processes that are killed at a chosen step, and disks that end at a chosen byte."""

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

from keystead.errors import FileProblem
from keystead.system.host import SystemHost

_DISK_FULL = 3
_WRONG = 4


class KillingHost(SystemHost):
    """Kills its own process with SIGKILL before step number ``at`` (from 0)."""

    def __init__(self, at: int) -> None:
        self._left = at
        super().__init__(self._step_or_die)

    def _step_or_die(self, name: str, path: Path) -> None:
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def dies(work: Callable[[], object]) -> bool:
    """Do ``work`` in a child process; whether a signal ended it."""
    return os.WIFSIGNALED(_in_child(work))


def finds_disk_full(size: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child that may write files of at most ``size`` bytes; whether it was
    told so by FileProblem.  AssertionError for any other error."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        work()

    status = _in_child(limited)
    assert os.WIFEXITED(status)
    assert os.WEXITSTATUS(status) in (0, _DISK_FULL)
    return os.WEXITSTATUS(status) == _DISK_FULL


def is_cut_off(size: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child that is killed by the write that makes a file longer than
    ``size`` bytes, in the middle of what SQLite does, too; whether it came to that."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        work()

    return os.WIFSIGNALED(_in_child(limited))


def _in_child(work: Callable[[], object]) -> int:
    """The wait status of a child that does ``work`` and nothing after it."""
    child = os.fork()
    if not child:
        status = _WRONG
        try:
            work()
            status = 0
        except FileProblem:
            status = _DISK_FULL
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1]

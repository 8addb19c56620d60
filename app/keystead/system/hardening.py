"""What every process of Keystead does before anything else, and those with keys besides.

    every process     no core dumps, new files for this user alone, crashes told without values
    one with keys     memory closed to the other programs of the user, too (``hide_memory``)

A command that only asks the agent stays visible: the agent names who asks it by what the
kernel tells of that process, and of a hidden one it tells nothing (``agent.peers``).
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from keystead.system import crash_report

if sys.platform == "win32":
    from keystead.system import hardening_windows as system
elif sys.platform == "linux":
    from keystead.system import hardening_linux as system
else:
    from keystead.system import hardening_posix as system

PRIVATE = 0o077
_before: list[int] = []
"""The umask that this process was started with."""


def start() -> None:
    """For each process, first of all.  What the system lacks is no error: nobody is kept
    from their keys by it."""
    _before[:] = [os.umask(PRIVATE)]
    system.no_core_dumps()
    crash_report.install()


@contextmanager
def as_before() -> Iterator[None]:
    """While another program takes the place of this process: files and signals are as they
    were before Keystead and Python began; core dumps stay off.  Where none came, all is again
    as this process wants it."""
    masks = [os.umask(mask) for mask in _before]
    names = [name for name in ("SIGPIPE", "SIGXFSZ") if hasattr(signal, name)]  # not on Windows
    ignored = {name: signal.signal(getattr(signal, name), signal.SIG_DFL) for name in names}
    try:
        yield
    finally:
        for mask in masks:
            os.umask(mask)
        for name, handler in ignored.items():
            signal.signal(getattr(signal, name), handler)


def hide_memory() -> None:
    """From now on no other program of the user may read or trace this process, and no crash
    of it leaves its memory anywhere; once and for good, as far as the system can."""
    system.hide_memory()


def erase_variable(name: str) -> None:
    """Blank out what this process was started with, where others can read it.

    ``os.environ.pop`` makes the C library forget a variable; the bytes stay where the kernel
    put them, and ``/proc/PID/environ`` shows them.  To be called before the pop.
    """
    system.erase_variable(name)

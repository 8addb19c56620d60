"""Hardening on Linux."""

import sys

from keystead.system.hardening_posix import erase_variable as erase_variable
from keystead.system.hardening_posix import limit_core

assert sys.platform == "linux"  # noqa: S101 - tells mypy which platform this file is for

_PR_SET_DUMPABLE = 4

# A limit of 0 stops core files only: where cores go to a program (systemd-coredump, apport)
# it is not looked at.  A limit of 1 byte stops both: files are too small to be begun, and
# the kernel starts no program for a process that looks like one (core(5), fs/coredump.c).
_CORE = 1


def no_core_dumps() -> None:
    """No core file and no program that is given one, whatever the shell allows."""
    limit_core(_CORE)


def hide_memory() -> None:
    """PR_SET_DUMPABLE 0: no core, no ptrace, ``/proc/PID/mem`` and the like for root alone."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

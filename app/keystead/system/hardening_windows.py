"""Hardening on Windows."""

import ctypes
import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy which platform this file is for

# winbase.h and werapi.h.
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX, _SEM_NOOPENFILEERRORBOX = 1, 2, 0x8000
_WER_FAULT_REPORTING_FLAG_NOHEAP = 1


def no_core_dumps() -> None:
    """No dialog that offers to send a crash, and no heap in a report that is made anyway."""
    kernel = ctypes.windll.kernel32
    kernel.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX | _SEM_NOOPENFILEERRORBOX)
    kernel.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)


def hide_memory() -> None:
    """Nothing to do: a program of the same user can always open this process."""


def erase_variable(_name: str) -> None:
    """Nothing to do: ``os.environ.pop`` changes the one block that there is."""

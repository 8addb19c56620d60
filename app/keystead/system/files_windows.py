"""Locks, folders and memory on Windows."""

import ctypes
import msvcrt
import os
import sys
from pathlib import Path

assert sys.platform == "win32"  # noqa: S101 - tells mypy which platform this file is for


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        ("total_physical", ctypes.c_ulonglong),
        ("rest", ctypes.c_ulonglong * 6),
    )


def try_lock(descriptor: int) -> bool:
    """Take the exclusive lock of an open file; False when somebody holds it."""
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Nothing to do: NTFS journals renames, and folders cannot be flushed."""


def is_own(_status: os.stat_result) -> bool:
    """True: folders in the user's profile inherit its access list."""
    return True


def memory_size() -> int:
    """Physical memory in bytes."""
    status = _MemoryStatus()
    status.length = ctypes.sizeof(status)
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return int(status.total_physical)

"""Locks, folders and memory on Linux, macOS and other POSIX systems."""

import errno
import fcntl
import os
import sys
from pathlib import Path

assert sys.platform != "win32"  # noqa: S101 - tells mypy which platform this file is for

_NO_FSYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)


def try_lock(descriptor: int) -> bool:
    """Take the exclusive lock of an open file; False when somebody holds it.

    flock and not POSIX record locks: those are lost as soon as the process closes *any*
    descriptor of the file, and do not keep two threads apart.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last a power cut, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FSYNC:
            raise
    finally:
        os.close(descriptor)


def is_own(status: os.stat_result) -> bool:
    """True when the file or folder belongs to the user of this process."""
    return status.st_uid == os.geteuid()


def memory_size() -> int:
    """Physical memory in bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

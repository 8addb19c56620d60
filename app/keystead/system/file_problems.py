"""From what the operating system says to an error that tells a person what to do."""

import errno
from pathlib import Path

from keystead.errors import FileProblem
from keystead.system.errors import (
    DiskFull,
    FileMissing,
    NotAFile,
    NotPermitted,
    ReadOnlyDisk,
)

_READ: dict[int, tuple[type[FileProblem], str]] = {
    errno.ENOENT: (FileMissing, "There is no file '{path}'. Check the name, or connect its disk."),
    errno.ENOTDIR: (FileMissing, "There is no file '{path}'. Check the name."),
    errno.EISDIR: (NotAFile, "'{path}' is a folder, not a file."),
    errno.EACCES: (NotPermitted, "You may not read '{path}'. Ask its owner, or change its rights."),
    errno.EPERM: (NotPermitted, "You may not read '{path}'. Ask its owner, or change its rights."),
}

_KEPT = " What was there is unchanged."

_FULL = (DiskFull, "The disk that holds '{path}' is full. Free some space, then try again.")
_CLOSED = (
    NotPermitted,
    "You may not write '{path}'. Change the rights of its folder, or choose another.",
)

_WRITE: dict[int, tuple[type[FileProblem], str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: (
        ReadOnlyDisk,
        "'{path}' lies on a disk that is read-only. Make it writable, or choose another place.",
    ),
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.ENOENT: (FileMissing, "There is no folder for '{path}'. Make it, or connect its disk."),
    errno.ENOTDIR: (FileMissing, "There is no folder for '{path}'. Check the name."),
    errno.EISDIR: (NotAFile, "'{path}' is a folder, not a file."),
    errno.ENAMETOOLONG: (FileProblem, "'{path}' is too long a name. Choose a shorter one."),
}


def read_problem(error: OSError, path: Path) -> FileProblem:
    """Why ``path`` could not be read, and what to do."""
    kind, text = _READ.get(error.errno or 0, (FileProblem, "'{path}' cannot be read: {reason}."))
    return kind(text.format(path=path, reason=_reason(error)), path=str(path))


def write_problem(error: OSError, path: Path) -> FileProblem:
    """Why ``path`` could not be written, that the old file is intact, and what to do."""
    kind, text = _WRITE.get(
        error.errno or 0, (FileProblem, "'{path}' cannot be written: {reason}.")
    )
    return kind(text.format(path=path, reason=_reason(error)) + _KEPT, path=str(path))


def _reason(error: OSError) -> str:
    """The system's own words, such as ``Input/output error``."""
    return error.strerror or type(error).__name__

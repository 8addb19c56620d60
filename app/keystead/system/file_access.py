"""Who may do what with a file: kept where the file is written anew.

On Windows a new file inherits the access list of its folder, and there is nothing to keep.
"""

import errno
import os
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

from keystead.system.errors import AccessNotKept, NotAFile
from keystead.system.file_problems import read_problem

_LIST = "system.posix_acl_access"
_NO_LIST = (errno.ENOTSUP, errno.EOPNOTSUPP, getattr(errno, "ENODATA", errno.ENOTSUP))


@dataclass(frozen=True)
class Access:
    """Ids of owner and group, the nine mode bits, and the access list of acl(5) as Linux
    keeps it, None where there is none."""

    owner: int
    group: int
    mode: int
    entries: bytes | None = field(default=None, repr=False)


def access_of(path: Path) -> Access:
    """Who may do what with the file; NotAFile for what is none, also a link; FileProblem."""
    try:
        status = path.lstat()
        entries = _entries(path)
    except OSError as error:
        raise read_problem(error, path) from error
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(f"'{path}' is a link or no file. It was left as it is.", path=str(path))
    return Access(status.st_uid, status.st_gid, status.st_mode & 0o777, entries)


def give(access: Access, path: Path, descriptor: int) -> None:
    """Give it to a new, empty file that its owner alone may read, which is to become the
    one at ``path``; AccessNotKept where this user may not.

    The mode comes last, so that nobody else can open the file on the way.
    """
    if sys.platform == "win32":
        return
    try:
        there = os.fstat(descriptor)
        if (there.st_uid, there.st_gid) != (access.owner, access.group):
            os.fchown(descriptor, access.owner, access.group)
        _give_entries(descriptor, access.entries)
        os.fchmod(descriptor, access.mode)
    except OSError as error:
        raise AccessNotKept(
            f"'{path}' was left as it is: your account may not give a new file the same owner, "
            "group and rights. Let its owner change it, or write another file.",
            path=str(path),
        ) from error


def is_open_to_all(path: Path) -> bool:
    """Whether every user of the computer may read the file; False where that is not told."""
    if sys.platform == "win32":
        return False
    try:
        return bool(path.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def is_private(path: Path) -> bool:
    """Whether nobody but the owner may read the file, by mode and access list, whose mask
    stands in the place of the group; also where that is not told."""
    if sys.platform == "win32":
        return True
    try:
        return not path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    except OSError:
        return True


def _entries(path: Path) -> bytes | None:
    if sys.platform != "linux":
        return None
    try:
        return os.getxattr(path, _LIST, follow_symlinks=False)
    except OSError as error:
        if error.errno in _NO_LIST:
            return None
        raise


def _give_entries(descriptor: int, entries: bytes | None) -> None:
    if sys.platform != "linux":
        return
    if entries is not None:
        os.setxattr(descriptor, _LIST, entries)
        return
    try:
        # A folder can hand a list down, which the mode would bring to life.
        os.removexattr(descriptor, _LIST)
    except OSError as error:
        if error.errno not in _NO_LIST:
            raise

"""Whether a file may be rewritten in place: ours, in a folder of ours, and no link."""

import os
import stat
import sys
from pathlib import Path

if sys.platform == "win32":
    from keystead.system import files_windows as system
else:
    from keystead.system import files_posix as system


def hindrance(path: Path) -> str:
    """What stands against rewriting the file at ``path``, in words, or '' for nothing.

    In a folder that somebody else may write, they could put another file in its place.
    """
    if not path.is_absolute():
        return "its path is not whole"
    try:
        folder, status = path.parent.stat(), path.lstat()
        above = [one.stat().st_mode for one in path.parent.resolve().parents]
    except OSError as error:
        return "is not there any more" if _gone(error) else "cannot be looked at"
    mode = stat.S_IMODE(status.st_mode)
    reasons = (
        (stat.S_ISLNK(status.st_mode), "is a symbolic link"),
        (not stat.S_ISREG(status.st_mode), "is no file"),
        (not system.is_own(folder), "lies in a folder of somebody else"),
        (bool(folder.st_mode & stat.S_IWOTH), "lies in a folder that everybody may write"),
        (any(map(_is_open, above)), "lies below a folder that everybody may write"),
        (not system.is_own(status), "belongs to somebody else"),
        (not mode & stat.S_IWUSR, "is read-only"),
        (not os.access(path.parent, os.W_OK), "lies in a folder that is read-only"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _is_open(mode: int) -> bool:
    """Whether others may put something else in the place of what lies in the folder; where
    its sticky bit is set they may not (mkdir(2))."""
    return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def _gone(error: OSError) -> bool:
    return isinstance(error, FileNotFoundError | NotADirectoryError)

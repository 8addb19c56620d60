"""Where a file may be written: where nothing lies yet, or a regular file."""

import stat
from pathlib import Path

from keystead.errors import Refused
from keystead.system.file_problems import write_problem

_STREAMS = (Path("/dev"), Path("/proc"))


def check(path: Path) -> None:
    """Refused where a folder, a symbolic link, a pipe, a device or a socket lies at ``path``.

    What is written replaces what lies there: a reader of a pipe would wait for ever, and a
    device would be gone.  Raises FileProblem where the path cannot be looked at.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise write_problem(error, path) from error
    if stat.S_ISREG(mode):
        return
    what = (
        "a folder or a symbolic link"
        if stat.S_ISDIR(mode) or stat.S_ISLNK(mode)
        else "a pipe, a device or a socket"
    )
    advice = " To print instead, give - as the file." if _is_stream(path) else ""
    raise Refused(f"{path} is {what}. Nothing was written.{advice}", path=str(path))


def _is_stream(path: Path) -> bool:
    """Whether somebody means the output of the command, as by /dev/stdout."""
    return any(path.is_relative_to(folder) for folder in _STREAMS)

"""Whether a file would be seen by git: asked of git itself, or told from the folders."""

import subprocess
from enum import StrEnum
from pathlib import Path

_TIMEOUT = 5.0


class Exposure(StrEnum):
    """What git would do with a file."""

    OUTSIDE = "outside"
    IGNORED = "ignored"
    EXPOSED = "exposed"
    TRACKED = "tracked"


def exposure(path: Path) -> Exposure:
    """How git sees ``path``, which need not exist yet.

    Without a git that answers, a file below a folder with ``.git`` counts as exposed.
    """
    folder = path.absolute().parent
    if work_tree(path) is None:
        return Exposure.OUTSIDE
    try:
        if _git(folder, "ls-files", "--error-unmatch", "--", path.name) == 0:
            return Exposure.TRACKED
        ignored = _git(folder, "check-ignore", "-q", "--", path.name)
    except (OSError, subprocess.TimeoutExpired):
        return Exposure.EXPOSED
    return Exposure.IGNORED if ignored == 0 else Exposure.EXPOSED


def work_tree(path: Path) -> Path | None:
    """The folder with ``.git`` that holds ``path``, or None."""
    for folder in path.absolute().parents:
        if (folder / ".git").exists():
            return folder
    return None


def _git(folder: Path, *arguments: str) -> int:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=_TIMEOUT,
        check=False,
    )
    return done.returncode

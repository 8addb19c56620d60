"""Whether a file would be seen by git: asked of git itself, or told from the folders."""

import subprocess
from enum import StrEnum
from pathlib import Path

_TIMEOUT = 5.0
_MAX_ANSWER = 65_536


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


def remote(path: Path) -> str:
    """The address of the repository that holds ``path``: of ``origin``, else of the first
    remote, without user name and password; '' where there is none."""
    if work_tree(path) is None:
        return ""
    try:
        lines = _ask(path.absolute().parent, "config", "--get-regexp", r"^remote\..*\.url$")
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = dict(line.split(" ", 1) for line in lines.splitlines() if " " in line)
    address = found.get("remote.origin.url") or next(iter(found.values()), "")
    return without_credentials(address.strip())


def without_credentials(address: str) -> str:
    """An address without what stands before its host: `https://host/path`, `host:path`."""
    scheme, mark, rest = address.partition("://")
    if mark:
        host, slash, path = rest.partition("/")
        return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"
    host, colon, path = address.partition(":")
    return f"{host.rpartition('@')[2]}{colon}{path}"


def _git(folder: Path, *arguments: str) -> int:
    return _run(folder, arguments, subprocess.DEVNULL).returncode


def _ask(folder: Path, *arguments: str) -> str:
    answer = _run(folder, arguments, subprocess.PIPE).stdout
    return str(answer[:_MAX_ANSWER].decode("utf-8", "replace"))


def _run(
    folder: Path, arguments: tuple[str, ...], out: int
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.DEVNULL,
        timeout=_TIMEOUT,
        check=False,
    )

"""Where the parts of an installer lie while it is made, and what they are stamped with."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from devtools.shell import ROOT

PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build" / "package"
DIST = ROOT / "dist"
BUNDLE = BUILD / "bundle" / "keystead"
ENVIRONMENT = BUILD / "environment"
EARLIEST = 1_577_836_800
"""Start of 2020: the date of files where the checkout has no history to take one from."""


def program_of_environment(name: str) -> str:
    """A program of the virtual environment that makes the bundle."""
    folder = "Scripts" if sys.platform == "win32" else "bin"
    return str(ENVIRONMENT / folder / name)


def version() -> str:
    """The version in pyproject.toml, which all others must equal."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def wheel() -> Path:
    """The wheel of this version in dist/."""
    return DIST / f"keystead-{version()}-py3-none-any.whl"


def epoch() -> int:
    """Seconds since 1970 that every file of an installer is dated with.

    SOURCE_DATE_EPOCH where it is given, else the time of the last commit, so that the same
    commit gives the same installer.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return EARLIEST
    return int(done.stdout) if done.stdout.strip().isdecimal() else EARLIEST


def steady_environment() -> dict[str, str]:
    """This process's environment with what would make two builds differ held still."""
    steady = {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    return {**os.environ, **steady, "TZ": "UTC", "QT_QPA_PLATFORM": "offscreen"}

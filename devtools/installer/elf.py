"""What a Linux program or library needs of others, read with objdump."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from devtools.shell import stop

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")
_MAGIC = b"\x7fELF"


def is_elf(path: Path) -> bool:
    """Whether it is a program or library (and no link to one)."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def needed(path: Path) -> frozenset[str]:
    """The names of the libraries that *path* is linked with, such as ``libz.so.1``."""
    return frozenset(_NEEDED.findall(_headers(path)))


def newest_glibc(paths: Iterable[Path]) -> tuple[int, int]:
    """The newest symbol version of the C library that any of *paths* asks for."""
    found = [(0, 0)]
    for path in paths:
        found += [(int(major), int(minor)) for major, minor in _GLIBC.findall(_headers(path))]
    return max(found)


def _headers(path: Path) -> str:
    done = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        stop(f"objdump cannot read {path}: {done.stderr}")
    return done.stdout

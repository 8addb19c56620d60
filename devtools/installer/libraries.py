"""The Debian packages that a bundle depends on, computed from what its files are linked with."""

import re
import subprocess
from pathlib import Path

from devtools.installer.elf import is_elf, needed, newest_glibc
from devtools.shell import stop

_C_LIBRARY = "libc6"
_LOADER = "ld-linux"


def depended_on(bundle: Path) -> list[str]:
    """Entries for ``Depends``: packages of this Debian that hold the libraries which the
    bundle lacks; the C library with the version that its symbols ask for."""
    files = [path for path in sorted(bundle.rglob("*")) if is_elf(path)]
    own = {path.name for path in bundle.rglob("*")}
    wanted = frozenset().union(*map(needed, files)) - own
    packages = {_package_of(name) for name in wanted if not name.startswith(_LOADER)}
    major, minor = newest_glibc(files)
    packages -= {_C_LIBRARY}
    return [f"{_C_LIBRARY} (>= {major}.{minor})", *sorted(packages)]


def _package_of(library: str) -> str:
    """The installed package with this library, without the suffix of the 64-bit time change,
    since those packages provide the name that they had before."""
    done = subprocess.run(
        ["dpkg-query", "--search", f"*/{library}"], capture_output=True, text=True, check=False
    )
    lines = [line.partition(": ") for line in done.stdout.splitlines()]
    names = {
        owner.partition(":")[0]
        for owner, _, path in lines
        if re.fullmatch(r"(/usr)?/lib/[^/]+", str(Path(path).parent))
    }
    if not names:
        stop(f"No installed Debian package has {library}, which the bundle needs.")
    return min(names).removesuffix("t64")

"""The check itself; started by ``check`` in name spaces of its own.

    python -m devtools.installer_check INSTALLER FOLDER DISPLAY

Exit code 1 when anything is not as it must be; a missed target is said, but is no failure.
"""

import os
import sys
from pathlib import Path

from devtools.installer import places
from devtools.installer_check import figures, removal
from devtools.installer_check.apt_settings import sources
from devtools.installer_check.bare_system import BareSystem
from devtools.installer_check.newcomer import Newcomer, walk
from devtools.installer_check.window import WindowCheck
from devtools.shell import say, stop


def main(installer: Path, folder: Path, display: str) -> int:
    """Install, use, look, measure, remove."""
    # A session of its own, as a terminal would be: the agent serves the one that unlocked.
    os.setsid()
    system = BareSystem(folder / "root", folder / "home")
    system.make(sources(), places.BUILD / "debian-packages")
    say("Installing the package …")
    system.install(installer)
    found = figures.sizes(installer, system.root / "usr/lib/keystead")
    newcomer = Newcomer(system)
    version = newcomer.runs("--version").split()[-1]
    if version != places.version():
        stop(f"The package says that it is version {version}.")
    found += walk(newcomer)
    window = WindowCheck(newcomer, folder, display)
    found += window.starts()
    found += window.opens()
    removal.joins_the_desktop(system)
    removal.goes_without_a_trace(system)
    removal.is_still_readable(newcomer)
    figures.write(found, folder)
    print(figures.table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))

"""What `dev.py package` makes: source archive, wheel, and the installer of this system."""

import shutil
import sys
from pathlib import Path

from devtools.installer import bundle, debian, places
from devtools.shell import ROOT, say
from devtools.system_packages import need_package_programs


def build_all() -> Path | None:
    """Make everything that can be made here; the installer, or None where there is none."""
    bundle.build_wheel()
    if sys.platform != "linux" or not shutil.which("dpkg"):
        say("Installers are made for Debian and its like alone by now; the wheel is in dist/.")
        return None
    need_package_programs()
    places.BUILD.mkdir(parents=True, exist_ok=True)
    installer = debian.build_deb(bundle.build_bundle())
    size = installer.stat().st_size / 1e6
    say(f"{installer.relative_to(ROOT)} ({size:.1f} MB)")
    return installer

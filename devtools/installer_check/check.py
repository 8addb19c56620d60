"""`dev.py package --check`: what must be there first, and what must be gone afterwards."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import environment
from devtools.installer import places
from devtools.installer_check.screen import Screen
from devtools.shell import ROOT, call, say
from devtools.system_packages import need_check_programs

WORK = places.BUILD / "check"
"""Pictures and figures of the last check, and while it runs the bare system too."""


def check(installer: Path) -> int:
    """Try *installer*; exit code 0 when all went as it must."""
    if os.geteuid() != 0:
        say("A bare Debian can only be set up by root. Please run:")
        say("  sudo python3 dev.py package --check")
        return 1
    need_check_programs()
    environment.ensure("dev")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    # Mounts and processes end with these name spaces. The X server stays outside: it must see
    # which displays of others are taken.
    apart = ["unshare", "--mount", "--mount-proc", "--pid", "--fork", "--kill-child"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode != 0:
        say("This system lets not even root make name spaces (a container without the right")
        say("to?), and without them a failed check would leave mounts behind. Nothing was done.")
        return 1
    try:
        with Screen(WORK) as screen:
            command = [*apart, sys.executable, "-m", "devtools.installer_check"]
            return call([*command, str(installer), str(WORK), screen.name])
    finally:
        for name in ("root", "home", "frame"):
            shutil.rmtree(WORK / name, ignore_errors=True)
        say(f"Figures and pictures are in {WORK.relative_to(ROOT)}.")

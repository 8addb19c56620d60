"""The programs beside which `dev.py bench` measures: installed on request, used where they are.

From the system KeePassXC and pass; into build/peers pykeepass and dotenv's command, in an
environment of their own, since nothing of Keystead may come to need them.  keyring and dotenvx are
here for the tests.
"""

import sys
from pathlib import Path

from devtools.shell import ROOT, must_run, say
from devtools.system_packages import need_peer_programs, need_venv

FOLDER = ROOT / "build" / "peers"
PACKAGES = ("pykeepass==4.2.0", "python-dotenv[cli]==1.2.4")


def python() -> Path:
    """The Python that has the packages, where they are installed."""
    return FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def install() -> None:
    """Install what is missing; ends with the command to run where that takes an administrator."""
    need_peer_programs()
    stamp = FOLDER / "keystead-stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == "\n".join(PACKAGES):
        return
    need_venv()
    say("Installing peers into build/peers …")
    must_run([sys.executable, "-m", "venv", "--clear", str(FOLDER)])
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    must_run([*pip, "install", "--quiet", *PACKAGES])
    stamp.write_text("\n".join(PACKAGES), encoding="utf-8")

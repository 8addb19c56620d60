"""What must come from the operating system: Python's venv, Qt's libraries, test programs.

Only looks; installs by apt-get where that is there and we are root; says the one command
otherwise.  On macOS and Windows there is nothing to look for: PySide6 brings its own.
"""

import ctypes
import importlib.util
import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from devtools.shell import quiet_run, say, stop

Choice = tuple[str, ...]

# Shared library that the wheel of PySide6 expects -> Debian package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

# Program (or file) that the tests run -> Debian packages, the first one known to apt is taken.
TEST_PROGRAMS = {
    "Xvfb": ("xvfb",),
    "xdotool": ("xdotool",),
    "xclip": ("xclip",),
    "dbus-daemon": ("dbus-daemon", "dbus"),
    "gnome-keyring-daemon": ("gnome-keyring",),
    "oathtool": ("oathtool",),
    "secret-tool": ("libsecret-tools",),
    "pkill": ("procps",),
    "zbarimg": ("zbar-tools",),
    "pdftotext": ("poppler-utils",),
    "git": ("git",),
    "node": ("nodejs",),
    "npm": ("npm",),
    "docker": ("docker-cli", "docker.io"),
    "direnv": ("direnv",),
    "ruby": ("ruby",),
    "php": ("php-cli",),
    # Files that come with no program of their own.
    "/usr/share/php/Dotenv/autoload.php": ("php-vlucas-phpdotenv",),
    "/usr/share/rubygems-integration/all/gems/dotenv-*": ("ruby-dotenv",),
    "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator": ("systemd",),
    "objdump": ("binutils",),
    "appstreamcli": ("appstream",),
    "desktop-file-validate": ("desktop-file-utils",),
}

# Program that makes or checks the installer -> Debian packages.
PACKAGE_PROGRAMS = {"objdump": ("binutils",), "objcopy": ("binutils",), "ldd": ("libc-bin",)}
CHECK_PROGRAMS = {
    "debootstrap": ("debootstrap",),
    "Xvfb": ("xvfb",),
    "xdotool": ("xdotool",),
}

# Program that the measurements compare with -> Debian packages.
PEER_PROGRAMS: dict[str, Choice] = {
    "keepassxc-cli": ("keepassxc",),
    "pass": ("pass",),
    "gpg": ("gnupg",),
}


def need_venv() -> None:
    """Make sure that this Python can create a virtual environment with pip in it."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        _need([(f"python{version}-venv", "python3-venv")], "Python's venv module")
        importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip") is None:
            stop("This Python still has no ensurepip; please install Python 3.11 or newer in full.")


def need_qt_libraries() -> None:
    """Make sure that Qt's windows can be loaded (Linux)."""
    if sys.platform == "linux":
        missing = [name for library, name in QT_LIBRARIES.items() if not _loads(library)]
        _need([(name,) for name in missing], "system libraries of Qt")


def need_test_programs() -> None:
    """Make sure that the programs which the tests run against are there (Linux)."""
    if sys.platform == "linux":
        _need_programs(TEST_PROGRAMS, "programs that the tests use")


def need_package_programs() -> None:
    """Make sure that the programs which make the installer are there (Linux)."""
    _need_programs(PACKAGE_PROGRAMS, "programs that make the installer")


def need_check_programs() -> None:
    """Make sure that the programs which try the installer are there (Linux)."""
    _need_programs(CHECK_PROGRAMS, "programs that try the installer")


def _need_programs(programs: Mapping[str, Choice], what: str) -> None:
    missing = [names for program, names in programs.items() if not _there(program)]
    _need(list(dict.fromkeys(missing)), what)


def need_peer_programs() -> None:
    """Make sure that the programs which measurements compare with are there (Linux)."""
    if sys.platform == "linux":
        missing = [names for program, names in PEER_PROGRAMS.items() if not _there(program)]
        _need(missing, "programs to measure beside")


def _there(program: str) -> bool:
    """Whether a program is on the path, or a file or folder of that pattern is there."""
    if program.startswith("/"):
        return any(Path("/").glob(program.removeprefix("/")))
    return shutil.which(program) is not None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _need(choices: list[Choice], what: str) -> None:
    """Install one package of each choice, or end with the command that does."""
    if not choices:
        return
    if not shutil.which("apt-get"):
        names = " ".join(choice[0] for choice in choices)
        stop(f"Missing: {what}. Please install them (their Debian names): {names}")
    if os.geteuid() != 0:
        stop(f"Missing: {what}. Please run: sudo {_install_command(choices)}")
    say(f"Installing {what} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    # A new machine has no package lists; a stale list names files that are gone.
    quiet_run(["apt-get", "-qq", "-o", "Acquire::Retries=3", "update"], environment)
    command = shlex.split(_install_command(choices))
    problem = quiet_run([*command, "-qq", "-o", "DPkg::Lock::Timeout=300"], environment)
    if problem is not None:
        stop(f"{problem}\nThis step failed; please run it by hand: {shlex.join(command)}")


def _install_command(choices: list[Choice]) -> str:
    names = [next((name for name in names if _known(name)), names[-1]) for names in choices]
    return shlex.join(["apt-get", "install", "-y", "--no-install-recommends", *names])


def _known(package: str) -> bool:
    return quiet_run(["apt-cache", "show", "--no-all-versions", package]) is None

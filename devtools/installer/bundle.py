"""The bundle: the wheel, its Python and what both need, in one folder that runs by itself."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from devtools import environment
from devtools.installer import places
from devtools.shell import ROOT, call, must_run, say, stop
from devtools.system_packages import need_venv


def build_wheel() -> None:
    """Source archive and wheel into dist/."""
    environment.ensure("dev")
    command = [environment.venv_program("python"), "-m", "hatchling", "build"]
    if call(command, places.steady_environment()) != 0:
        stop("The wheel was not built.")


def build_bundle() -> Path:
    """The folder of the bundle, made anew from the wheel in dist/."""
    _prepare()
    say("Making the bundle …")
    command = [places.program_of_environment("python"), "-m", "PyInstaller", "--noconfirm"]
    command += ["--clean", "--log-level", "ERROR", "--distpath", str(places.BUNDLE.parent)]
    command += ["--workpath", str(places.BUILD / "work")]
    recipe = places.PACKAGING / "bundle" / "keystead.spec"
    must_run([*command, str(recipe)], places.steady_environment())
    _make_plain(places.BUNDLE)
    return places.BUNDLE


def _prepare() -> None:
    """A virtual environment with what the lock names, and the wheel as anyone installs it."""
    lock = environment.LOCKS["package"].read_bytes()
    digest = hashlib.sha256(str(ROOT).encode() + sys.version.encode() + lock).hexdigest()
    stamp = places.ENVIRONMENT / "keystead-stamp"
    python = places.program_of_environment("python")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
        need_venv()
        must_run([sys.executable, "-m", "venv", "--clear", str(places.ENVIRONMENT)])
        environment.install_locked(python, "package")
        stamp.write_text(digest, encoding="utf-8")
    flags = ["--no-deps", "--no-index", "--force-reinstall"]
    environment.pip(python, "install", *flags, str(places.wheel()))
    environment.pip(python, "check")


def _make_plain(folder: Path) -> None:
    """Modes that anyone can read and only the owner change, dates of the commit."""
    shutil.rmtree(folder / "lib" / "__pycache__", ignore_errors=True)
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path == folder / "keystead"
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (places.epoch(), places.epoch()), follow_symlinks=False)

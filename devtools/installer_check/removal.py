"""The desktop learns of the program and forgets it; what the user has stays as it was."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

from devtools import environment
from devtools.installer_check.bare_system import BareSystem
from devtools.installer_check.newcomer import MANY, NAME, PASSPHRASE, VALUE, Newcomer
from devtools.shell import ROOT, say, stop

_MIME = Path("usr/share/mime/application/x-keystead-vault.xml")
_CACHE = Path("usr/share/applications/mimeinfo.cache")
_INSTALLED = (
    Path("usr/bin/keystead"),
    Path("usr/lib/keystead"),
    Path("usr/share/applications/keystead.desktop"),
    Path("usr/share/doc/keystead"),
    Path("usr/share/icons/hicolor/48x48/apps/keystead.png"),
    Path("usr/share/man/man1/keystead.1.gz"),
    Path("usr/share/metainfo/keystead.metainfo.xml"),
    Path("usr/share/mime/packages/keystead.xml"),
)


def joins_the_desktop(system: BareSystem) -> None:
    """With the packages of a desktop there, a vault file is known and opens with Keystead."""
    system.apt("install", "desktop-file-utils", "shared-mime-info")
    cache = (system.root / _CACHE).read_text(encoding="utf-8")
    if not (system.root / _MIME).is_file() or "keystead.desktop" not in cache:
        stop("The desktop was not told of vault files.")


def goes_without_a_trace(system: BareSystem) -> None:
    """Remove and purge: nothing of the package is left, and nothing of the user's is gone."""
    say("Removing it …")
    before = _digests(system.home)
    system.apt("purge", "keystead")
    left = [str(path) for path in (*_INSTALLED, _MIME) if os.path.lexists(system.root / path)]
    if left or "keystead" in (system.root / _CACHE).read_text(encoding="utf-8"):
        stop(f"Left behind by the package: {', '.join(left) or _CACHE}")
    if _digests(system.home) != before:
        stop("Removing the package changed files of the user.")


def is_still_readable(newcomer: Newcomer) -> None:
    """The checkout opens the vault that the package left, with all keys in it."""
    home = newcomer.system.home
    for path in [home, *home.rglob("*")]:
        os.chown(path, os.geteuid(), os.getegid(), follow_symlinks=False)
    command = [environment.venv_program("python"), "-P", "-m", "keystead"]
    given = {**newcomer.system.user_environment(), "KEYSTEAD_PASSPHRASE": PASSPHRASE}
    for words, holds in (
        (("get", NAME, "--env", "dev"), lambda said: said.removesuffix("\n") == VALUE),
        (("list", "--json"), lambda said: len(json.loads(said)) == MANY + 1),
    ):
        for _ in range(3):
            done = subprocess.run(
                [*command, *words, "--no-agent"],
                cwd=ROOT,
                env=given | {"KEYSTEAD_CODE": newcomer.next_code()},
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            if done.returncode == 0:
                break
        if done.returncode != 0 or not holds(done.stdout):
            stop(f"{done.stderr}\nThe checkout does not read what the package wrote.")


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }

"""The .deb: the bundle, what tells the desktop of it, its manual page and its licences."""

import gzip
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from devtools.installer import places
from devtools.installer.libraries import depended_on
from devtools.installer.notices import write_notices
from devtools.shell import ROOT, must_run, say, stop
from devtools.system_packages import need_qt_libraries

RECIPE = places.PACKAGING / "linux" / "nfpm.yaml"
ICONS, DOC = places.BUILD / "icons", places.BUILD / "doc"
MANUAL = places.BUILD / "keystead.1.gz"


def build_deb(bundle: Path) -> Path:
    """Make ``dist/keystead_VERSION_ARCHITECTURE.deb``; its path."""
    say("Making the Debian package …")
    need_qt_libraries()
    _draw_icons()
    _write_manual()
    _write_documents(bundle)
    architecture = _printed("dpkg", "--print-architecture")
    target = places.DIST / f"keystead_{places.version()}_{architecture}.deb"
    target.unlink(missing_ok=True)
    recipe = places.BUILD / "nfpm.yaml"
    recipe.write_text(recipe_with(depended_on(bundle)), encoding="utf-8")
    variables = {
        "KEYSTEAD_VERSION": places.version(),
        "KEYSTEAD_ARCHITECTURE": architecture,
    }
    command = [places.program_of_environment("nfpm"), "package", "--packager", "deb"]
    command += ["--config", str(recipe), "--target", str(target)]
    must_run(command, places.steady_environment() | variables)
    return target


def recipe_with(packages: list[str]) -> str:
    """The recipe of the .deb with *packages* as what it depends on."""
    lines = [f"  - {json.dumps(package)}" for package in packages]
    return RECIPE.read_text(encoding="utf-8") + "depends:\n" + "\n".join(lines) + "\n"


def _draw_icons() -> None:
    shutil.rmtree(ICONS, ignore_errors=True)
    _script("draw_icons.py", str(ICONS))
    _date(ICONS)


def _write_manual() -> None:
    plain = MANUAL.with_suffix("")
    day = datetime.fromtimestamp(places.epoch(), UTC).date().isoformat()
    _script("man_page.py", day, str(plain))
    _compress(plain, MANUAL)


def _write_documents(bundle: Path) -> None:
    shutil.rmtree(DOC, ignore_errors=True)
    DOC.mkdir(parents=True)
    asked = "import sysconfig; print(sysconfig.get_path('NAME'))"
    python = places.program_of_environment("python")
    site, library = (
        Path(_printed(python, "-c", asked.replace("NAME", name))) for name in ("purelib", "stdlib")
    )
    write_notices(DOC, bundle, site, library)
    _compress(ROOT / "CHANGELOG.md", DOC / "changelog.gz")
    _date(DOC)


def _script(name: str, *arguments: str) -> None:
    command = [places.program_of_environment("python"), "-I"]
    command += [str(places.PACKAGING / "linux" / name), *arguments]
    must_run(command, places.steady_environment())


def _compress(path: Path, target: Path) -> None:
    """gzip without a name or a date in it, so that the same text gives the same file."""
    target.write_bytes(gzip.compress(path.read_bytes(), compresslevel=9, mtime=0))


def _date(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (places.epoch(), places.epoch()))


def _printed(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as problem:
        stop(f"{command[0]} cannot be run: {problem}")
    if done.returncode != 0:
        stop(done.stderr)
    return done.stdout.strip()

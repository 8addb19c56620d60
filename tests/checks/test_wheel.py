"""The wheel carries the program with its resources, and finds them once installed."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.source_tree import PACKAGE, ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, as an installer would lay it out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("keystead-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_holds_the_program_whole_and_nothing_else(site: Path):
    packed = {path.relative_to(site / "keystead") for path in (site / "keystead").rglob("*.py")}
    assert packed == {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")}
    assert (site / "keystead" / "py.typed").is_file()
    assert {path.name.split("-")[0] for path in site.iterdir()} == {"keystead"}


def test_it_holds_every_resource(site: Path):
    assert _files(site / "keystead" / "resources") == _files(ROOT / "resources")


def test_it_names_its_entry_point_and_licence(site: Path):
    (information,) = site.glob("*.dist-info")
    entry_points = (information / "entry_points.txt").read_text(encoding="utf-8")
    assert "keystead = keystead.__main__:run" in entry_points
    assert (information / "licenses" / "LICENSE").is_file()


def test_installed_it_finds_its_own_resources(site: Path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from keystead.system.resources import resource\n"
        "print(resource('fonts', 'Inter-Regular.otf'))"
    )
    command = [sys.executable, "-I", "-c", code, str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == site / "keystead/resources/fonts/Inter-Regular.otf"


def test_installed_it_runs_and_makes_a_demo_vault(site: Path, tmp_path: Path):
    helped = _keystead(site, tmp_path, "--help")
    assert helped.startswith("usage: keystead")
    # With the shipped cost, and the table made by a process that the installed program starts.
    demo = json.loads(_keystead(site, tmp_path, "demo", str(tmp_path / "demo"), "--json"))
    assert Path(demo["vault"]).is_file()
    assert demo["home"] == str(tmp_path / "demo")


def _keystead(site: Path, folder: Path, *words: str) -> str:
    """What the installed program prints; its own modules go before those of the checkout."""
    environment = {name: text for name, text in os.environ.items() if "KEYSTEAD" not in name}
    environment |= {"PYTHONPATH": str(site), "KEYSTEAD_HOME": str(folder / "home")}
    command = [sys.executable, "-P", "-m", "keystead"]
    done = subprocess.run(
        [*command, *words], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}

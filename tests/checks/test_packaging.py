"""The recipes of the installers agree with the program, with each other and with their readers."""

import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest

from devtools.installer import debian, places
from keystead import __version__
from keystead.services.resources import resource
from keystead.vault import vault_file
from tests.support.source_tree import ROOT, program_modules

PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
CONTENTS = tomllib.loads((PACKAGING / "bundle" / "contents.toml").read_text(encoding="utf-8"))
RECIPE = debian.RECIPE.read_text(encoding="utf-8")
MIME_TYPE = "application/x-keystead-vault"
NAME_SPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"


def test_the_version_is_the_same_everywhere():
    (release, *_) = _metainfo().iter("release")
    assert places.version() == __version__ == release.get("version")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "version: ${KEYSTEAD_VERSION}" in RECIPE


def test_what_is_left_out_of_python_is_imported_by_no_module_of_ours():
    excluded = set(CONTENTS["excluded_modules"])
    used = {found.name for module in program_modules() for found in module.imports()}
    parts = {".".join(name.split(".")[:end]) for name in used for end in (1, 2)}
    assert parts & excluded == set()
    assert CONTENTS["excluded_modules"] == sorted(excluded)


def test_the_plugins_of_qt_are_there_and_hold_what_the_window_needs():
    import PySide6

    plugins = Path(PySide6.__path__[0]) / "Qt" / "plugins"
    missing = [name for name in CONTENTS["plugins"] if not (plugins / name).is_file()]
    assert missing == []
    kinds = {name.split("/")[0] for name in CONTENTS["plugins"]}
    assert {"platforms", "iconengines", "imageformats", "printsupport", "platformthemes"} <= kinds
    assert CONTENTS["plugins"] == sorted(CONTENTS["plugins"])


def test_the_deb_is_made_from_files_that_exist_or_are_built():
    sources = re.findall(r"- src: (\S+)", RECIPE)
    built = {str(path.relative_to(ROOT)) for path in (places.BUNDLE, debian.ICONS, debian.DOC)}
    built |= {str(debian.MANUAL.relative_to(ROOT)), "/usr/lib/keystead/keystead"}
    assert built <= set(sources)
    missing = [name for name in set(sources) - built if not (ROOT / name).is_file()]
    assert missing == []


def test_the_deb_runs_no_script_of_ours_as_root():
    assert re.search("^scripts:", RECIPE, re.MULTILINE) is None


def test_dependencies_are_added_as_a_list():
    text = debian.recipe_with(["libc6 (>= 2.35)", "zlib1g"])
    assert text.endswith('depends:\n  - "libc6 (>= 2.35)"\n  - "zlib1g"\n')


def test_the_desktop_entry_starts_the_command_and_takes_a_vault_file():
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[method-assign,assignment]
    entry.read(LINUX / "keystead.desktop", encoding="utf-8")
    said = entry["Desktop Entry"]
    assert (said["Exec"], said["TryExec"], said["Icon"]) == (
        "keystead gui %f",
        "keystead",
        "keystead",
    )
    assert said["MimeType"] == f"{MIME_TYPE};"
    # The window tells the desktop this name, so that both belong together.
    text = (ROOT / "app/keystead/gui/application.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("keystead")' in text


def test_the_file_type_is_known_by_name_and_by_the_formats_magic():
    kind = _xml("keystead-mime.xml").find(f"{NAME_SPACE}mime-type")
    assert kind is not None
    assert kind.get("type") == MIME_TYPE
    match, glob = kind.find(f".//{NAME_SPACE}match"), kind.find(f"{NAME_SPACE}glob")
    assert match is not None
    assert glob is not None
    assert match.get("value", "").encode() == vault_file.MAGIC
    assert (match.get("offset"), glob.get("pattern")) == ("0", "*.keystead")


def test_the_metainfo_belongs_to_the_desktop_entry():
    root = _metainfo()
    assert root.findtext("launchable") == "keystead.desktop"
    assert root.findtext("provides/mediatype") == MIME_TYPE
    assert root.findtext("project_license") == "GPL-3.0-or-later"


def test_the_readers_of_a_desktop_find_no_fault():
    # No host name of ours stands behind the program, so its id is no reversed one.
    metainfo = ["validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info"]
    for command in (
        ["desktop-file-validate", str(LINUX / "keystead.desktop")],
        ["appstreamcli", *metainfo, str(LINUX / "keystead.metainfo.xml")],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_manual_page_names_every_command(tmp_path: Path):
    from keystead.cli.commands import COMMANDS

    target = tmp_path / "keystead.1"
    _script("man_page.py", "2026-11-27", str(target))
    page = target.read_text(encoding="utf-8")
    assert page.startswith(f'.TH KEYSTEAD 1 "2026-11-27" "Keystead {__version__}"')
    for name in COMMANDS:
        assert f"\n\\fB{name.replace('-', chr(92) + '-')}\\fR" in page
    assert [line for line in page.splitlines() if line.startswith("'")] == []


def test_icons_are_drawn_in_every_size_and_hold_the_applications_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    _script("draw_icons.py", str(tmp_path / "icons"))
    sizes = {path.parent.parent.name for path in (tmp_path / "icons").rglob("keystead.png")}
    assert sizes >= {"16x16", "48x48", "256x256"}
    drawn = (tmp_path / "icons/scalable/apps/keystead.svg").read_text(encoding="utf-8")
    assert "currentColor" not in drawn
    assert "currentColor" in resource("icons", "app.svg").read_text(encoding="utf-8")


def _script(name: str, *arguments: str) -> None:
    command = [sys.executable, str(LINUX / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _metainfo() -> ET.Element:
    return _xml("keystead.metainfo.xml")


def _xml(name: str) -> ET.Element:
    return ET.parse(LINUX / name).getroot()  # noqa: S314 - our own file

"""What computes the installer's contents and tries it out, as far as it needs no installer."""

import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pyotp
import pytest

from devtools.installer import elf, libraries, notices, places, trimming
from devtools.installer_check import check, screen
from devtools.installer_check.apt_settings import chosen
from devtools.installer_check.figures import Figure, table
from devtools.installer_check.phone import Phone

MODULE = Path(sys.modules["_struct"].__file__ or sys.executable)


def test_libraries_are_read_from_the_files_themselves():
    assert elf.is_elf(Path(sys.executable).resolve())
    assert not elf.is_elf(Path(__file__))
    assert "libc.so.6" in elf.needed(MODULE)
    assert elf.newest_glibc([MODULE]) >= (2, 2)


def test_dependencies_are_what_the_files_need_and_do_not_bring(tmp_path: Path):
    (tmp_path / "module.so").write_bytes(MODULE.read_bytes())
    (depends,) = [one for one in libraries.depended_on(tmp_path) if one.startswith("libc6")]
    assert depends.startswith("libc6 (>= 2.")


def test_only_what_is_asked_for_and_needed_goes_into_the_bundle(tmp_path, monkeypatch):
    links = {
        "QtCore.so": {"libQt6Core.so.6", "libc.so.6"},
        "libQt6Core.so.6": {"libicu.so"},
        "libqxcb.so": {"libQt6Gui.so.6"},
        "libqtls.so": {"libQt6Network.so.6"},
    }
    monkeypatch.setattr(trimming, "needed", lambda path: links.get(path.name, set()))
    folders = {
        "PySide6": ("QtCore.so",),
        "PySide6/Qt/lib": ("libQt6Core.so.6", "libicu.so", "libQt6Gui.so.6", "libQt6Network.so.6"),
        "PySide6/Qt/plugins": ("libqxcb.so", "libqtls.so"),
    }
    entries = [
        (f"{folder}/{name}", str(tmp_path / folder / name), "BINARY")
        for folder, names in folders.items()
        for name in names
    ]
    entries.append(("libX11.so.6", "/usr/lib/libX11.so.6", "BINARY"))
    entries.append(("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"))
    kept = trimming.keep_binaries(entries, ["libqxcb.so"], str(tmp_path))
    assert {Path(target).name for target, _, _ in kept} == {
        *("QtCore.so", "libQt6Core.so.6", "libicu.so", "libqxcb.so", "libQt6Gui.so.6")
    }
    with pytest.raises(SystemExit):
        trimming.keep_binaries(entries, ["libgone.so"], str(tmp_path))


def test_each_part_of_the_bundle_brings_its_licence(tmp_path: Path):
    for name in ("msgspec", "pytest"):
        information = tmp_path / "site" / f"{name}-1.0.dist-info"
        (information / "licenses").mkdir(parents=True)
        (information / "licenses" / "LICENSE").write_text(f"{name} may", encoding="utf-8")
        (information / "METADATA").write_text(
            f"Name: {name}\nVersion: 1.0\nLicense-Expression: MIT\n", encoding="utf-8"
        )
        (information / "RECORD").write_text(f"{name}/__init__.py,,\n", encoding="utf-8")
    (tmp_path / "site/msgspec-1.0.dist-info").rename(tmp_path / "site/pyinstaller-1.0.dist-info")
    (tmp_path / "bundle/lib/pytest").mkdir(parents=True)
    python = tmp_path / "python"
    python.mkdir()
    (python / "LICENSE.txt").write_text("PSF", encoding="utf-8")
    target = tmp_path / "doc"
    notices.write_notices(target, tmp_path / "bundle", tmp_path / "site", python)
    page = (target / "copyright").read_text(encoding="utf-8")
    assert "- pytest 1.0, under MIT" in page
    assert "msgspec" not in page
    for name in ("pytest/LICENSE", "pyinstaller/LICENSE", "python/LICENSE.txt", "icu/ICU.txt"):
        assert (target / name).is_file()
    for name in ("keystead/LICENSE", "lgpl-3.0/LGPL-3.0.txt", "fonts/Inter-OFL.txt"):
        assert (target / name).is_file()


def test_files_are_dated_with_the_commit_or_as_asked(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert places.steady_environment()["SOURCE_DATE_EPOCH"] == "1234567890"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert places.EARLIEST <= places.epoch() <= time.time() + 86_400


def test_the_phone_of_the_check_shows_what_another_authenticator_shows():
    uri = "otpauth://totp/Keystead:x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    theirs = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    assert Phone(uri).code(59 // 30) == theirs.at(59)
    phone = Phone(uri)
    assert phone.next_code() == theirs.at(phone._last * 30)


def test_the_bare_system_asks_the_mirrors_of_this_machine():
    rows = [
        "Packages|http://mirror.invalid/debian/|trixie|main",
        "Translations|http://mirror.invalid/debian/|trixie|main",
        "Packages|http://mirror.invalid/debian/|trixie-updates|main",
        "Packages|http://mirror.invalid/security/|trixie-security|main",
        "Packages|http://other.invalid/|nodistro|main",
    ]
    configuration = 'Acquire::http::Proxy "http://p.invalid:1";\nDPkg::Options:: "--force";\n'
    found = chosen("trixie", rows, configuration)
    assert found.mirror == "http://mirror.invalid/debian/"
    assert found.lines == (
        "deb http://mirror.invalid/debian/ trixie main",
        "deb http://mirror.invalid/debian/ trixie-updates main",
        "deb http://mirror.invalid/security/ trixie-security main",
    )
    assert found.settings == 'Acquire::http::Proxy "http://p.invalid:1";\n'
    with pytest.raises(SystemExit):
        chosen("sid", rows, configuration)


def test_without_the_right_to_it_the_check_says_what_to_run(monkeypatch, capsys):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert check.check(Path("some.deb")) == 1
    assert "sudo python3 dev.py package --check" in capsys.readouterr().err


def test_the_screen_is_seen_from_its_file(tmp_path: Path):
    with screen.Screen(tmp_path) as shown:
        picture = screen.Picture(tmp_path)
        assert picture.is_blank()
        with pytest.raises(TimeoutError):
            picture.wait_for_change(0.05)
        subprocess.run(
            ["xdotool", "mousemove", "300", "200"],
            env={"DISPLAY": shown.name, "PATH": "/usr/local/bin:/usr/bin:/bin"},
            check=True,
        )
        picture.save(tmp_path / "screen.png")
    written = (tmp_path / "screen.png").read_bytes()
    assert struct.unpack(">2I", written[16:24]) == (screen.WIDTH, screen.HEIGHT)
    size = struct.unpack(">I", written[33:37])[0]
    rows = zlib.decompress(written[41 : 41 + size])
    assert len(rows) == screen.HEIGHT * (screen.WIDTH * 3 + 1)


def test_figures_say_whether_their_target_is_met():
    figures = [
        Figure("quick", "s", (0.1, 0.2, 0.3), 0.25, "a floor", (0.1,)),
        Figure("slow", "s", (0.4,), 0.25),
    ]
    text = table(figures)
    assert "| quick | 0.2 s | 0.1 to 0.3 | a floor: 0.1 s | ≤ 0.25: met |" in text
    assert "| slow | 0.4 s |  |  | ≤ 0.25: missed |" in text

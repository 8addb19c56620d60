"""The desktop entry, as a real parser of such entries reads it."""

import subprocess
from pathlib import Path

import pytest

from keystead.errors import FileProblem
from keystead.system import login_start_linux
from keystead.system.login_start_linux import change, entry, folder, quoted


def test_the_entry_names_the_program_and_its_arguments():
    text = entry(("/usr/bin/keystead", "gui", "--tray"))
    assert text.startswith("[Desktop Entry]\nType=Application\n")
    assert "Exec=/usr/bin/keystead gui --tray\n" in text


@pytest.mark.parametrize(
    "word", ["/opt/my programs/keystead", 'a"b', "a$HOME", "back\\slash", "tick`s", "100%"]
)
def test_a_word_is_read_back_as_it_was(word):
    """The quoting of Exec is that of a shell's double quotes, after the value's own escapes."""
    (line,) = [one for one in entry((word,)).splitlines() if one.startswith("Exec=")]
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    command = ["sh", "-c", f"printf %s {value}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert found.replace("%%", "%") == word
    assert quoted("plain") == "plain"


def test_it_lies_where_the_desktop_looks(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf"))
    assert folder() == tmp_path / "conf" / "autostart"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder() == tmp_path / ".config" / "autostart"


def test_what_the_disk_refuses_is_told(monkeypatch, tmp_path):
    (tmp_path / "list").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(login_start_linux, "folder", lambda: Path(tmp_path / "list"))
    with pytest.raises(FileProblem):
        change(("keystead",), True)

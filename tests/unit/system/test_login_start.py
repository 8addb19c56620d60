"""Each system has its own list; what is entered can be taken out again."""

import sys

import pytest

from keystead.system import login_start_linux, login_start_macos
from keystead.system.login_start import at_login, nothing


@pytest.mark.parametrize(
    ("system", "module", "name"),
    [
        ("linux", login_start_linux, "keystead.desktop"),
        ("darwin", login_start_macos, "app.keystead.window.plist"),
    ],
)
def test_it_is_entered_and_taken_out(system, module, name, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "folder", lambda: tmp_path / "list")
    monkeypatch.setattr(sys, "platform", system)
    enter = at_login(["/opt/keystead/keystead", "gui", "--tray"])
    enter(True, None)
    (entry,) = (tmp_path / "list").iterdir()
    assert entry.name == name
    assert "--home" not in entry.read_text()
    enter(True, tmp_path / "own home")
    assert "--home" in entry.read_text()
    assert str(tmp_path / "own home") in entry.read_text()
    enter(False, None)
    enter(False, None)
    assert list((tmp_path / "list").iterdir()) == []
    nothing(True, None)

"""The property list, as the standard library reads it."""

import plistlib
from pathlib import Path

import pytest

from keystead.errors import FileProblem
from keystead.system import login_start_macos
from keystead.system.login_start_macos import LABEL, change, content, folder


def test_the_list_names_the_program_and_runs_at_load(monkeypatch, tmp_path):
    found = plistlib.loads(content(("/Applications/A & B/keystead", "gui", "--tray")))
    assert found["ProgramArguments"] == ["/Applications/A & B/keystead", "gui", "--tray"]
    assert (found["RunAtLoad"], found["Label"]) == (True, LABEL)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder() == tmp_path / "Library" / "LaunchAgents"


def test_what_the_disk_refuses_is_told(monkeypatch, tmp_path):
    (tmp_path / "list").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(login_start_macos, "folder", lambda: Path(tmp_path / "list"))
    with pytest.raises(FileProblem):
        change(("keystead",), True)

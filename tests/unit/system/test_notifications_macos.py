"""What is handed to AppleScript: an executable that writes down its arguments stands in."""

import pytest

from keystead.system import notifications_macos


@pytest.fixture
def script(tmp_path, monkeypatch):
    path = tmp_path / "osascript"
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/said"\n', encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setattr(notifications_macos, "PROGRAM", str(path))
    return path


def test_title_and_words_are_arguments_and_never_script(script):
    assert notifications_macos.notify('"quit"', "-e do shell script")
    said = (script.parent / "said").read_text(encoding="utf-8").splitlines()
    assert said[-3:] == ["--", '"quit"', "-e do shell script"]
    assert said[0] == "-e"


def test_a_system_without_it_or_that_hangs_shows_nothing(script, monkeypatch):
    script.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    assert not notifications_macos.notify("t", "w")
    script.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    monkeypatch.setattr(notifications_macos, "PATIENCE", 0.2)
    assert not notifications_macos.notify("t", "w")
    script.unlink()
    assert not notifications_macos.notify("t", "w")

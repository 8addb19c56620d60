"""What is handed to PowerShell: an executable that writes down what it gets stands in."""

import pytest

from keystead.system import notifications_windows


@pytest.fixture
def shell(tmp_path, monkeypatch):
    path = tmp_path / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    path.parent.mkdir(parents=True)
    said = f'printf "%s|%s" "$NOTICE_TITLE" "$NOTICE_WORDS" > "{tmp_path}/said"'
    path.write_text(f'#!/bin/sh\n{said}\nprintf "%s\\n" "$@" > "{tmp_path}/args"\n', "utf-8")
    path.chmod(0o700)
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    return path


def test_title_and_words_are_in_the_environment_and_never_script(shell, tmp_path):
    assert notifications_windows.notify("$(evil)", "'; evil")
    assert (tmp_path / "said").read_text(encoding="utf-8") == "$(evil)|'; evil"
    assert "evil" not in (tmp_path / "args").read_text(encoding="utf-8")


def test_a_system_without_it_or_that_hangs_shows_nothing(shell, monkeypatch):
    shell.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert not notifications_windows.notify("t", "w")
    shell.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    monkeypatch.setattr(notifications_windows, "PATIENCE", 0.2)
    assert not notifications_windows.notify("t", "w")
    shell.unlink()
    assert not notifications_windows.notify("t", "w")

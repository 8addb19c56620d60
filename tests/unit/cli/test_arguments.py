"""Files and keys as they are named."""

import pytest

from keystead.cli import arguments
from keystead.errors import UsageProblem


def test_a_file_is_the_callers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert arguments.path("a/../b") == arguments.target("b") == str(tmp_path / "b")
    assert arguments.path("-") == str(tmp_path / "-")
    assert arguments.target("-") is None
    for wanted in (arguments.path, arguments.target):
        with pytest.raises(UsageProblem, match="empty"):
            wanted("")


def test_names_stand_between_commas():
    assert arguments.names(None, "--only") is None
    assert arguments.names("A,,B,", "--only") == ["A", "B"]
    for empty in ("", ","):
        with pytest.raises(UsageProblem, match="--only names no key"):
            arguments.names(empty, "--only")


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--env", "dev", "--only", ""),
        ("export", "--env", "dev", "--base64", ","),
        ("export", "--env", "dev", "-o", ""),
        ("export", "--env", "dev", "--check", ""),
        ("run", "--env", "dev", "--only", "", "--", "true"),
        ("health", "--html", ""),
        ("audit", "-o", ""),
        ("due", "--ics", ""),
        ("incident", "export", ""),
        ("backup", ""),
        ("restore", ""),
    ],
)
def test_what_is_empty_is_wrong_in_every_command(agent, line, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert line(*words).code == 2
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        (("export", "--env", "dev", "-o", "-"), "# Written"),
        (("health", "--html", "-"), "<!DOCTYPE html>"),
        (("due", "--ics", "-"), "BEGIN:VCALENDAR\r\n"),
        (("incident", "export", "-"), "# Incident"),
    ],
)
def test_a_dash_is_the_output(agent, line, words, begin, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line("revoke", "prod/API_KEY", "--reason", "leaked", "--yes")
    result = line(*words)
    assert (result.code, result.err) == (0, "")
    assert result.out.casefold().startswith(begin.casefold())
    assert not (tmp_path / "-").exists()


def test_an_audit_goes_into_a_file_alone(agent, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = line("audit", "-o", "-")
    assert result.code == 2
    assert "--json" in result.err
    assert not (tmp_path / "-").exists()

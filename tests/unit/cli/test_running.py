"""run: what it asks for, what the program gets, and what stands against it."""

import os
from pathlib import Path

import pytest

from keystead.services import programs


@pytest.fixture
def became(monkeypatch) -> list[tuple[str, list[str], dict[str, str]]]:
    """How a program would have been started."""
    calls: list[tuple[str, list[str], dict[str, str]]] = []

    def become(path, words, variables):
        calls.append((path, list(words), dict(variables)))
        raise SystemExit(0)

    monkeypatch.setattr(programs, "become", become)
    return calls


def run(line, *words):
    result = line("run", *words)
    assert result.code == 0
    return result


def test_a_program_gets_the_values_and_what_there_was(agent, line, became, monkeypatch):
    monkeypatch.setenv("MINE", "stays")
    monkeypatch.setenv("API_KEY", "of the shell")
    run(line, "--env", "dev", "--", "sh", "-c", "exit 3", "--json")
    path, words, variables = became[0]
    assert os.path.basename(path) == "sh"  # noqa: PTH119 - of a text
    assert words == ["sh", "-c", "exit 3", "--json"]
    assert (variables["API_KEY"], variables["MINE"]) == ("one", "stays")
    run(line, "--env", "prod", "sh")
    assert became[1][2]["API_KEY"] == "two"
    assert variables.keys() - set(os.environ) <= {"API_KEY", "KEYSTEAD_HOME", "KEYSTEAD_VAULT"}


def test_only_those_named(agent, line, became):
    agent.ask("add", {"name": "OTHER", "env": "dev", "value": "x"})
    run(line, "--env", "dev", "--only", "OTHER,", "--", "true")
    assert became[0][2]["OTHER"] == "x"
    assert became[0][2].get("API_KEY") is None
    assert line("run", "--env", "dev", "--only", "NONE", "--", "true").code == 4


def test_what_is_left_out_is_told(agent, line, became):
    agent.ask("add", {"name": "LD_PRELOAD", "env": "dev", "value": "x"})
    told = run(line, "--env", "dev", "true").err
    assert "LD_PRELOAD" not in became[0][2]
    assert "LD_PRELOAD would change how programs start." in told


def test_without_a_program_nothing_is_asked_for(agent, line, became):
    for words in ((), ("--",), ("",)):
        assert line("run", "--env", "dev", *words).code == 2
    result = line("run", "--env", "dev", "--", "no-such-program")
    assert (result.code, result.out) == (127, "")
    assert "there is no program no-such-program" in result.err
    assert line("run", "--", "true").code == 2
    assert became == []
    assert "run" not in line("audit", "--action", "run").out


def test_a_program_that_cannot_be_started_is_told(agent, line, tmp_path: Path):
    script = tmp_path / "script"
    script.write_text("no program\n")
    script.chmod(0o700)
    result = line("run", "--env", "dev", str(script))
    assert (result.code, "cannot be started: Exec format error" in result.err) == (126, True)
    assert "one" not in result.err


def test_what_is_there_and_cannot_be_started_is_126(agent, line, became, tmp_path):
    script = tmp_path / "script"
    script.write_text("echo", "ascii")
    for path, why in ((script, "It is not executable."), (tmp_path, "It is a folder.")):
        result = line("run", "--env", "dev", "--", str(path))
        assert (result.code, why in result.err) == (126, True)
    assert line("run", "--env", "dev", "--", str(tmp_path / "none")).code == 127
    assert became == []

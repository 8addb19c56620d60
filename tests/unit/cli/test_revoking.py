"""revoke: what is shown, asked and typed before."""

import json

import pytest

from keystead.cli import asking


@pytest.fixture
def typed(monkeypatch) -> list[str]:
    """What a person types, one line after the other."""
    lines: list[str] = []
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr(asking, "line", lambda _prompt: lines.pop(0))
    return lines


def test_a_person_is_asked_for_the_reason_and_once_more(agent, line, typed):
    typed += ["leaked", "no"]
    assert line("revoke", "dev/API_KEY").code == 5
    assert line("get", "dev/API_KEY").out == "one"
    typed += ["leaked", "yes"]
    result = line("revoke", "dev/API_KEY")
    assert "Would be revoked" in result.out
    assert "Revoked dev/API_KEY." in result.err
    assert line("get", "dev/API_KEY").code == 5


def test_json_is_one_document(agent, line):
    told = json.loads(line("revoke", "dev/API_KEY", "--look", "--json").out)
    assert told["versions"] == [1]
    answer = line("revoke", "dev/API_KEY", "--reason", "x", "--yes", "--json")
    assert json.loads(answer.out)["reason"] == "x"


@pytest.mark.parametrize(
    "words",
    [
        ("dev/API_KEY", "--tag", "a"),
        ("dev/API_KEY", "--count", "1"),
        ("--env", "dev", "--yes"),
        ("--tag", "a", "--version", "1"),
        (),
        ("--tag", "a", "--env", "dev"),
    ],
)
def test_one_or_many_is_said_plainly(agent, line, words):
    assert line("revoke", *words).code == 2


def test_without_a_reason_and_a_terminal_nothing_is_shown(agent, line, monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)
    for words in (("dev/API_KEY", "--yes"), ("--env", "dev", "--count", "1")):
        result = line("revoke", *words)
        assert (result.code, result.out) == (2, "")
        assert "Say why with --reason" in result.err


def test_the_number_is_typed_for_many(agent, line, typed):
    agent.ask("add", {"name": "B", "env": "dev", "value": "two"})
    for number in ("1", "two", "3"):
        typed += ["stolen", number]
        assert line("revoke", "--env", "dev").code == 5
    assert line("get", "dev/B").out == "two"
    looked = line("revoke", "--env", "dev", "--look")
    assert [row.split()[0] for row in looked.out.splitlines()] == ["API_KEY", "B"]
    typed += ["stolen", "2"]
    assert "Revoked 2 keys." in line("revoke", "--env", "dev").err
    assert line("get", "dev/B").code == 5


def test_without_a_terminal_the_count_is_given(agent, line, monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)
    assert line("revoke", "--env", "dev", "--reason", "x").code == 2
    assert line("revoke", "--env", "dev", "--reason", "x", "--count", "2").code == 5
    told = json.loads(line("revoke", "--env", "dev", "--look", "--json").out)
    assert told["count"] == 1
    done = line("revoke", "--env", "dev", "--reason", "x", "--count", "1", "--json")
    assert json.loads(done.out)["keys"][0]["name"] == "API_KEY"

"""verify, purge, repair: what they ask and say."""

import json

import pytest

from keystead.cli import asking
from tests.support.homes import PASSPHRASE


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)


def test_verify_is_all_well_or_exit_six(agent, line, monkeypatch):
    assert "All is well." in line("verify").err
    assert json.loads(line("verify", "--json").out)["ok"] is True
    broken = {"ok": False, "commits": 1, "secrets": 0, "values": 0}
    told = broken | {"quarantined": ["abc: no right"], "problems": ["A value is missing."]}
    monkeypatch.setattr("keystead.cli.context.Context.ask", lambda *_: told)
    result = line("verify")
    assert result.code == 6
    assert "keystead: A value is missing." in result.err
    assert "Quarantined, without effect: abc: no right" in result.err


def test_a_person_is_asked_before_anything_is_lost(agent, line, monkeypatch):
    line("rm", "dev/API_KEY")
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr(asking, "yes", lambda _question: False)
    assert line("purge", "dev/API_KEY").code == 5
    asked: list[str] = []

    def yes(question: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(asking, "yes", yes)
    assert line("purge", "dev/API_KEY").err == "Erased 1 key.\n"
    for words in ("for good", "Names and notes stay in the history", "copies of it made before"):
        assert words in asked[0]


def test_purge_wants_names_or_an_age(agent, line):
    assert line("purge").code == 2
    assert line("purge", "A", "--older-than", "1d").code == 2
    assert line("purge", "--older-than", "0d").err == "Erased 0 keys.\n"
    line("rm", "dev/API_KEY", "prod/API_KEY")
    assert line("purge", "--older-than", "0d", "--dry-run").err == "It would erase 2 keys.\n"


def test_repair_needs_the_vault_for_itself(agent, line):
    assert line("repair", passphrase="x", code="000000").code == 7


def test_repair_tells_what_was_lost(made, line):
    secret = {"passphrase": PASSPHRASE.reveal()}
    result = line("repair", **secret, code=made.phone.next_code())
    assert "All is well." in result.err
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(bytes(data))
    found = json.loads(line("repair", "--json", **secret, code=made.phone.next_code()).out)
    assert (found["lost"], found["missing"]) == (1, 0)

"""The way to the vault: who is asked, and what happens when nobody holds it."""

import json

import pytest

from keystead.agent.errors import AgentEnding
from keystead.cli import asking
from keystead.cli.context import Context, warn_of_failures
from keystead.cli.environment import Given
from keystead.cli.options import Args
from keystead.errors import AccessDenied
from tests.support.homes import PASSPHRASE


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)


def context(made, **variables: str) -> Context:
    found = {f"KEYSTEAD_{name.upper()}": text for name, text in variables.items()}
    home = str(made.home.paths.state.parent)
    args = Args(vault=None, no_agent=True, passphrase_fd=None, code=None)
    return Context(Given(found | {"KEYSTEAD_HOME": home}), lambda: made.home, args)


def test_with_an_agent_nothing_else_is_needed(agent, made, line):
    assert line("get", "dev/API_KEY").code == 0
    assert line("get", "dev/API_KEY", "--vault", "Work").code == 0
    assert line("get", "dev/API_KEY", "--vault", "work").code == 0
    assert line("get", "dev/API_KEY", "--vault", str(made.path)).code == 0
    assert line("get", "dev/API_KEY", vault="Work").code == 0
    assert line("get", "dev/API_KEY", vault="other").code == 4


def test_without_credentials_and_terminal_it_is_exit_three(line):
    assert line("list").code == 3
    assert line("list", passphrase="x").code == 3


def test_no_agent_unlocks_for_one_command(made, line):
    given = {"passphrase": PASSPHRASE.reveal()}
    assert line("list", "--no-agent", **given, code="000000").code == 3
    result = line("list", "--no-agent", **given, code=made.phone.next_code())
    assert result.code == 0
    assert "one failed attempt to unlock" in result.err
    words = ("add", "dev/A", "--generate", "--no-agent")
    assert line(*words, **given, code=made.phone.next_code()).code == 0
    assert line("get", "A", "--no-agent", **given, code=made.phone.next_code()).out


def test_no_agent_beside_an_agent_is_exit_seven(agent, line):
    assert line("list", "--no-agent", passphrase="x", code="000000").code == 7


def test_a_question_that_meets_the_end_is_asked_again(made, monkeypatch):
    asked = context(made, passphrase=PASSPHRASE.reveal(), code=made.phone.next_code())
    answers = iter([AgentEnding("just locked"), None])

    class Ending:
        def call(self, *_):
            problem = next(answers)
            if problem is not None:
                raise problem
            return {"value": 7}

        def close(self):
            pass

    monkeypatch.setattr(Context, "session", lambda _self: Ending())
    assert asked.ask("get") == {"value": 7}


def test_another_refusal_is_final(made):
    asked = context(made)
    assert not asked.just_locked(AccessDenied("locked"))
    assert asked.just_locked(AgentEnding("just locked"))


def test_failures_since_the_last_time_are_told_once(capsys):
    warn_of_failures({"failed_attempts": [1, 2]})
    assert capsys.readouterr().err == (
        "keystead: 2 failed attempts to unlock since the last time.\n"
    )
    warn_of_failures({"failed_attempts": []})
    warn_of_failures({})
    assert capsys.readouterr().err == ""


def test_a_change_that_the_file_does_not_take_is_told_once(agent, made, line):
    agent.worker(lambda: agent.keeper.owner().publish())
    made.path.write_bytes(b"no vault")
    result = line("edit", "dev/API_KEY", "--notes", "kept")
    assert result.code == 0
    assert result.err.count("not yet in the vault file") == 1
    row = line("edit", "dev/API_KEY", "--notes", "again", "--json")
    assert "unpublished" not in json.loads(row.out)
    assert "not yet in the vault file" in row.err
    assert "not yet" not in line("list").err
    rotated = line("rotate", "dev/API_KEY", "--generate", "--verified", "--switch")
    assert rotated.code == 0, rotated
    assert rotated.err.count("not yet in the vault file") == 1

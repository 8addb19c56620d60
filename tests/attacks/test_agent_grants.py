"""Attacks on what was allowed: asking for one thing and doing another.

Somebody who is not served asks over the real socket, with the parameters of its choice.
"""

import pytest

from keystead.agent.approvals import AccessRequest, Decision
from keystead.errors import NotFound, Refused, UsageProblem
from keystead.services.requests import table
from tests.support.agents import Agent, owned_in


@pytest.fixture
def owned(tmp_path):
    return owned_in(tmp_path)


@pytest.fixture
def agent(owned):
    with Agent(owned) as made:
        made.ask("add", {"name": "A", "env": "dev", "value": "one"})
        made.ask("add", {"name": "B", "env": "prod", "value": "two"})
        yield made


class User:
    """Allows for 15 minutes what is in ``dev``, changes of it and no more; denies the rest."""

    def __init__(self) -> None:
        self.asked: list[AccessRequest] = []

    def __call__(self, request: AccessRequest) -> Decision:
        self.asked.append(request)
        if request.environment == "dev" and request.purpose in ("list", "read", "change"):
            return Decision.FOR_15_MINUTES
        return Decision.DENY


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("purge", {"name": "dev/A", "older_than": 0}),
        ("purge", {"names": ["dev/A"], "older_than": 0}),
        ("purge", {"env": "dev", "older_than": 0}),
        ("purge", {"names": ["dev/A"]}),
        ("trash", {"name": "dev/A", "names": ["prod/B"]}),
        ("trash", {"names": ["dev/A", "prod/B"]}),
        ("trash", {"names": ["B"]}),
        ("get", {"name": "B", "names": ["dev/A"]}),
        ("export", {"env": "prod", "name": "dev/A"}),
        ("backup", {"path": "PLACE", "env": "dev"}),
        ("backup", {"path": "PLACE"}),
        ("restore", {"path": "PLACE", "env": "dev"}),
        ("restore", {"path": "PLACE"}),
        ("env.list", {"env": "dev"}),
        ("env.list", {}),
        ("verify", {"env": "dev"}),
        ("env.rename", {"name": "dev", "new": "x"}),
    ],
)
def test_a_grant_for_one_environment_reaches_nothing_else(owned, tmp_path, method, params):
    user = User()
    with Agent(owned, user) as agent:
        agent.ask("add", {"name": "A", "env": "dev", "value": "one"})
        agent.ask("add", {"name": "B", "env": "prod", "value": "two"})
        agent.ask("add", {"name": "GONE", "env": "prod", "value": "three"})
        agent.ask("trash", {"names": ["prod/GONE"]})
        agent.ask("unlock", {"allow": ["env:dev"]})
        sessions = set(agent.server.access._sessions)
        agent.server.access._sessions.clear()
        agent.ask("edit", {"name": "dev/A", "value": "changed"})
        assert len(user.asked) == 1
        place = str(tmp_path / "copy.keystead")
        given = {name: place if text == "PLACE" else text for name, text in params.items()}
        with pytest.raises((Refused, UsageProblem)):
            agent.ask(method, given)
        agent.server.access._sessions |= sessions
        assert agent.ask("get", {"name": "dev/A"})
        assert agent.ask("get", {"name": "prod/B"})
        assert agent.ask("show", {"name": "prod/GONE", "trash": True})
        assert not (tmp_path / "copy.keystead").exists()


def test_the_person_is_asked_before_it_is_told_whether_a_name_exists(owned):
    asked: list[AccessRequest] = []
    answers = [Decision.DENY] * 4 + [Decision.ONCE]

    def approver(request: AccessRequest) -> Decision:
        asked.append(request)
        return answers[len(asked) - 1]

    with Agent(owned, approver) as agent:
        agent.ask("add", {"name": "A", "env": "dev", "value": "one"})
        agent.ask("add", {"name": "A", "env": "prod", "value": "two"})
        agent.server.access._sessions.clear()
        told = set()
        for name in ("A", "NO_SUCH", "nowhere/A", "dev/A"):
            with pytest.raises(Refused) as found:
                agent.ask("get", {"name": name})
            told.add((found.value.message, str(found.value.data)))
        assert len(told) == 1
        places = [(request.environment, request.keys) for request in asked]
        assert places == [("", ("A",)), ("", ("NO_SUCH",)), ("", ("nowhere/A",)), ("dev", ("A",))]
        with pytest.raises(NotFound):
            agent.ask("get", {"name": "NO_SUCH"})


def test_nothing_is_done_that_is_no_longer_what_was_allowed(owned):
    """While the user looks at the dialog, the name comes to mean a key somewhere else."""
    agent: Agent

    def approver(_request: AccessRequest) -> Decision:
        owner = agent.keeper.owner()
        assert owner is not None
        agent.worker(lambda: table.handle(owner, "trash", {"names": ["dev/A"]}))
        agent.worker(lambda: table.handle(owner, "add", {"name": "prod/A", "value": "two"}))
        return Decision.ONCE

    with Agent(owned, approver) as agent:
        agent.ask("add", {"name": "A", "env": "dev", "value": "one"})
        agent.server.access._sessions.clear()
        with pytest.raises(Refused, match="changed meanwhile"):
            agent.ask("get", {"name": "A"})


def test_what_is_allowed_stays_with_the_environment_when_names_move(agent):
    agent.ask("unlock", {"allow": ["env:dev"]})
    agent.ask("env.rename", {"name": "dev", "new": "old"})
    agent.ask("env.rename", {"name": "prod", "new": "dev"})
    agent.server.access._sessions.clear()
    assert agent.ask("get", {"name": "old/A"})
    with pytest.raises(Refused):
        agent.ask("get", {"name": "dev/B"})


def test_steps_of_a_change_of_keys_can_be_allowed_by_nobody(owned):
    with Agent(owned, lambda _: Decision.FOR_15_MINUTES, admit=False) as agent:
        for method in ("change.confirm", "change.apply", "change.finish", "change.abort"):
            with pytest.raises(Refused) as found:
                agent.ask(method, {})
            assert found.value.code == "not-served"

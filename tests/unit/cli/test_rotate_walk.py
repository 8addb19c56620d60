"""The questions of a rotation, in their order, and what each answer does."""

from collections.abc import Mapping

import pytest

from keystead.cli import asking, options
from keystead.cli.rotate_walk import walk
from keystead.cli.rotate_words import objects
from tests.support.agents import Agent


class Asked:
    """Answers questions in turn."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.questions: list[str] = []

    def __call__(self, question: str) -> str:
        self.questions.append(question)
        return self.answers.pop(0)


class Here:
    """The requests of a command, made of the agent."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def call(self, method: str, params: Mapping[str, object] | None = None) -> dict[str, object]:
        """Ask it."""
        answer = self._agent.ask(method, dict(params or {}))
        assert isinstance(answer, dict)
        return answer

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def asked(monkeypatch):
    def put(*answers: str) -> Asked:
        found = Asked(*answers)
        monkeypatch.setattr(asking, "line", found)
        return found

    return put


KEY: dict[str, object] = {"name": "dev/API_KEY", "env": None}
ARGS = options.Args(profile=None, yes=False, json=False)


def test_a_person_goes_through_it(agent, line, asked, tmp_path):
    folder = tmp_path / "project"
    folder.mkdir(mode=0o755)
    line("export", "--env", "dev", "--for", "shell", "-o", str(folder / ".env"))
    for where in ("CI", "a server", "a laptop"):
        line("places", "dev/API_KEY", "--add", where)
    line("edit", "dev/API_KEY", "--overlap", "1s")
    view = agent.ask("rotate.begin", {**KEY, "value": "new"})
    questions = asked("y", "y", "s", "", "n")
    view = walk(Here(agent), KEY, view, ARGS)
    assert questions.questions[0] == "Rewrite 1 file here now? [y/N] "
    states = [place["placed"] for place in objects(view, "places")]
    assert states == ["done", "done", "skipped", "open"]
    assert "API_KEY=new" in (folder / ".env").read_text()
    assert view["step"] == "places"
    asked("y", "y", "n")
    view = walk(Here(agent), KEY, view, ARGS)
    assert view["step"] == "switch"
    asked("y")
    view = walk(Here(agent), KEY, view, ARGS)
    assert view["step"] == "overlap"
    agent.owned.clock.advance(2)
    questions = asked("y")
    view = walk(Here(agent), KEY, agent.ask("rotate.status", KEY), ARGS)
    assert questions.questions == ["Retire v1 now? [y/N] "]
    assert view["step"] is None

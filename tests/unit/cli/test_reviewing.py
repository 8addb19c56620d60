"""review: one by one on a terminal, by name in a script."""

import json
from collections.abc import Iterator

import pytest

from keystead.cli import asking
from keystead.services.requests import table
from tests.support.agents import Agent
from tests.support.owners import unlock


@pytest.fixture
def month(made) -> Iterator[Agent]:
    """``dev/API_KEY`` and ``prod/API_KEY``, both due since their time is over; prod first."""
    folder = made.home.paths.config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text("[review]\nevery_days = 1\n")
    owner = unlock(made)
    for env, risk in (("dev", "low"), ("prod", "high")):
        fields = {"risk": risk}
        table.handle(owner, "add", {"name": "API_KEY", "env": env, "value": "v", "fields": fields})
    owner.lock()
    made.clock.advance(86_400)
    with Agent(made) as found:
        yield found


@pytest.fixture
def typed(monkeypatch) -> list[str]:
    """What a person types, one line after the other."""
    lines: list[str] = []
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr(asking, "line", lambda _prompt: lines.pop(0))
    return lines


def due(line) -> list[str]:
    rows = json.loads(line("review", "--due", "--json").out)
    return [f"{one['environment']}/{one['name']}" for one in rows]


def test_a_person_goes_through_and_goes_on_later(month, line, typed):
    typed += ["x", "k", "still needed", "q"]
    result = line("review")
    assert "1 of 2" in result.err
    assert "prod/API_KEY: kept as it is." in result.err
    assert "1 key is left" in result.err
    assert due(line) == ["dev/API_KEY"]
    typed += ["s"]
    assert "1 of 1" in line("review").err
    typed += ["N", "", "read-only is enough"]
    result = line("review")
    assert "Say what to narrow" in result.err
    assert "dev/API_KEY: to be narrowed." in result.err
    assert line("review").err == "No key is due for a review.\n"
    assert "read-only is enough" in line("show", "dev/API_KEY").out


def test_to_rotate_and_to_revoke_say_what_is_next(month, line, typed):
    typed += ["r", "", "v", "unused"]
    result = line("review")
    assert "prod/API_KEY: to be rotated. Next: keystead rotate prod/API_KEY" in result.err
    assert "dev/API_KEY: revoked." in result.err
    assert line("get", "dev/API_KEY").code == 5


def test_a_script_lists_and_decides(month, line, monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)
    assert line("review", "--due", "--exit-code").code == 10
    assert "never" in line("review").out
    assert "2 keys are due for a review" in line("due").err
    answer = json.loads(line("review", "prod/API_KEY", "--keep", "--json").out)
    assert answer["reviewed"]["decision"] == "keep"
    assert line("review", "dev/API_KEY", "--rotate", "--note", "old").code == 0
    assert line("review", "--due", "--exit-code").code == 0
    assert line("review", "--within", "1d", "--due", "--exit-code").code == 10
    assert "Ann: rotate" in line("review", "dev/API_KEY").out
    assert json.loads(line("review", "dev/API_KEY", "--json").out)["days"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--keep",),
        ("--note", "x"),
        ("dev/API_KEY", "--due"),
        ("dev/API_KEY", "--keep", "--rotate"),
        ("dev/API_KEY", "--narrow"),
    ],
)
def test_words_that_do_not_fit(agent, line, words):
    assert line("review", *words).code == 2

"""The command line in this process, beside an agent that holds a real vault."""

from collections.abc import Iterator

import pytest

from tests.support.agents import Agent, Line, owned_in
from tests.support.homes import MadeVault


@pytest.fixture
def made(tmp_path) -> MadeVault:
    """A vault that is locked."""
    return owned_in(tmp_path)


@pytest.fixture
def line(made, capsys) -> Line:
    """The command line on its home."""
    return Line(made, capsys)


@pytest.fixture
def agent(made) -> Iterator[Agent]:
    """The vault unlocked for this session, with ``dev/API_KEY`` and ``prod/API_KEY``."""
    with Agent(made) as found:
        found.ask("add", {"name": "API_KEY", "env": "dev", "value": "one"})
        found.ask("add", {"name": "API_KEY", "env": "prod", "value": "two"})
        yield found

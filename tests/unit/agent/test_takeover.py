"""The window takes over: the agent publishes, ends, and leaves its place."""

import pytest

from keystead.agent.takeover import agent_of, listen, take_over
from keystead.errors import Busy
from keystead.services.owner import Owner, OwnerKind
from tests.support.agents import Agent, owned_in
from tests.support.homes import PASSPHRASE


def test_the_agent_ends_and_the_window_owns_what_it_left(tmp_path):
    owned = owned_in(tmp_path)
    with Agent(owned) as agent:
        agent.ask("add", {"name": "A", "env": "dev", "value": "one"})
        connection = agent_of(owned.home, owned.entry)
        assert connection is not None
        connection.close()
        with pytest.raises(Busy):
            listen(owned.home, owned.entry, 0.0)
        with agent.connect() as asking:
            asking.call("yield")
        agent.server.stop()
    owner = Owner.unlock(
        owned.home, owned.entry, PASSPHRASE, owned.phone.next_code(), OwnerKind.WINDOW
    )
    assert [secret.name for secret in owner.vault.secrets()] == ["A"]
    listener = listen(owned.home, owned.entry)
    listener.close()
    owner.lock()


def test_where_there_is_no_agent_there_is_nothing_to_take_over(tmp_path):
    owned = owned_in(tmp_path)
    assert agent_of(owned.home, owned.entry) is None
    assert take_over(owned.home, owned.entry) is False

"""The agent's process: unlocked once, ended by the lock, by time, by failure."""

import pytest

from keystead.agent.errors import AgentEnding
from keystead.agent.process import PATIENCE, AgentKeeper, serve
from keystead.agent.takeover import listen
from keystead.errors import AccessDenied, Busy
from keystead.services.owner import LockReason, ownership
from tests.support.agents import owned_in
from tests.support.homes import PASSPHRASE


@pytest.fixture
def owned(tmp_path):
    return owned_in(tmp_path)


@pytest.fixture
def keeper(owned):
    made = AgentKeeper(owned.home, owned.entry, owned.clock.monotonic)
    yield made
    made.release(LockReason.QUIT)


def test_it_unlocks_checks_and_locks(keeper, owned):
    assert keeper.owner() is None
    keeper.prove(PASSPHRASE.reveal(), owned.phone.next_code())
    owner = keeper.owner()
    assert owner is not None
    keeper.prove(PASSPHRASE.reveal(), owned.phone.next_code())
    with pytest.raises(AccessDenied):
        keeper.prove("wrong", owned.phone.next_code())
    assert keeper.owner() is owner
    assert keeper.tick()
    keeper.release(LockReason.ASKED)
    assert owner.locked_for is LockReason.ASKED
    assert not keeper.tick()
    with pytest.raises(AgentEnding):
        keeper.owner()


def test_it_ends_where_the_first_unlock_fails(keeper, owned):
    with pytest.raises(AccessDenied):
        keeper.prove("wrong", owned.phone.next_code())
    assert not keeper.tick()
    with ownership(owned.home.parts.host, owned.home.place(owned.entry)):
        pass


def test_it_ends_where_nobody_unlocks(keeper, owned):
    owned.clock.advance(PATIENCE - 1)
    assert keeper.tick()
    owned.clock.advance(2)
    assert not keeper.tick()


def test_it_locks_when_idle_and_publishes_before(keeper, owned):
    keeper.prove(PASSPHRASE.reveal(), owned.phone.next_code())
    owned.clock.advance(299)
    assert keeper.tick()
    owned.clock.advance(2)
    assert not keeper.tick()
    assert keeper.ended


def test_a_second_agent_ends_at_once(owned):
    listener = listen(owned.home, owned.entry)
    assert serve(owned.home, owned.entry) == 0
    listener.close()


def test_ownership_is_held_from_the_unlock_to_the_lock(keeper, owned):
    host, place = owned.home.parts.host, owned.home.place(owned.entry)
    with ownership(host, place):
        pass
    keeper.prove(PASSPHRASE.reveal(), owned.phone.next_code())
    with pytest.raises(Busy), host.lock(place.state / "owner.lock"):
        pass

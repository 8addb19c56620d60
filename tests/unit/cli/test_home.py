"""The longer way: unlocking here, problems with the file, ending an owner."""

import pytest

from keystead.cli.home import Vaults
from keystead.errors import Conflicting, FileProblem
from tests.support.homes import PASSPHRASE


@pytest.fixture
def vaults(made):
    return Vaults(made.home, None)


def test_it_unlocks_here_and_publishes_at_the_end(vaults, made):
    credentials = PASSPHRASE.reveal(), made.phone.next_code()
    local, status = vaults.unlock_here(made.entry, credentials)
    assert status == {"failed_attempts": [], "problem": None}
    with pytest.raises(Conflicting):
        vaults.check_free(made.entry)
    local.call("add", {"name": "A", "env": "dev", "value": "one"})
    before = made.path.read_bytes()
    local.close()
    assert made.path.read_bytes() != before
    vaults.check_free(made.entry)


def test_a_file_that_cannot_be_written_is_told_and_the_change_is_safe(vaults, made):
    credentials = PASSPHRASE.reveal(), made.phone.next_code()
    local, _ = vaults.unlock_here(made.entry, credentials)
    local.call("add", {"name": "A", "env": "dev", "value": "one"})
    made.path.unlink()
    made.path.mkdir()
    with pytest.raises(FileProblem):
        local.close()
    made.path.rmdir()
    again, _ = vaults.unlock_here(made.entry, (PASSPHRASE.reveal(), made.phone.next_code()))
    assert again.call("get", {"name": "A"})["value"] == "one"
    again.close()


def test_an_owner_is_asked_to_end(agent, vaults, made):
    with pytest.raises(Conflicting):
        vaults.check_free(made.entry)
    agent.server._do("lock", {}, "", agent, lambda *_: None)
    assert agent.keeper.ended


def test_where_nobody_holds_it_there_is_nothing_to_end(vaults, made):
    vaults.end_owner(made.entry)
    assert vaults.connection(None) is None

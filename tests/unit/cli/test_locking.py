"""unlock, lock, status, as the agent and the registry know it."""

import json

from tests.support.homes import PASSPHRASE


def test_status_works_locked_and_unlocked(made, line):
    found = json.loads(line("status", "--json").out)
    assert found == {
        "vault": "Work",
        "vault_id": made.entry.vault_id.hex(),
        "path": str(made.path),
        "locked": True,
        "owner": None,
        "locks_at": None,
        "synced_at": None,
    }
    assert "State  locked" in line("status").out


def test_status_tells_who_holds_it(agent, line):
    found = json.loads(line("status", "--json").out)
    assert (found["locked"], found["owner"], found["served"]) == (False, "agent", True)
    assert "unlocked" in line("status").out


def test_a_served_session_unlocks_again_without_a_code_and_may_allow(agent, line):
    result = line("unlock")
    assert result.code == 0
    assert "is unlocked for this terminal session already. It locks" in result.err
    told = line("unlock", "--code", "000000").err
    assert "already; what you gave was not tried. It locks" in told
    assert "Every session of yours may read dev." in line("unlock", "--allow", "env:dev").err
    assert line("unlock", "--allow", "dev").code == 2
    assert line("unlock", "--allow", "env:nowhere").code == 4


def test_an_unserved_session_proves_itself(agent, made, line):
    agent.server.access.forget()
    assert line("list").code == 5
    secret = {"passphrase": PASSPHRASE.reveal()}
    assert line("unlock", **secret, code="000000").code == 3
    assert line("list").code == 5
    result = line("unlock", "--json", **secret, code=made.phone.next_code())
    assert json.loads(result.out)["served"] is True
    assert line("list").code == 0


def test_lock_is_done_once(agent, line):
    assert line("lock").err == "Locked.\n"
    assert agent.keeper.ended


def test_a_file_that_does_not_take_the_changes_is_told(agent, made, line):
    agent.worker(lambda: agent.keeper.owner().publish())
    line("edit", "dev/API_KEY", "--generate")
    made.path.unlink()
    made.path.mkdir()
    result = line("lock")
    assert result.code == 1
    assert "does not have the last changes yet" in result.err


def test_locking_what_is_locked_is_no_error(line):
    assert line("lock").err == "The vault is locked already.\n"

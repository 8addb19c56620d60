import threading
import time

import pytest

from keystead.agent.client.connection import Connection
from keystead.agent.process import serve as serve_as_agent
from keystead.core.secret_types import SecretText
from keystead.errors import NotFound
from keystead.gui.gate import entry_of
from keystead.gui.takeover import Opened, open_vault, serve
from keystead.services.owner import LockReason, OwnedElsewhere, Owner, OwnerKind, ownership
from keystead.vault.errors import WrongCredentials
from tests.support.homes import PASSPHRASE, MadeVault
from tests.support.windows import quiet


@pytest.fixture
def vault(home, tmp_path):
    return MadeVault(home, tmp_path)


def _open(vault, passphrase=PASSPHRASE):
    code = vault.phone.next_code()
    return open_vault(vault.home, vault.entry, passphrase, code, 300.0, quiet)


def _connection(vault):
    return Connection.to(str(vault.home.paths.state), vault.entry.vault_id.hex())


def test_the_open_vault_belongs_to_the_window_and_is_served(vault):
    opened = _open(vault)
    assert opened.owner.kind is OwnerKind.WINDOW
    assert opened.listener is not None
    opened.give_up()
    assert opened.owner.locked_for is LockReason.QUIT
    assert _connection(vault) is None
    _open(vault).give_up()


def test_a_process_that_cannot_be_asked_stands_in_the_way_and_no_code_is_lost(vault):
    code = vault.phone.next_code()
    entry = vault.entry
    with (
        ownership(vault.home.parts.host, vault.home.place(entry)),
        pytest.raises(OwnedElsewhere),
    ):
        open_vault(vault.home, entry, PASSPHRASE, code, 0.0, quiet)
    open_vault(vault.home, entry, PASSPHRASE, code, 0.0, quiet).give_up()


@pytest.fixture
def agent(vault, monkeypatch):
    """The agent in a thread: unlocked, serving."""
    monkeypatch.setattr("keystead.agent.process._end_on_signals", lambda *_: None)
    given = (PASSPHRASE.reveal(), vault.phone.next_code())
    thread = threading.Thread(target=serve_as_agent, args=(vault.home, vault.entry, given))
    thread.start()
    deadline = time.monotonic() + 20
    while (connection := _connection(vault)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert connection.call("status")["owner"] == "agent"
    connection.close()
    yield thread
    if (left := _connection(vault)) is not None:
        left.call("lock")
        left.close()
    thread.join(20)


def test_the_agent_stays_while_the_passphrase_is_wrong_and_ends_when_it_is_right(vault, agent):
    with pytest.raises(WrongCredentials):
        _open(vault, SecretText("not the passphrase"))
    assert agent.is_alive()
    opened = _open(vault)
    agent.join(20)
    assert not agent.is_alive()
    assert opened.owner.failed_attempts
    opened.give_up()


def test_a_vault_that_was_forgotten_meanwhile(home):
    with pytest.raises(NotFound):
        entry_of(home, b"V" * 32)


def test_without_a_socket_the_vault_is_open_all_the_same(vault):
    home = vault.home
    home.paths.runtime.parent.mkdir(exist_ok=True)
    home.paths.runtime.write_text("in the way")
    code = vault.phone.next_code()
    owner = Owner.unlock(home, vault.entry, PASSPHRASE, code, OwnerKind.WINDOW)
    opened = serve(home, owner)
    assert opened.listener is None
    assert opened.problem is not None
    opened.give_up()


def test_a_failure_that_nobody_foresaw_gives_the_vault_back(vault, monkeypatch):
    def fail(*_args):
        raise ValueError("no")

    monkeypatch.setattr("keystead.gui.takeover.listen", fail)
    with pytest.raises(ValueError, match="no"):
        _open(vault)
    monkeypatch.undo()
    _open(vault).give_up()


def test_a_demo_is_swept_away(vault, tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "demo.keystead").write_text("x")
    opened = _open(vault)
    Opened(opened.owner, opened.listener, None, folder).give_up()
    assert not folder.exists()

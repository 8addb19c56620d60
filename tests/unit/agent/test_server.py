"""The server over a real socket, with a real vault behind it."""

import contextlib
import os
import socket
import threading
import time
from pathlib import Path

import pytest

from keystead.agent import protocol, server
from keystead.agent.approvals import AccessRequest, Decision, Purpose
from keystead.agent.client.connection import Connection
from keystead.agent.errors import AgentGone
from keystead.agent.peers import Peer, Session, session_of
from keystead.errors import (
    AccessDenied,
    Conflicting,
    KeysteadError,
    NotFound,
    Refused,
    UsageProblem,
)
from tests.support.agents import Agent, owned_in
from tests.support.homes import PASSPHRASE

USER = os.getuid()
OURS, OTHER, THIRD = (Peer(7, USER, Session(number, 1)) for number in (10, 11, 12))
NOBODY, STRANGER = Peer(7, USER, None), Peer(7, USER + 1, Session(13, 1))


@pytest.fixture
def owned(tmp_path):
    return owned_in(tmp_path)


@pytest.fixture
def agent(owned):
    with Agent(owned) as made:
        made.ask("add", {"name": "A", "env": "dev", "value": "one"})
        made.ask("add", {"name": "B", "env": "prod", "value": "two"})
        yield made


def raw(agent: Agent) -> socket.socket:
    """A bare connection, to say what no client would."""
    channel = socket.socket(socket.AF_UNIX)
    channel.connect(str(agent.server._listener._path))  # type: ignore[attr-defined]
    channel.settimeout(10)
    return channel


def test_it_answers_the_session_that_unlocked(agent):
    with agent.connect() as connection:
        assert connection.call("get", {"name": "A"}) == {
            "value": "one",
            "name": "A",
            "environment": "dev",
        }
        status = connection.call("status")
        assert isinstance(status, dict)
        assert (status["locked"], status["owner"], status["served"]) == (False, "agent", True)


def test_errors_arrive_as_their_category(agent):
    for method, params, kind in (
        ("get", {"name": "NO"}, NotFound),
        ("get", {}, UsageProblem),
        ("add", {"name": "A", "env": "dev", "value": "x"}, Conflicting),
        ("no-such-method", {}, UsageProblem),
    ):
        with pytest.raises(kind):
            agent.ask(method, params)


def test_an_unforeseen_error_names_its_place_and_no_value(agent, monkeypatch):
    def fail(*_: object) -> None:
        raise ValueError("the value is hunter2")

    monkeypatch.setattr("keystead.services.requests.table.handle", fail)
    with pytest.raises(KeysteadError, match=r"\(ValueError at agent/server") as found:
        agent.ask("get", {"name": "A"})
    assert "hunter2" not in found.value.message


def test_another_session_is_refused_without_learning_what_exists(owned):
    with Agent(owned, admit=False) as agent:
        asked: list[tuple[str, dict[str, object]]] = [
            ("get", {"name": "A"}),
            ("get", {"name": "NO_SUCH"}),
            ("get", {"name": "A", "env": "dev"}),
            ("list", {}),
            ("due", {"within": 1}),
            ("env.list", {}),
            ("verify", {}),
            ("change.finish", {}),
            ("export", {"env": "dev"}),
            ("purge", {"older_than": 0}),
        ]
        for method, params in asked:
            with pytest.raises(Refused) as found:
                agent.ask(method, params)
            assert found.value.code == "not-served", method


def test_wrong_credentials_admit_nobody_and_right_ones_do(owned):
    with Agent(owned, admit=False) as agent:
        wrong = {"passphrase": "wrong", "code": owned.phone.next_code()}
        with pytest.raises(AccessDenied):
            agent.ask("unlock", wrong)
        with pytest.raises(Refused):
            agent.ask("unlock", {"allow": ["env:dev"]})
        with pytest.raises(Refused):
            agent.ask("list")
        right = {"passphrase": PASSPHRASE.reveal(), "code": owned.phone.next_code()}
        status = agent.ask("unlock", right)
        assert isinstance(status, dict)
        assert status["served"] is True
        assert agent.ask("list") == {"keys": [], "words": []}


def test_an_environment_is_allowed_only_if_it_exists(agent):
    with pytest.raises(NotFound):
        agent.ask("unlock", {"allow": ["env:nowhere"]})
    with pytest.raises(UsageProblem):
        agent.ask("unlock", {"allow": "env:dev"})
    agent.ask("unlock", {"allow": ["env:dev"]})
    agent.server.access._sessions.clear()
    assert agent.ask("get", {"name": "A"})
    with pytest.raises(Refused):
        agent.ask("get", {"name": "B"})
    # These speak of the whole vault, whatever is put beside them.
    for method in ("env.list", "verify"):
        with pytest.raises(Refused):
            agent.ask(method)
        with pytest.raises(UsageProblem):
            agent.ask(method, {"env": "dev"})


def test_the_user_is_asked_with_program_folder_environment_and_keys(owned):
    asked: list[AccessRequest] = []
    answers = [Decision.ONCE, Decision.DENY, Decision.FOR_15_MINUTES]

    def approver(request: AccessRequest) -> Decision:
        asked.append(request)
        return answers[len(asked) - 1]

    with Agent(owned, approver) as agent:
        agent.ask("add", {"name": "A", "env": "dev", "value": "one"})
        agent.server.access._sessions.clear()
        assert agent.ask("get", {"name": "A"})
        request = asked[0]
        assert (request.environment, request.keys) == ("dev", ("A",))
        assert (request.purpose, request.directory) == (Purpose.READ, str(Path.cwd()))
        assert request.program.pid in (os.getpid(), os.getppid())
        with pytest.raises(Refused, match="did not allow"):
            agent.ask("get", {"name": "A"})
        assert agent.ask("get", {"name": "A"})
        assert agent.ask("get", {"name": "A"})
        assert len(asked) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\xff\xff\xff\xff",
        b"\0\0\0\x02[]",
        b"\0\0\0\x04{}",
        b"\0\0\0\0",
        (9 << 20).to_bytes(4, "big"),
        b"\0\1\0\0" + b"[" * 65536,
    ],
)
def test_nonsense_ends_its_connection_and_nothing_else(agent, data):
    with raw(agent) as channel:
        channel.sendall(data)
        channel.shutdown(socket.SHUT_WR)
        answer = protocol.receive(channel, 10_000)
        assert answer is not None
        assert "error" in answer
        with contextlib.suppress(ConnectionResetError):  # what was not read any more
            assert channel.recv(1) == b""
    assert agent.ask("get", {"name": "A"})


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"v": 1},
        {"v": 2, "method": "status"},
        {"v": 1, "method": 7},
        {"v": 1, "method": "get", "params": []},
        {"v": 1, "method": "get", "params": {"name": ["A"]}},
        {"v": 1, "method": "list", "params": {"query": 7}},
        {"v": 1, "method": "status", "cwd": {}},
        {"v": 1, "method": "__class__"},
        {"v": 1, "method": "unlock", "params": {"passphrase": 7, "code": "000000"}},
    ],
)
def test_a_request_that_is_none_gets_an_error_and_the_connection_goes_on(agent, message):
    with raw(agent) as channel:
        for _ in range(2):
            protocol.send(channel, message, 1000)
            answer = protocol.receive(channel, 10_000)
            assert answer is not None
            assert "error" in answer


def test_an_answer_that_is_too_long_is_an_error(agent, monkeypatch):
    monkeypatch.setattr(protocol, "MAX_ANSWER", 600)
    with pytest.raises(KeysteadError, match="too much"):
        agent.ask("show", {"name": "A"})


def test_a_request_that_drips_ends_its_connection(agent, monkeypatch):
    monkeypatch.setattr(server, "PATIENCE", 0.5)
    with raw(agent) as channel:
        channel.sendall((1000).to_bytes(4, "big"))
        channel.settimeout(0.1)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                channel.sendall(b" ")
                if channel.recv(1) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return
    pytest.fail("it waited on")


@pytest.mark.parametrize(
    ("held", "asking", "room"),
    [
        ([], OTHER, True),
        ([OURS] * 16, OURS, False),
        ([OURS] * 16, OTHER, True),
        ([OTHER] * 16, OTHER, False),
        ([OTHER] * 8 + [THIRD] * 8, NOBODY, False),
        ([OTHER] * 8 + [THIRD] * 8, OURS, True),
        ([OURS] * 16 + [OTHER] * 16, OURS, False),
        ([STRANGER], STRANGER, True),
        ([STRANGER] * 2, STRANGER, False),
        ([STRANGER] * 2, OTHER, True),
    ],
)
def test_no_session_and_no_user_can_hold_all_connections(agent, held, asking, room):
    made = agent.server
    made.access.admit(OURS.session)
    near, far = socket.socketpair()
    with near, far:
        made._busy.update({threading.Thread(): (near, peer) for peer in held})
        assert made._has_room(asking) is room
        made._busy.clear()


def test_too_many_connections_are_turned_away_until_some_end(agent):
    held = [raw(agent) for _ in range(40)]
    for channel in held:
        channel.close()
    for _ in range(100):
        try:
            assert agent.ask("get", {"name": "A"})
            break
        except AgentGone:
            continue
    else:
        pytest.fail("it did not serve again")


def test_lock_answers_then_serves_nobody(agent):
    with agent.connect() as connection:
        assert connection.call("lock") == {"locked": True, "problem": None}
        with pytest.raises(KeysteadError):
            connection.call("get", {"name": "A"})
    assert agent.keeper.ended


def test_an_idle_vault_locks_at_the_next_request_at_the_latest(agent, owned):
    owned.clock.advance(301)
    with pytest.raises((AccessDenied, Conflicting)):
        agent.ask("get", {"name": "A"})
    assert agent.keeper.ended


def test_every_request_but_status_counts_as_use(agent, owned):
    owned.clock.advance(200)
    agent.ask("get", {"name": "A"})
    owned.clock.advance(200)
    agent.ask("get", {"name": "A"})


def test_progress_comes_before_the_answer(agent, owned):
    params = {
        "kind": "passwd",
        "passphrase": PASSPHRASE.reveal(),
        "code": owned.phone.next_code(),
        "new_passphrase": "another one",
    }
    seen: list[tuple[int, int]] = []
    with agent.connect() as connection:
        begun = connection.call("change.begin", params)
        assert isinstance(begun, dict)
        assert begun["recovery_code"] is None
        connection.call("change.apply", {}, lambda done, total: seen.append((done, total)))
        result = connection.call("change.finish")
    assert isinstance(result, dict)
    assert result["totp_uri"] == begun["totp_uri"]
    assert seen[-1][0] == seen[-1][1]
    assert agent.keeper.ended


def test_a_change_needs_credentials_that_are_right(agent, owned):
    params = {"kind": "kit", "passphrase": "wrong", "code": owned.phone.next_code()}
    with pytest.raises(AccessDenied):
        agent.ask("change.begin", params)
    with pytest.raises(Refused):
        agent.ask("change.begin", {"kind": "kit"})
    with pytest.raises(UsageProblem):
        agent.ask("change.finish")


def test_stopping_lets_an_answer_arrive(agent, monkeypatch):
    inside, go_on = threading.Event(), threading.Event()

    def slowly(*_: object) -> object:
        inside.set()
        go_on.wait(5)
        return {"value": "late"}

    monkeypatch.setattr("keystead.services.requests.table.handle", slowly)
    answers: list[object] = []
    asking = threading.Thread(target=lambda: answers.append(agent.ask("get", {"name": "A"})))
    asking.start()
    inside.wait(5)
    stopping = threading.Thread(target=agent.server.stop)
    stopping.start()
    go_on.set()
    stopping.join()
    asking.join()
    assert answers == [{"value": "late"}]


def test_socket_and_folders_are_for_the_user_alone(agent, owned):
    path = Path(agent.server._listener._path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    announcement = owned.home.paths.vault_state(owned.entry.vault_id) / "agent.socket"
    assert announcement.stat().st_mode & 0o777 == 0o600
    assert announcement.read_text() == str(path)


def test_a_session_is_this_process_and_its_leader(agent):
    assert agent.server.access._sessions == {session_of(os.getpid())}


def test_nobody_listens_once_it_is_stopped(agent, owned):
    agent.server.stop()
    state, vault_id = str(owned.home.paths.state), owned.entry.vault_id.hex()
    assert Connection.to(state, vault_id) is None

"""The client's end: whom it trusts, and what it makes of silence."""

import os
import socket
import threading

import pytest

from keystead.agent import protocol
from keystead.agent.client.connection import (
    Connection,
    check_folder,
    check_listener,
    no_progress,
)
from keystead.agent.errors import AgentGone, WrongUser
from keystead.errors import NotFound


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "run"
    made.mkdir(mode=0o700)
    return made


def answering(*answers: object) -> Connection:
    """A connection whose other end says these, whatever is asked, and hangs up."""
    near, far = socket.socketpair()

    def talk() -> None:
        with far:
            protocol.receive(far, 10_000)
            for answer in answers:
                if isinstance(answer, bytes):
                    far.sendall(answer)
                else:
                    protocol.send(far, answer, 10_000)  # type: ignore[arg-type]

    threading.Thread(target=talk, daemon=True).start()
    return Connection(near)


def test_it_asks_and_gives_the_answer():
    with answering({"result": [1, 2]}) as connection:
        assert connection.call("list", {"env": "dev"}) == [1, 2]


def test_progress_is_told_and_nonsense_in_it_ignored():
    seen: list[tuple[int, int]] = []
    steps = [{"progress": {"done": 1, "total": 2}}, {"progress": 7}, {"progress": {"done": "x"}}]
    with answering(*steps, {"result": None}) as connection:
        assert connection.call("x", None, lambda *step: seen.append(step)) is None
    assert seen == [(1, 2)]
    no_progress(1, 2)


def test_an_error_is_raised_as_its_category():
    wire = {"error": {"category": "NotFound", "message": "no"}}
    with answering(wire) as connection, pytest.raises(NotFound, match="no"):
        connection.call("get")


@pytest.mark.parametrize("answer", [b"", b"\0\0", b"\xff\xff\xff\xff", b"\0\0\0\x02[]"])
def test_silence_and_nonsense_mean_that_the_agent_is_gone(answer):
    with answering(answer) as connection, pytest.raises(AgentGone):
        connection.call("get")


def test_nobody_listening_is_no_connection(folder):
    assert Connection.open(str(folder / "none.sock")) is None
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(folder / "left.sock"))
    assert Connection.open(str(folder / "left.sock")) is None
    assert Connection.to(str(folder), "aa" * 32) is None


def test_a_folder_that_others_can_reach_is_not_trusted(folder):
    check_folder(str(folder))
    check_folder(str(folder / "missing"))
    folder.chmod(0o755)
    with pytest.raises(WrongUser, match="not a private folder"):
        Connection.open(str(folder / "x.sock"))
    folder.chmod(0o700)
    link = folder.parent / "link"
    link.symlink_to(folder)
    with pytest.raises(WrongUser):
        check_folder(str(link))


def test_a_listener_of_another_user_is_sent_nothing(folder, monkeypatch):
    path = folder / "theirs.sock"
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as client:
        listener.bind(str(path))
        listener.listen(1)
        client.connect(str(path))
        check_listener(client)
        own = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: own + 1)
        with pytest.raises(WrongUser, match="another user"):
            check_listener(client)
        with pytest.raises(WrongUser):
            Connection.open(str(path))


def test_a_folder_that_was_deleted_is_no_hindrance(folder, monkeypatch):
    monkeypatch.chdir(folder)
    folder.rmdir()
    with answering({"result": 1}) as connection:
        assert connection.call("x") == 1

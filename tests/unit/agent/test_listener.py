"""The Unix socket: private, announced, one a vault, robust against what a kill left."""

import os
import socket
import threading

import pytest

from keystead.agent.listener import UnixListener
from keystead.errors import Busy
from keystead.system.host import SystemHost

HOST = SystemHost()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run" / "0123.sock"


def test_it_takes_connections_and_says_whose(path, tmp_path):
    listener = UnixListener(HOST, path, tmp_path / "state")
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        channel, peer = listener.accept()
        channel.close()
    listener.close()
    assert (peer.pid, peer.uid) == (os.getpid(), os.getuid())


def test_closing_removes_socket_and_announcement(path, tmp_path):
    listener = UnixListener(HOST, path, tmp_path / "state")
    assert (tmp_path / "state" / "agent.socket").read_text() == str(path)
    listener.close()
    assert not path.exists()
    assert not (tmp_path / "state" / "agent.socket").exists()


def test_closing_wakes_who_waits(path, tmp_path):
    listener = UnixListener(HOST, path, tmp_path / "state")
    ended: list[type[BaseException]] = []

    def wait() -> None:
        try:
            listener.accept()
        except OSError as error:
            ended.append(type(error))

    waiting = threading.Thread(target=wait)
    waiting.start()
    listener.close()
    waiting.join(5)
    assert len(ended) == 1


def test_a_second_one_is_refused_while_the_first_lives(path, tmp_path):
    first = UnixListener(HOST, path, tmp_path / "state")
    with pytest.raises(Busy):
        UnixListener(HOST, path, tmp_path / "state")
    first.close()
    UnixListener(HOST, path, tmp_path / "state").close()


def test_a_socket_that_a_killed_agent_left_is_in_nobodys_way(path, tmp_path):
    path.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    assert path.exists()
    UnixListener(HOST, path, tmp_path / "state").close()


def test_a_socket_that_cannot_be_made_leaves_no_lock(tmp_path):
    path = tmp_path / "run" / f"{'x' * 120}.sock"
    with pytest.raises(OSError, match="too long"):
        UnixListener(HOST, path, tmp_path / "state")
    with HOST.lock(path.with_suffix(".lock")):
        pass

"""Who is at the other end, read from the kernel about real processes."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from keystead.agent.errors import NotServed
from keystead.agent.peers import (
    Peer,
    Program,
    chain,
    check_user,
    is_client,
    peer_of,
    program,
    session_of,
    stat_fields,
)


@pytest.fixture
def elsewhere():
    """A process in a session of its own."""
    child = subprocess.Popen(["sleep", "60"], start_new_session=True, cwd="/")
    yield child
    child.kill()
    child.wait()


def test_the_other_end_of_a_socket_is_named_by_the_kernel():
    near, far = socket.socketpair()
    with near, far:
        peer = peer_of(near)
    assert (peer.pid, peer.uid) == (os.getpid(), os.getuid())
    assert peer.session == session_of(os.getpid())
    assert peer.directory == str(Path.cwd())


def test_a_session_is_its_number_and_the_start_of_its_leader(elsewhere):
    found = session_of(elsewhere.pid)
    assert found is not None
    assert found.number == elsewhere.pid
    assert found.leader_started > 0
    assert session_of(os.getpid()) not in {found, None}


def test_a_process_that_is_gone_has_no_session(elsewhere):
    elsewhere.kill()
    elsewhere.wait()
    assert session_of(elsewhere.pid) is None
    assert stat_fields(elsewhere.pid) is None
    assert program(elsewhere.pid).name == "a program that has ended"
    assert Peer(elsewhere.pid, 0, None).directory == ""


# Prints the numbers of a child and of its child, both in a session whose leader has ended.
_LEADERLESS = """
import os, sys
if os.fork(): os._exit(0)
inner = os.fork()
if inner: print(os.getpid(), inner, flush=True)
sys.stdin.read()
"""


def leaderless() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _LEADERLESS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )


def test_what_is_left_of_a_session_is_told_by_its_oldest_ancestor():
    with leaderless() as one, leaderless() as other:
        assert one.stdout is not None
        assert other.stdout is not None
        one.wait()
        other.wait()
        outer, inner = (int(word) for word in one.stdout.readline().split())
        apart, _ = (int(word) for word in other.stdout.readline().split())
        fields = stat_fields(outer)
        assert fields is not None
        assert fields[3] not in {outer, inner}  # the session's number is the leader's, who ended
        found = session_of(outer)
        assert found is not None
        assert found.number == outer
        assert session_of(inner) == found
        assert session_of(apart) not in {found, None}


def test_nothing_stands_for_a_leader_when_an_ancestor_ended_meanwhile(monkeypatch):
    known = {7: [0, 6, 7, 99, *[0] * 15, 70]}  # started by 6, in session 99: both are gone
    monkeypatch.setattr("keystead.agent.peers.stat_fields", known.get)
    assert session_of(7) is None


def test_a_name_with_blanks_and_parentheses_does_not_confuse(tmp_path):
    odd = tmp_path / "a) R 1 2 (b"
    odd.symlink_to("/bin/sleep")
    child = subprocess.Popen([str(odd), "60"])
    try:
        fields = stat_fields(child.pid)
        assert fields is not None
        assert fields[1] == os.getpid()
    finally:
        child.kill()
        child.wait()


def test_programs_are_named_with_what_started_them(elsewhere):
    found = chain(elsewhere.pid)
    assert found[0].name == "sleep"
    assert found[0].arguments == ("sleep", "60")
    assert found[1].pid == os.getpid()
    assert len(found) <= 8
    assert chain(0) == (Program(0, "", ()),)


@pytest.fixture
def started():
    """Start programs that wait for their input to end."""
    running = []

    def start(*words: str, folder: Path | str = "/") -> int:
        child = subprocess.Popen(words, stdin=subprocess.PIPE, cwd=folder)
        running.append(child)
        while not program(child.pid).arguments:  # the kernel has not set them yet
            time.sleep(0.001)
        return child.pid

    yield start
    for child in running:
        child.kill()
        child.communicate()


COMMAND = Path(sysconfig.get_path("scripts")) / "keystead"
WAITS = ("import", "-", "--env", "dev")


def test_our_own_client_is_passed_over(started):
    pid = started(sys.executable, str(COMMAND), *WAITS)
    assert is_client(program(pid))
    assert chain(pid)[0].pid == os.getpid()
    near = started(sys.executable, f"./{COMMAND.name}", *WAITS, folder=COMMAND.parent)
    assert is_client(program(near))


def test_a_program_that_only_calls_itself_keystead_is_shown_itself(started, tmp_path):
    script = tmp_path / "keystead"
    script.write_text("import sys\nsys.stdin.read()\n")
    (tmp_path / "keystead.py").write_text(script.read_text())
    program_file = tmp_path / "bin" / "keystead"
    program_file.parent.mkdir()
    program_file.write_bytes(Path("/bin/cat").read_bytes())
    program_file.chmod(0o755)
    waits = script.read_text()
    for words in (
        (sys.executable, str(script)),
        (sys.executable, "keystead"),
        (sys.executable, "-m", "keystead"),
        (sys.executable, "-c", waits, str(COMMAND)),
        (sys.executable, "-c", waits, "-m", "keystead"),
        (str(program_file),),
        ("/bin/sh", "-c", "read line", str(COMMAND)),
    ):
        pid = started(*words, folder=tmp_path)
        assert not is_client(program(pid)), words
        assert chain(pid)[0].pid == pid
    assert not is_client(Program(0, "", ()))


def test_a_built_program_is_its_file_alone(started, monkeypatch):
    pid = started(sys.executable, "-c", "input()")
    assert not is_client(program(pid))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert is_client(program(pid))
    assert not is_client(program(started("/bin/cat")))


@pytest.mark.parametrize(
    ("path", "arguments", "script"),
    [
        ("/usr/bin/node", ("node", "--inspect", "server.js"), "server.js"),
        ("/usr/bin/python3.11", ("python3", "tool.py", "x"), "tool.py"),
        ("/usr/bin/zsh", ("zsh",), ""),
        ("/usr/bin/make", ("make", "deploy"), ""),
    ],
)
def test_a_grant_is_for_the_program_and_what_it_runs(path, arguments, script):
    found = Program(7, path, arguments)
    assert found.script == script
    assert found.identity == (path, script)


def test_another_user_is_not_served():
    check_user(Peer(7, 1000, None), 1000)
    with pytest.raises(NotServed, match="nobody else"):
        check_user(Peer(7, 1001, None), 1000)
    with pytest.raises(NotServed):
        check_user(Peer(7, 0, None), 1000)

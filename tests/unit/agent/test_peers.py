"""Who is at the other end, read from the kernel about real processes."""

import os
import socket
import subprocess
import sys
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
    own = session_of(os.getpid())
    assert own is not None
    assert own.number == os.getsid(0)
    assert found != own


def test_a_process_that_is_gone_has_no_session(elsewhere):
    elsewhere.kill()
    elsewhere.wait()
    assert session_of(elsewhere.pid) is None
    assert stat_fields(elsewhere.pid) is None
    assert program(elsewhere.pid).name == "a program that has ended"
    assert Peer(elsewhere.pid, 0, None).directory == ""


def test_a_session_without_its_leader_is_none():
    command = "import os, sys\nif os.fork(): os._exit(0)\nsys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", f"import os; print(os.getpid(), flush=True)\n{command}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with child:
        assert child.stdout is not None
        leader = int(child.stdout.readline())
        child.wait()
        left = [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and (stat_fields(int(entry.name)) or [0] * 4)[3] == leader
        ]
        assert len(left) == 1
        assert session_of(left[0]) is None


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


def test_our_own_client_is_passed_over():
    client = Program(7, "/usr/bin/python3.11", ("/usr/bin/python3.11", "/venv/bin/keystead", "get"))
    assert is_client(client)
    assert is_client(Program(7, "/opt/keystead", ("keystead",)))
    assert is_client(Program(7, "/usr/bin/python3", ("python3", "-m", "keystead", "get")))
    assert not is_client(Program(7, "/usr/bin/node", ("node", "keystead-thief.js")))


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

"""Attacks on the agent from outside its process: other users, the process list, a kill.

Each goes through real processes, started as a person's commands start them.
"""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end2end.cli.transcripts import PASSPHRASE, Shell

VALUE = "the-value-that-nobody-may-see"
ASK = (
    "import json, socket, sys\n"
    "channel = socket.socket(socket.AF_UNIX)\n"
    "channel.connect(sys.argv[1])\n"
    "body = json.dumps({'v': 1, 'method': 'list', 'params': {}, 'cwd': '/'}).encode()\n"
    "try: channel.sendall(len(body).to_bytes(4, 'big') + body)\n"
    "except BrokenPipeError: pass\n"
    "print(channel.recv(65536).decode('utf-8', 'replace'))\n"
)
NOBODY = 65_534


@pytest.fixture
def shell(tmp_path):
    """A shell whose vault is unlocked and holds one key."""
    with Shell(tmp_path) as made:
        for command in (
            "keystead init work.keystead --device-key-file device.key --json --no-confirm"
            " > init.json",
            f"printf %s {VALUE} | KEYSTEAD_CODE=$(authenticator) keystead add API_KEY --env dev"
            " --stdin",
        ):
            lines, code = made.run(command)
            assert code == 0, lines
        yield made


def the_agent(shell: Shell) -> int:
    (found,) = shell.agents()
    return found


def the_socket(shell: Shell) -> Path:
    (found,) = (shell.folder / "home" / "state").glob("*/agent.socket")
    return Path(found.read_text())


def as_nobody(path: Path) -> subprocess.CompletedProcess[str]:
    """Ask the agent as another user, where this test may become one; else as ourselves."""
    program = sys.executable if os.getuid() else str(Path("/usr/bin/python3").resolve())
    user = NOBODY if os.getuid() == 0 else None
    return subprocess.run(
        [program, "-c", ASK, str(path)],
        user=user,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        cwd="/",
        start_new_session=True,
    )


def test_modes_let_no_other_user_in(shell):
    path = the_socket(shell)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for folder in ("home", "home/state"):
        assert (shell.folder / folder).stat().st_mode & 0o077 == 0
    done = as_nobody(path)
    assert VALUE not in done.stdout
    assert "API_KEY" not in done.stdout


def test_the_kernel_is_asked_even_where_the_modes_let_somebody_in(shell):
    path = the_socket(shell)
    for place in (path.parent.parent, path.parent, path):
        place.chmod(0o777)
    done = as_nobody(path)
    told = "serves the user who started it" if os.getuid() == 0 else "not-served"
    assert told in done.stdout, done
    assert "API_KEY" not in done.stdout
    # The client, for its part, no longer trusts a folder that others could have changed.
    _, code = shell.run("keystead get API_KEY")
    assert code == 5


def test_no_secret_stands_in_arguments_or_environment(shell):
    secrets = [PASSPHRASE, VALUE, shell.run("field init.json secret_key")[0][0]]
    secrets.append(shell.run("field init.json totp_uri")[0][0].partition("secret=")[2][:32])
    pids = [the_agent(shell)]
    shell.run("keystead unlock")
    for pid in pids:
        for name in ("cmdline", "environ"):
            text = Path(f"/proc/{pid}/{name}").read_bytes().decode("utf-8", "replace")
            assert not [secret for secret in secrets if secret in text], name
            if name == "environ":
                assert "KEYSTEAD_" not in text


def test_the_agent_has_nothing_of_the_terminal_that_started_it(shell):
    pid = the_agent(shell)
    assert os.getsid(pid) == pid
    assert Path(f"/proc/{pid}/cwd").readlink() == Path("/")
    for descriptor in (0, 1, 2):
        assert Path(f"/proc/{pid}/fd/{descriptor}").readlink() == Path("/dev/null")
    limits = Path(f"/proc/{pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[-3] == "1"  # byte: see system.hardening_linux


def test_another_session_of_the_same_user_is_refused(shell):
    path = the_socket(shell)
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
        start_new_session=True,
    )
    assert "not-served" in done.stdout
    assert "API_KEY" not in done.stdout


def test_a_killed_agent_leaves_vault_and_change_whole(shell):
    shell.run(f"printf %s {VALUE}2 | keystead edit API_KEY --stdin")
    pid = the_agent(shell)
    os.kill(pid, 9)
    while Path(f"/proc/{pid}").exists() and b"--detached" in _words(pid):
        time.sleep(0.01)
    _, code = shell.run("KEYSTEAD_CODE=$(authenticator) keystead unlock")
    assert code == 0
    assert shell.run("keystead get API_KEY")[0][0] == f"{VALUE}2"
    assert shell.run("keystead verify")[1] == 0


def test_a_change_is_published_within_seconds(shell):
    path = shell.folder / "work.keystead"
    before = path.read_bytes()
    shell.run("keystead add OTHER_KEY --env dev --generate")
    deadline = time.monotonic() + 10
    while path.read_bytes() == before:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_socket_in_a_strangers_folder_gets_no_passphrase(shell):
    """Somebody else listens where the agent is expected: nothing is sent there."""
    shell.run("keystead lock")
    fake = shell.folder / "fake"
    fake.mkdir(mode=0o755)
    fake.chmod(0o755)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(fake / "x.sock"))
        listener.listen(1)
        listener.settimeout(0.5)
        (state,) = (shell.folder / "home" / "state").glob("*/capsule")
        (state.parent / "agent.socket").write_text(str(fake / "x.sock"))
        lines, code = shell.run("KEYSTEAD_CODE=123456 keystead unlock")
        assert code == 5
        assert "not trusted" in lines[0]
        with pytest.raises(TimeoutError):
            listener.accept()


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""

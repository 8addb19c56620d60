"""Another program of the user looks for secrets: in memory, cores, environments, arguments,
files, messages.  Real processes, looked into without root's rights."""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end2end.cli.transcripts import LAUNCHER, PASSPHRASE, Shell
from tests.support.powerless import PREFIX, command_lines, look_into
from tests.support.processes import wait_until

VALUE = "sk_live_the-value-that-nobody-may-see"
INIT = "keystead init work.keystead --device-key-file device.key --json --no-confirm > init.json"
ADD = f"printf %s {VALUE} | KEYSTEAD_CODE=$(authenticator) keystead add API_KEY --env dev --stdin"
# A process as careless as most are; any other of the user may trace it (Yama allows it so).
_CARELESS = (
    "import ctypes, sys; ctypes.CDLL(None).prctl(0x59616d61, -1, 0, 0, 0)\n"
    "secret = 'sk_live_the-value-that-nobody-' + 'may-see'\n"
    "print('ready', flush=True); sys.stdin.read()"
)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell without root's rights, whose vault is unlocked and holds one key."""
    with Shell(tmp_path, prefix=PREFIX) as made:
        (tmp_path / "tmp").mkdir()
        made.run(f"export TMPDIR={tmp_path / 'tmp'}; ulimit -c unlimited")
        for command in (INIT, ADD):
            lines, code = made.run(command)
            assert code == 0, lines
        yield made


def planted(shell: Shell) -> dict[str, bytes]:
    """Every secret of the vault as text that programs print."""
    init = json.loads((shell.folder / "init.json").read_text())
    device_key = (shell.folder / "device.key").read_text().split()[-1]
    return {
        "passphrase": PASSPHRASE.encode(),
        "value": VALUE.encode(),
        "Secret Key": init["secret_key"].encode(),
        "recovery code": init["recovery_code"].encode(),
        "TOTP secret": init["totp_uri"].partition("secret=")[2][:32].encode(),
        "device key": device_key.encode(),
        "device key in base 64": base64.b64encode(bytes.fromhex(device_key)),
    }


def careless() -> subprocess.Popen[bytes]:
    made = subprocess.Popen(
        [*PREFIX, sys.executable, "-c", _CARELESS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert made.stdout is not None
    assert made.stdout.readline() == b"ready\n"
    return made


def test_the_memory_of_a_process_with_keys_is_closed(shell):
    with careless() as open_one:
        assert look_into(open_one.pid, VALUE.encode())["memory"], "the attack itself works"
        open_one.kill()
    (agent,) = shell.agents()
    found = look_into(agent, PASSPHRASE.encode())
    assert found == {"memory": None, "environ": None, "exe": ""}


def test_the_agent_still_names_who_asks(shell):
    """A client is open, so that the kernel tells of it; one that hid itself would have no
    name, which is why clients do not."""
    tell = (
        "import subprocess, sys, time; from keystead.agent import peers\n"
        "from keystead.system import hardening\n"
        "hide = 'import ctypes, sys; ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\\n' * int(sys.argv[1])"
        " + 'print(flush=True); sys.stdin.read()'\n"
        "hardening.start(); hardening.hide_memory()\n"
        "pipe = subprocess.PIPE\n"
        "child = subprocess.Popen([sys.executable, '-c', hide], stdin=pipe, stdout=pipe)\n"
        "child.stdout.readline(); path, until = '', time.monotonic() + 3\n"
        "while not path and time.monotonic() < until:\n"
        "    path = peers.chain(child.pid)[0].path\n"
        "print(path); child.kill()"
    )
    named = [_output([sys.executable, "-c", tell, hidden], shell) for hidden in ("0", "1")]
    assert named == [os.path.realpath(sys.executable), ""]
    with _waiting_client(shell) as client:
        assert look_into(client.pid)["exe"] == os.path.realpath(sys.executable)
        client.kill()


def _output(command: list[str], shell: Shell) -> str:
    done = subprocess.run(
        [*PREFIX, *command],
        env=shell.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def _waiting_client(shell: Shell) -> subprocess.Popen[bytes]:
    """``keystead unlock`` that waits for its passphrase, with secrets in its environment."""
    secrets = planted(shell)
    given = {
        "KEYSTEAD_RECOVERY_CODE": secrets["recovery code"].decode(),
        "KEYSTEAD_SECRET_KEY": secrets["Secret Key"].decode(),
        "KEYSTEAD_CODE": "135790",
        "KEYSTEAD_NEW_PASSPHRASE": PASSPHRASE,
    }
    shell.run("keystead lock")
    command = [sys.executable, str(LAUNCHER), "--moved", str(shell.moved), "unlock"]
    made = subprocess.Popen(
        [*PREFIX, *command, "--passphrase-fd", "0"],
        env=shell.environment | given,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )

    def waits() -> bool:
        # In the read of its standard input; before, it still starts.
        told = Path(f"/proc/{made.pid}/syscall").read_text().split()
        return told[:2] == ["0", "0x0"] or told[:2] == ["63", "0x0"]

    wait_until(waits, 60, "that the command waits for its passphrase")
    return made


def test_no_environment_and_no_argument_holds_one(shell):
    secrets = planted(shell)
    with _waiting_client(shell) as client:
        environ = str(look_into(client.pid)["environ"])
        assert "XDG_RUNTIME_DIR" in environ
        assert [name for name, text in secrets.items() if text.decode() in environ] == []
        assert "135790" not in environ
        client.kill()
    assert shell.run("KEYSTEAD_CODE=$(authenticator) keystead unlock")[1] == 0
    (agent,) = shell.agents()
    for pid in (agent, *_children(agent)):
        block = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"KEYSTEAD_" not in block
        assert [name for name, text in secrets.items() if text in block] == []
    shell.run(f"printf %s {VALUE} > value; keystead edit API_KEY --stdin < value")
    told = [
        (name, line)
        for line in command_lines().values()
        if b"keystead" in line or b"launcher.py" in line
        for name, text in secrets.items()
        if text in line
    ]
    assert told == []


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_no_file_of_a_home_and_no_temporary_one_holds_one(shell):
    for command in ("keystead get API_KEY", "keystead list --json", "keystead verify",
                    "keystead backup", "keystead lock"):  # fmt: skip
        assert shell.run(command)[1] == 0, command
    secrets = planted(shell)
    files = [
        path
        for folder in ("home", "tmp")
        for path in (shell.folder / folder).rglob("*")
        if path.is_file() and not path.is_symlink()
    ]
    assert len(files) > 6
    assert [
        (path, name)
        for path in files
        for name, text in secrets.items()
        if text in path.read_bytes()
    ] == []


def test_a_crash_of_the_agent_leaves_no_core(tmp_path, shell):
    """The kernel says of each child whether it dumped it, wherever cores go."""
    shell.run("keystead lock")
    code = shell.run("authenticator")[0][0]
    given = {**shell.environment, "KEYSTEAD_CODE": code, "TMPDIR": str(tmp_path / "tmp")}
    agent = [sys.executable, str(LAUNCHER), "--moved", str(shell.moved), "agent"]
    folder = tmp_path / "cores"
    folder.mkdir()
    asleep = [sys.executable, "-c", "open('ready', 'w'); import time; time.sleep(60)"]
    sockets = (shell.folder / "home" / "state").glob
    assert _crash(asleep, given, folder, (folder / "ready").exists), "cores can be made at all"
    assert not _crash(agent, given, folder, lambda: any(sockets("*/agent.socket")))


def _crash(
    command: list[str], given: dict[str, str], folder: Path, ready: Callable[[], bool]
) -> bool:
    """Whether the kernel dumped a process that got SIGSEGV, with cores of any size allowed."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    child = os.fork()
    if not child:
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        os.execve(command[0], command, given)  # noqa: S606 - a child of ours, for its status
    wait_until(ready, 60, "that the process is up")
    os.kill(child, signal.SIGSEGV)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGSEGV
    return os.WCOREDUMP(status)

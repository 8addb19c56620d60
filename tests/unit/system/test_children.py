"""Programs of the user's: real ones that hang, flood, leave children behind, or are not there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from keystead.errors import FileProblem
from keystead.system.children import Ended, Ending, run

LONG = 60.0


def sh(script: str, seconds: float = LONG, limit: int = 100, **given: str) -> Ended:
    return run(["/bin/sh", "-c", script], dict(os.environ) | given, seconds, limit)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def ends(pid: int) -> bool:
    """Whether it is gone soon."""
    for _ in range(500):
        if not is_running(pid):
            return True
        time.sleep(0.01)
    return False


def test_what_it_prints_and_its_exit_code_come_back():
    done = sh('printf "%s" "$WORD"; exit 3', WORD="hello")
    assert (done.ending, done.code, done.output.reveal()) == (Ending.BY_ITSELF, 3, b"hello")
    assert "hello" not in repr(done)
    assert sh("kill -9 $$").code == -9


def test_it_reads_nothing_from_us_and_leads_a_group_of_its_own_in_our_session():
    done = sh("cat; ps -o pgid= -o sess= -p $$ | tr -s ' '; echo $$")
    group, session, pid = done.output.reveal().split()
    assert group == pid
    assert int(session) == os.getsid(0)


def test_one_that_hangs_is_ended_with_its_children(tmp_path: Path):
    note = tmp_path / "pid"
    done = sh(f"sleep 600 & echo $! > {note}; wait", seconds=0.5)
    assert done.ending is Ending.TOO_LONG
    assert ends(int(note.read_text()))


def test_a_flood_is_cut_off_at_the_limit():
    done = sh("yes", limit=65_536)
    assert (done.ending, len(done.output)) == (Ending.TOO_MUCH, 65_537)
    assert sh("printf 12345", limit=4).ending is Ending.TOO_MUCH
    assert sh("printf 1234", limit=4).ending is Ending.BY_ITSELF


def test_what_it_leaves_behind_holds_nobody_up(tmp_path: Path):
    note = tmp_path / "pid"
    done = sh(f"sleep 600 & echo $! > {note}; echo value")
    assert (done.ending, done.output.reveal()) == (Ending.BY_ITSELF, b"value\n")
    assert ends(int(note.read_text()))


def test_it_is_ended_when_nobody_wants_it_any_more():
    done = run(["sleep", "600"], dict(os.environ), LONG, 10, cancelled=lambda: True)
    assert done.ending is Ending.CANCELLED


def test_nothing_goes_on_after_an_interruption(tmp_path: Path):
    note = tmp_path / "pid"

    def interrupted() -> bool:
        if note.exists() and note.read_text().endswith("\n"):
            raise KeyboardInterrupt
        return False

    script = ["/bin/sh", "-c", f"echo $$ > {note}; sleep 600"]
    with pytest.raises(KeyboardInterrupt):
        run(script, dict(os.environ), LONG, 10, cancelled=interrupted)
    assert ends(int(note.read_text()))


RUNNING = """
import os, signal, sys
from keystead.system.children import run
signal.signal(signal.SIGHUP, signal.SIG_IGN if "nohup" in sys.argv else signal.SIG_DFL)
run(["/bin/sh", "-c", "sleep 600 & echo $!; wait"], dict(os.environ), 600.0, 10, 1)
"""


def started(*words: str) -> "tuple[subprocess.Popen[bytes], int]":
    """A process of ours that runs a program, and the pid of what that program started."""
    ours = subprocess.Popen([sys.executable, "-c", RUNNING, *words], stdout=subprocess.PIPE)
    assert ours.stdout is not None
    return ours, int(ours.stdout.readline())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGKILL])
def test_it_ends_with_us_however_we_are_ended(number: signal.Signals):
    ours, grandchild = started()
    with ours:
        ours.send_signal(number)
        assert ours.wait(LONG) == -number
    assert ends(grandchild)


def test_a_signal_that_is_ignored_ends_nothing():
    ours, grandchild = started("nohup")
    with ours:
        ours.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert ours.poll() is None
        assert is_running(grandchild)
        ours.terminate()
    assert ends(grandchild)


def test_signals_are_as_before_once_it_has_ended():
    sh("true")
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_output_can_go_elsewhere(tmp_path: Path):
    with (tmp_path / "out").open("wb") as file:
        done = run(["echo", "seen"], dict(os.environ), LONG, 0, file.fileno())
    assert (done.code, done.output.reveal()) == (0, b"")
    assert (tmp_path / "out").read_bytes() == b"seen\n"


def test_one_that_cannot_be_started_is_named_without_its_arguments(tmp_path: Path):
    with pytest.raises(FileProblem) as caught:
        run(["/no/such/program", "s3cret"], {}, LONG, 10)
    assert caught.value.message == (
        "The command '/no/such/program' cannot be started: no such file or directory."
    )
    (tmp_path / "plain").write_text("not a program")
    with pytest.raises(FileProblem, match="permission denied"):
        run([str(tmp_path / "plain")], {}, LONG, 10)
    with pytest.raises(FileProblem, match="nul in it"):
        run(["echo", "a\0b"], {}, LONG, 10)

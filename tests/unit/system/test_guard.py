"""A program's group ends with the process that guards it, and not before."""

import subprocess
import sys
from pathlib import Path

import pytest

from keystead.system import guard
from tests.unit.system.test_children import ends, is_running

GUARDED = """
import subprocess, sys, time
from keystead.system.guard import guarding
with guarding() as guard:
    script = "sleep 600 & echo $!; wait"
    guard.watch(subprocess.Popen(["/bin/sh", "-c", script], process_group=0).pid)
    time.sleep(600)
"""


def test_after_a_kill_the_whole_group_is_ended():
    ours = subprocess.Popen([sys.executable, "-c", GUARDED], stdout=subprocess.PIPE)
    assert ours.stdout is not None
    grandchild = int(ours.stdout.readline())
    ours.kill()
    ours.wait()
    ours.stdout.close()
    assert ends(grandchild)


def test_what_outlives_it_in_peace_is_left_alone():
    with subprocess.Popen(["sleep", "600"], process_group=0) as child:
        with guard.guarding() as one:
            one.watch(child.pid)
            assert is_running(child.pid)
        assert child.poll() is None
        child.kill()


def test_without_a_shell_the_program_runs_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(guard, "_SHELL", str(tmp_path / "none"))
    with guard.guarding() as one:
        one.watch(1 << 22)
    monkeypatch.delattr("os.killpg")
    with guard.guarding() as one:
        one.watch(1 << 22)


def test_a_guard_that_somebody_ended_is_no_problem(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(guard, "_SCRIPT", "exit")
    with guard.guarding() as one, subprocess.Popen(["sleep", "0.1"], process_group=0) as child:
        child.wait()
        one.watch(child.pid)

"""A program in the place of a process: found as a shell does, with its own signals and files."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from keystead.system import become

TELL = """
import json, os, sys
print(json.dumps([sys.argv[1:], os.environ.get("A"), os.environ.get("HOME"), os.umask(0)]))
"""


def test_a_program_is_found_as_a_shell_finds_it(tmp_path: Path, monkeypatch):
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    (tmp_path / "data").write_text("")
    (tmp_path / "tool").chmod(stat.S_IRWXU)
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("PATH", f"/nonexistent:{tmp_path}")
    assert become.program("tool") == f"{tmp_path}/tool"
    assert become.program(f"{tmp_path}/tool") == f"{tmp_path}/tool"
    monkeypatch.chdir(tmp_path)
    assert become.program("./tool") == "./tool"
    for name in ("data", "folder", "none", "./data", "/none"):
        assert become.program(name) is None


def replaced(code: str) -> subprocess.CompletedProcess[str]:
    """What is left of a process that became another."""
    start = "from keystead.system import become, hardening\nhardening.start()\n"
    return subprocess.run(
        [sys.executable, "-c", start + code],
        capture_output=True, text=True, check=False, umask=0o027, timeout=60,
    )  # fmt: skip


def test_it_has_its_arguments_variables_and_umask():
    words = [sys.executable, "-c", TELL, "a b", "--x"]
    ended = replaced(f"become.become({sys.executable!r}, {words!r}, {{'A': 'value'}})")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout) == [["a b", "--x"], "value", None, 0o027]


def test_its_exit_code_and_signal_are_those_of_the_process():
    assert replaced("become.become('/bin/sh', ['sh', '-c', 'exit 7'], {})").returncode == 7
    ended = replaced("become.become('/bin/sh', ['sh', '-c', 'kill -TERM $$'], {})")
    assert ended.returncode == -signal.SIGTERM
    # Python ignores this one, and a program would go on to.
    ended = replaced("become.become('/bin/sh', ['sh', '-c', 'kill -PIPE $$'], {})")
    assert ended.returncode == -signal.SIGPIPE


def test_what_was_printed_before_comes_before(tmp_path: Path):
    ended = replaced("print('first', end=' ')\nbecome.become('/bin/echo', ['echo', 'then'], {})")
    assert ended.stdout == "first then\n"


def test_what_cannot_be_started_is_an_error(tmp_path: Path):
    script = tmp_path / "script"
    script.write_text("no program\n")
    script.chmod(stat.S_IRWXU)
    before = os.umask(0o077), signal.getsignal(signal.SIGPIPE)
    with pytest.raises(OSError, match="Exec format"):
        become.become(str(script), [str(script)], dict(os.environ))
    # This process goes on as it was: a reader that is gone must not end it.
    assert (os.umask(before[0]), signal.getsignal(signal.SIGPIPE)) == (0o077, before[1])

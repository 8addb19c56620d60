"""Crashes are told without values: real processes that fail in each way."""

import subprocess
import sys

import pytest

from keystead.system.crash_report import report

SECRET = "sk_live_that_nobody_may_see"

_WAYS = {
    "nobody catches it": "fail()",
    "in a thread": "import threading\nt = threading.Thread(target=fail); t.start(); t.join()",
    "with nobody to raise it to": "class C:\n    def __del__(self): fail()\nC()",
    "below Python": "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
}
_FAIL = f"""
def fail():
    value = "".join(reversed({SECRET[::-1]!r}))
    raise ValueError("cannot read " + value)
"""


def run(way: str, before: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys\nsys.path[:0] = {sys.path!r}\n{before}\n{_FAIL}\n{way}\n"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("way", _WAYS.values(), ids=_WAYS)
def test_kind_and_place_are_told_and_no_value(way):
    told = run(way, "from keystead.system import crash_report; crash_report.install()").stderr
    assert "ValueError" in told or "Segmentation fault" in told
    assert "keystead" in told or "Fatal Python error" in told
    assert SECRET not in told


@pytest.mark.parametrize("way", [way for name, way in _WAYS.items() if name != "below Python"])
def test_the_interpreter_alone_would_print_it(way):
    assert SECRET in run(way, "").stderr


def test_an_interrupt_and_a_closed_stderr_say_nothing():
    install = "from keystead.system import crash_report; crash_report.install()"
    assert run("raise KeyboardInterrupt", install).stderr == ""
    done = run("sys.stderr = None; crash_report.install(); fail()", install)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_report_without_frames_is_one_line():
    assert report(ValueError, None) == "keystead: ValueError was not foreseen\n"

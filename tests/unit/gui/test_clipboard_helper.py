"""The helper of ``keystead copy``, on a real X server and beside a stand-in for wl-copy."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from keystead.gui.clipboard_helper import hold
from tests.support.display import display_environment, virtual_display

ROOT = Path(__file__).resolve().parents[3]
TOOL = """#!/bin/sh
[ "$1" = --help ] && { echo "--sensitive"; exit 0; }
echo "$@" > "$0.arguments"
cat > "$0.value"
exec sleep 30
"""


class Helper:
    """The helper as ``keystead copy`` starts it."""

    def __init__(self, environment: dict[str, str], value: str, seconds: float) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "keystead", "hold-clipboard"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment | {"PYTHONPATH": str(ROOT / "app")},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"value": value, "seconds": seconds}).encode())
        self.process.stdin.close()
        self.answer = self.process.stdout.readline()

    def end(self) -> int:
        """Wait for its end."""
        code = self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """An X server of its own."""
    with virtual_display() as display:
        yield display_environment(display)


def pasted(environment: dict[str, str], target: str = "UTF8_STRING") -> str:
    """What another program would paste."""
    command = ["xclip", "-selection", "clipboard", "-o", "-t", target]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=20, check=False
    )
    return done.stdout


def test_others_can_paste_it_until_it_is_cleared(screen):
    helper = Helper(screen, "s3cret ü", 3)
    assert helper.answer == b"held\n"
    assert pasted(screen) == "s3cret ü"
    assert pasted(screen, "x-kde-passwordManagerHint") == "secret"
    assert helper.end() == 0
    assert pasted(screen) == ""


def test_it_ends_when_somebody_else_copies_something(screen):
    helper = Helper(screen, "s3cret", 60)
    assert helper.answer == b"held\n"
    began = time.monotonic()
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-i"],
        input=b"other",
        env=screen,
        timeout=20,
        check=True,
    )
    assert helper.end() == 0
    assert time.monotonic() - began < 20
    assert pasted(screen) == "other"


def test_on_wayland_the_tool_gets_it_by_a_pipe(tmp_path, monkeypatch):
    tool = tmp_path / "wl-copy"
    tool.write_text(TOOL)
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    request = io.BytesIO(json.dumps({"value": "s3cret", "seconds": 1.5}).encode())
    answer = io.BytesIO()
    answer.close = lambda: None  # type: ignore[method-assign]
    assert hold(request, answer) == 0
    assert answer.getvalue() == b"held\n"
    assert (tmp_path / "wl-copy.value").read_text() == "s3cret"
    arguments = (tmp_path / "wl-copy.arguments").read_text()
    assert "--sensitive" in arguments
    assert "s3cret" not in arguments


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"value": "x"}', b'{"value": 1, "seconds": "x"}']
)
def test_what_is_no_request_is_refused(data):
    assert hold(io.BytesIO(data), io.BytesIO()) == 1

"""The clipboard on a real X server, with another program looking at it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys, time
sys.path[:0] = [{app!r}, {root!r}]
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from keystead.core.secret_types import SecretText
from keystead.gui.clipboard import ClipboardGuard
from keystead.services.clipboard_formats import conceal_formats
app = QGuiApplication([])
guard = ClipboardGuard(app.clipboard(), conceal_formats("linux"), time.monotonic, 2.0)
guard.copy("A_KEY", SecretText(sys.stdin.readline().rstrip("\\n")))
guard.cleared.connect(lambda name: print("cleared", flush=True))
guard.kept.connect(lambda name: print("kept", flush=True))
guard.changed.connect(lambda now: print("gone", flush=True) if now is None else None)
QTimer.singleShot(0, lambda: print("held", flush=True))
QTimer.singleShot(int(sys.argv[1]), app.quit)
app.exec()
guard.clear()
"""


class Holder:
    """A process that copies a value as the window does."""

    def __init__(self, environment: dict[str, str], value: str, milliseconds: int) -> None:
        code = HOLDER.format(app=str(ROOT / "app"), root=str(ROOT))
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(milliseconds)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        self.process.stdin.write(value + "\n")
        self.process.stdin.flush()

    def line(self) -> str:
        """What it says next."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> int:
        """Wait until it has ended."""
        self.process.communicate()
        return self.process.returncode


def clipboard(environment: dict[str, str], target: str = "UTF8_STRING") -> str:
    """What another program gets."""
    done = subprocess.run(
        ["xclip", "-selection", "clipboard", "-o", "-target", target],
        env=environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return done.stdout


def copy(environment: dict[str, str], text: str) -> None:
    """Another program copies something."""
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-i"],
        env=environment,
        input=text,
        text=True,
        stdout=subprocess.DEVNULL,
        timeout=20,
        check=True,
    )


@pytest.fixture
def environment(xvfb: dict[str, str]) -> dict[str, str]:
    return xvfb | {"PATH": os.environ["PATH"]}


def test_another_program_sees_value_and_hint_and_then_neither(environment: dict[str, str]):
    holder = Holder(environment, "sk_live_on_a_real_server", 6000)
    assert holder.line() == "held"
    assert clipboard(environment) == "sk_live_on_a_real_server"
    assert clipboard(environment, "x-kde-passwordManagerHint") == "secret"
    # The primary selection, what a middle click pastes, never has it.
    primary = subprocess.run(
        ["xclip", "-selection", "primary", "-o"],
        env=environment, capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert "sk_live" not in primary.stdout
    assert holder.line() == "gone"
    assert holder.line() == "cleared"
    assert clipboard(environment) == ""
    assert holder.end() == 0


def test_what_another_program_copied_meanwhile_stays(environment: dict[str, str]):
    holder = Holder(environment, "sk_live_to_be_replaced", 4000)
    assert holder.line() == "held"
    copy(environment, "a shopping list")
    assert holder.line() == "gone"
    assert holder.end() == 0
    assert clipboard(environment) == "a shopping list"


def test_quitting_clears(environment: dict[str, str]):
    holder = Holder(environment, "sk_live_at_the_end", 300)
    assert holder.line() == "held"
    assert holder.line() == "gone"
    assert holder.line() == "cleared"
    assert holder.end() == 0
    time.sleep(0.1)
    assert "sk_live" not in clipboard(environment)

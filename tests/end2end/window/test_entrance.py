"""A lost phone: the way back in by real keys and clicks, with a real keyring.

Places are those of a window of 1280 by 800 at 0, 0, as the mock-ups have it.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from tests.support.desktop import Desktop
from tests.support.processes import wait_until

OLD, NEW = "correct horse battery staple", "winter ladder copper novel"
ACCENT = "#0b6b6b"
UNLOCK_BUTTON, LOST, REPEAT = (500, 501), (560, 560), (420, 317)
CONTINUE, SAVE_FIRST, SAVE_SECOND = (1183, 768), (440, 391), (908, 391)


@pytest.fixture
def desktop(
    xvfb: dict[str, str], secret_service: dict[str, str], tmp_path: Path
) -> Iterator[Desktop]:
    """A screen in a session with an unlocked keyring."""
    made = Desktop(secret_service | xvfb, tmp_path, keyring=True)
    try:
        yield made
    finally:
        made.close()


def _step_shown(desktop: Desktop, number: int) -> None:
    """Wait until the ring of a step (from 1) is filled, at its left above the number."""
    desktop.until_colour(26, 32 + 56 * number, ACCENT)


def _code(desktop: Desktop, phone: pyotp.TOTP) -> str:
    return phone.at(int(time.time()) + desktop.ahead)


def _device_keys(desktop: Desktop) -> list[str]:
    """The accounts that the keyring holds for Keystead."""
    command = ["secret-tool", "search", "--all", "service", "keystead"]
    done = subprocess.run(
        command, env=desktop.environment, capture_output=True, text=True, check=False, timeout=20
    )
    lines = f"{done.stdout}\n{done.stderr}".splitlines()
    return [line.split(" = ")[1] for line in lines if "attribute.username" in line]


def _status(desktop: Desktop) -> dict[str, object]:
    found: dict[str, object] = json.loads(desktop.run("status", "--json"))
    return found


def _recover(desktop: Desktop, recovery_code: str) -> pyotp.TOTP:
    """From the unlock page and back to it; the authenticator's new entry."""
    desktop.click(*LOST)
    _step_shown(desktop, 1)
    desktop.type(recovery_code)
    desktop.key("Return")
    _step_shown(desktop, 2)
    desktop.type(NEW)
    desktop.click(*REPEAT)
    desktop.type(NEW)
    desktop.key("Return")
    _step_shown(desktop, 3)
    phone = pyotp.parse_uri(desktop.read_qr())
    assert isinstance(phone, pyotp.TOTP)
    desktop.type(_code(desktop, phone))
    time.sleep(0.3)
    desktop.key("Return")
    _step_shown(desktop, 4)
    first = desktop.save_sheet(SAVE_FIRST, desktop.folder / "work-secret-key.txt")
    second = desktop.save_sheet(SAVE_SECOND, desktop.folder / "work-recovery-code.txt")
    desktop.click(*CONTINUE)
    _step_shown(desktop, 5)
    desktop.type(first)
    desktop.key("Tab")
    desktop.type(second)
    desktop.key("Return")
    _step_shown(desktop, 6)
    desktop.key("Return")
    return phone


def test_recover_then_unlock_with_what_is_new(desktop: Desktop) -> None:
    file = desktop.folder / "work.keystead"
    made = json.loads(
        desktop.run(
            *("init", str(file), "--name", "Work", "--json", "--no-confirm"),
            KEYSTEAD_NEW_PASSPHRASE=OLD,
        )
    )
    before = _device_keys(desktop)
    assert len(before) == 1
    desktop.start()
    desktop.until_colour(*UNLOCK_BUTTON, ACCENT)
    phone = _recover(desktop, made["recovery_code"])
    desktop.until_colour(*UNLOCK_BUTTON, ACCENT)
    after = _device_keys(desktop)
    assert len(after) == 1
    assert after != before

    desktop.type(NEW)
    desktop.key("Return")
    desktop.advance(30)
    desktop.type(_code(desktop, phone))
    wait_until(lambda: _status(desktop)["locked"] is False, 30, "the unlock")
    desktop.key("ctrl+q")
    assert desktop.ended() == (0, "")

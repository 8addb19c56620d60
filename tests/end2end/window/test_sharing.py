"""Window, agent and command line on one vault: who has it, who is asked, who locks."""

import json
import subprocess
import time

import pyotp

from tests.support.desktop import Desktop
from tests.support.processes import wait_until

PASSPHRASE = "correct horse battery staple"
VALUE = "sk_test_Abc123xyz"
ACCENT, WRONG = "#0b6b6b", "#ce3b30"
UNLOCK_BUTTON, PASSPHRASE_FRAME = (500, 501), (488, 328)
SIDEBAR, BARE = (60, 600), "#f2f5f5"
ARMED = 0.8
"""Seconds after which the buttons that allow can be pressed."""


def _code(desktop: Desktop, phone: pyotp.TOTP) -> str:
    """The next code, once the clock is there."""
    desktop.advance(30)
    return phone.at(int(time.time()) + desktop.ahead)


def _make_vault(desktop: Desktop) -> pyotp.TOTP:
    file = str(desktop.folder / "work.keystead")
    key = str(desktop.folder / "device.key")
    made = json.loads(
        desktop.run(
            *("init", file, "--name", "Work", "--device-key-file", key, "--json", "--no-confirm"),
            KEYSTEAD_NEW_PASSPHRASE=PASSPHRASE,
        )
    )
    phone = pyotp.parse_uri(made["totp_uri"])
    assert isinstance(phone, pyotp.TOTP)
    return phone


def _status(desktop: Desktop) -> dict[str, object]:
    found: dict[str, object] = json.loads(desktop.run("status", "--json"))
    return found


def _ask(desktop: Desktop) -> "subprocess.Popen[str]":
    """A program that wants a value, in the session of the test."""
    return subprocess.Popen(
        desktop.command("get", "STRIPE_SECRET_KEY", "--env", "dev"),
        env=desktop.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _until_asked(desktop: Desktop) -> None:
    """Wait until a dialog lies over the window, and until it takes an answer."""
    wait_until(lambda: desktop.colour_at(*SIDEBAR) != BARE, 20, "the dialog")
    time.sleep(ARMED)


def test_the_window_takes_over_and_asks_before_it_gives_out(desktop: Desktop) -> None:
    phone = _make_vault(desktop)
    code = _code(desktop, phone)
    desktop.run("unlock", KEYSTEAD_PASSPHRASE=PASSPHRASE, KEYSTEAD_CODE=code)
    desktop.run("add", "STRIPE_SECRET_KEY", "--env", "dev", "--stdin", stdin=VALUE)
    assert _status(desktop)["owner"] == "agent"

    desktop.start()
    desktop.until_colour(*UNLOCK_BUTTON, ACCENT)
    desktop.type("not the passphrase")
    desktop.key("Return")
    desktop.type(_code(desktop, phone))
    desktop.until_colour(*PASSPHRASE_FRAME, WRONG)
    assert _status(desktop)["owner"] == "agent"
    desktop.key("shift+Tab", "ctrl+a")
    desktop.type(PASSPHRASE)
    desktop.key("Return")
    desktop.type(_code(desktop, phone))
    wait_until(lambda: _status(desktop).get("owner") == "window", 20, "the take-over")
    time.sleep(0.7)

    asking = _ask(desktop)
    _until_asked(desktop)
    desktop.key("Tab", "Tab", "Return")
    out, _ = asking.communicate(timeout=20)
    assert (asking.returncode, out) == (0, VALUE)

    asking = _ask(desktop)
    _until_asked(desktop)
    desktop.key("Escape")
    out, err = asking.communicate(timeout=20)
    assert (asking.returncode, out) == (5, "")
    assert "did not allow" in err

    desktop.run("lock")
    assert _status(desktop)["locked"] is True
    desktop.until_colour(*UNLOCK_BUTTON, ACCENT)
    desktop.key("ctrl+q")
    assert desktop.ended() == (0, "")

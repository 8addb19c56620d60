"""The newcomer's way through the window of a real process, by real keys and clicks.

Places are those of a window of 1280 by 800 at 0, 0, as the mock-ups have it.
"""

import json
import time

import pyotp
from dotenv import dotenv_values

from tests.support.desktop import Desktop
from tests.support.processes import wait_until

PASSPHRASE = "correct horse battery staple"
VALUE = "sk_test_Abc123xyz"
ACCENT = "#0b6b6b"
CREATE, PASSPHRASE_FIELD, REPEAT, KEY_FILE = (872, 318), (456, 271), (440, 392), (355, 558)
CONTINUE, SAVE_FIRST, SAVE_SECOND = (1183, 768), (440, 391), (908, 391)
UNLOCK_BUTTON, EXPORT_PATH, EXPORT_BUTTON = (500, 501), (718, 588), (1008, 680)


def _step_shown(desktop: Desktop, number: int) -> None:
    """Wait until the ring of a step (from 1) is filled, at its left above the number."""
    desktop.until_colour(26, 32 + 56 * number, ACCENT)


def _status(desktop: Desktop) -> dict[str, object]:
    found: dict[str, object] = json.loads(desktop.run("status", "--json"))
    return found


def _until_open(desktop: Desktop) -> None:
    wait_until(lambda: _status(desktop)["locked"] is False, 30, "the unlock")
    assert _status(desktop)["owner"] == "window"


def _code(desktop: Desktop, phone: pyotp.TOTP) -> str:
    return phone.at(int(time.time()) + desktop.ahead)


def _create(desktop: Desktop) -> pyotp.TOTP:
    """From the welcome to the open vault; the authenticator's new entry."""
    desktop.click(*CREATE)
    _step_shown(desktop, 1)
    desktop.type("Harbour Studio")
    desktop.click(*PASSPHRASE_FIELD)
    desktop.type(PASSPHRASE)
    desktop.click(*REPEAT)
    desktop.type(PASSPHRASE)
    desktop.click(*KEY_FILE)
    desktop.click(*CONTINUE)
    _step_shown(desktop, 2)
    phone = pyotp.parse_uri(desktop.read_qr())
    assert isinstance(phone, pyotp.TOTP)
    desktop.type(_code(desktop, phone))
    time.sleep(0.3)
    desktop.key("Return")
    _step_shown(desktop, 3)
    first = desktop.save_sheet(SAVE_FIRST, desktop.folder / "harbour-studio-secret-key.txt")
    second = desktop.save_sheet(SAVE_SECOND, desktop.folder / "harbour-studio-recovery-code.txt")
    desktop.click(*CONTINUE)
    _step_shown(desktop, 4)
    desktop.type(first)
    desktop.key("Tab")
    desktop.type(second)
    desktop.key("Return")
    wait_until(lambda: bool(desktop.windows("^Harbour Studio")), 30, "the new vault")
    _until_open(desktop)
    return phone


def _add_key(desktop: Desktop) -> None:
    desktop.key("ctrl+n")
    time.sleep(0.5)
    desktop.type("STRIPE_SECRET_KEY")
    desktop.key("Tab", "Tab")
    desktop.type(VALUE)
    desktop.key("ctrl+Return")
    time.sleep(1.0)


def _unlock(desktop: Desktop, phone: pyotp.TOTP) -> None:
    desktop.until_colour(*UNLOCK_BUTTON, ACCENT)
    desktop.type(PASSPHRASE)
    desktop.key("Return")
    desktop.advance(30)
    desktop.type(_code(desktop, phone))
    _until_open(desktop)
    time.sleep(0.7)


def _close(desktop: Desktop) -> None:
    desktop.key("ctrl+q")
    assert desktop.ended() == (0, "")
    assert _status(desktop)["locked"] is True


def test_create_add_close_open_copy_export_lock(desktop: Desktop) -> None:
    desktop.start()
    phone = _create(desktop)
    _add_key(desktop)
    _close(desktop)
    assert VALUE.encode() not in (desktop.home / "data" / "harbour-studio.keystead").read_bytes()

    desktop.start()
    _unlock(desktop, phone)
    desktop.key("ctrl+c")
    wait_until(lambda: desktop.clipboard() == VALUE, 10, "the copy")
    wait_until(lambda: desktop.clipboard() == "", 15, "the clearing of the clipboard")

    target = desktop.folder / "shop.env"
    desktop.key("ctrl+e")
    time.sleep(0.7)
    desktop.click(*EXPORT_PATH)
    desktop.key("ctrl+a")
    desktop.type(str(target))
    time.sleep(0.7)
    desktop.click(*EXPORT_BUTTON)
    wait_until(target.exists, 10, "the export")
    assert dotenv_values(target) == {"STRIPE_SECRET_KEY": VALUE}
    assert target.stat().st_mode & 0o777 == 0o600
    time.sleep(0.5)

    desktop.key("ctrl+l")
    wait_until(lambda: _status(desktop)["locked"] is True, 10, "the lock")
    desktop.until_colour(*UNLOCK_BUTTON, ACCENT)
    _close(desktop)

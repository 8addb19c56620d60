"""The pages before a vault is open, each in a state, for pictures and tests."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from keystead.gui.pages.known import KnownVault
from keystead.gui.pages.unlock import UnlockPage
from keystead.gui.pages.welcome import WelcomePage
from keystead.gui.theme.theme import Theme
from keystead.system.errors import KeyringUnavailable
from keystead.vault.errors import VaultDamaged, WaitForNextCode, WrongCredentials

HARBOUR = KnownVault(b"H" * 32, "Harbour Studio", Path.home() / "Sync" / "harbour.keystead")
OWN = KnownVault(b"P" * 32, "Personal", Path.home() / "personal.keystead")


def now() -> float:
    """Nine seconds into a code's window."""
    return 1_767_225_609.0


def unlock(theme: Theme) -> UnlockPage:
    """Half typed, after picture 02."""
    page = UnlockPage(theme, now)
    page.show_vault(HARBOUR, [HARBOUR, OWN])
    page.set_locked("Locked at 19:12: the computer was idle for 5 min")
    page.set_device_key("Device key in Secret Service")
    page.form.passphrase.set_text("correct horse battery")
    page.form.cells.paste_text("4170")
    page.form.cells.setFocus(Qt.FocusReason.OtherFocusReason)
    return page


def unlock_wrong(theme: Theme) -> UnlockPage:
    """After picture 02b."""
    page = unlock(theme)
    words = "Passphrase or code is wrong. If you are sure, wait for the next code."
    page.show_error(WrongCredentials(words))
    return page


def unlock_wait(theme: Theme) -> UnlockPage:
    """The code was used already."""
    page = unlock(theme)
    page.show_error(WaitForNextCode("Wait for the next code.", seconds=18))
    return page


def unlock_waiting(theme: Theme) -> UnlockPage:
    """The keys are being derived."""
    page = unlock(theme)
    page.form.cells.paste_text("417032")
    page.set_waiting("Opening the vault")
    return page


def unlock_no_keyring(theme: Theme) -> UnlockPage:
    """No keyring on this computer."""
    page = unlock(theme)
    page.show_problem(
        KeyringUnavailable(
            "This computer has no keyring that keeps a device key safe. Set up or unlock the "
            "system's keyring, or choose a device key file instead."
        )
    )
    return page


def unlock_damaged(theme: Theme) -> UnlockPage:
    """The vault file was hurt."""
    page = unlock(theme)
    page.show_error(VaultDamaged("The vault file is damaged at byte 48,112. Nothing was changed."))
    return page


def welcome(theme: Theme) -> QWidget:
    """The first run."""
    return WelcomePage(theme)


BEFORE: dict[str, Callable[[Theme], QWidget]] = {
    "welcome": welcome,
    "unlock": unlock,
    "unlock-wrong": unlock_wrong,
    "unlock-wait": unlock_wait,
    "unlock-waiting": unlock_waiting,
    "unlock-no-keyring": unlock_no_keyring,
    "unlock-damaged": unlock_damaged,
}

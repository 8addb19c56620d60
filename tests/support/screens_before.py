"""The pages before a vault is open, each in a state, for pictures and tests."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.pages.create.draft import Offer
from keystead.gui.pages.create.page import AUTHENTICATOR, CHECK, KIT, CreatePage
from keystead.gui.pages.known import KnownVault
from keystead.gui.pages.unlock import UnlockPage
from keystead.gui.pages.welcome import WelcomePage
from keystead.gui.theme.theme import Theme
from keystead.services import qr
from keystead.services.kit_sheets import SheetKind
from keystead.services.passphrases import Strength
from keystead.system.errors import KeyringUnavailable
from keystead.vault.errors import KeysRenewed, VaultDamaged, WaitForNextCode, WrongCredentials

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


OFFERED_SECRET = SecretText("MZ4H Q2LT OBSW K3DJ NF2G S5DJ ORUW 63TP")
OFFERED_KEY = SecretText("7KQ2-M9XV-TB3H-0CPZ-R5WD-8NE4-AY6G-S1FJ7")
OFFERED_CODE = SecretText("B4T9-W1ZK-QER7-M3C0-XPVH-6SJ2-DN8A-5FYG-4K1Q-W9TB-C3R7-E0HZ-MX520")
OFFER = Offer(
    SecretText("otpauth://totp/Keystead:Harbour%20Studio?secret=MZ4HQ2LTOBSWK3DJNF2GS5DJORUW63TP"),
    OFFERED_SECRET,
    qr.matrix(
        "otpauth://totp/Keystead:Harbour%20Studio?secret=MZ4HQ2LTOBSWK3DJNF2GS5DJORUW63TP"
        "&issuer=Keystead&algorithm=SHA1&digits=6&period=30"
    ),
    OFFERED_KEY,
    OFFERED_CODE,
)


def create(theme: Theme) -> CreatePage:
    """The first step, filled in."""
    page = CreatePage(theme, Path.home() / ".local/share/keystead", "mara-laptop")
    step = page.passphrase
    step.suggestion.show_words("season orbit velvet copper lantern march")
    step.name.set_text("Harbour Studio")
    step.passphrase.set_text("correct horse battery staple")
    step.repeat.set_text("correct horse battery staple")
    step.show_strength(Strength(4, 70.0, "Hard to guess."))
    step.device_key.show_keyring("the keyring (Secret Service)")
    return page


def create_weak(theme: Theme) -> CreatePage:
    """The first step with a bad passphrase, and no keyring."""
    page = create(theme)
    step = page.passphrase
    step.passphrase.set_text("password1")
    step.show_strength(Strength(0, 8.0, "This is a very common password."))
    step.device_key.show_no_keyring("This computer has no keyring that keeps a device key safe.")
    step.device_key.use_file.setChecked(True)
    step.complain()
    return page


def create_authenticator(theme: Theme) -> CreatePage:
    """Picture 03: the code was right."""
    page = create(theme)
    page.show_offer(OFFER)
    page.authenticator.cells.paste_text("417032")
    page.authenticator.show_match()
    page.go_to(AUTHENTICATOR)
    page.forward.setFocus(Qt.FocusReason.MouseFocusReason)
    return page


def create_authenticator_wrong(theme: Theme) -> CreatePage:
    """The code was not right."""
    page = create_authenticator(theme)
    page.authenticator.show_mismatch(
        "This is not the code that the new entry shows now. Check that the authenticator "
        "shows the entry for this vault, and that its clock is right."
    )
    return page


def create_kit(theme: Theme) -> CreatePage:
    """The two sheets, one of them saved."""
    page = create_authenticator(theme)
    page.go_to(KIT)
    page.kit.cards[SheetKind.SECRET_KEY].say("Saved as harbour-studio-secret-key.txt.")
    return page


def create_check(theme: Theme) -> CreatePage:
    """One group was typed wrongly."""
    page = create_authenticator(theme)
    page.go_to(CHECK)
    page.check.fields[SheetKind.SECRET_KEY].set_text("2MX")
    page.check.fields[SheetKind.RECOVERY].set_text("PVD")
    page.show_wrong_part(SheetKind.RECOVERY)
    return page


def create_making(theme: Theme) -> CreatePage:
    """The vault is being made."""
    page = create_check(theme)
    page.check.fields[SheetKind.RECOVERY].clear_error()
    page.set_working("Making the table of codes", 0.43)
    return page


def welcome_waiting(theme: Theme) -> QWidget:
    """A demo is being made."""
    page = WelcomePage(theme)
    page.set_waiting("Making a vault of made-up keys")
    return page


def unlock_renewed(theme: Theme) -> UnlockPage:
    """All keys were renewed on another computer."""
    page = unlock(theme)
    page.show_error(
        KeysRenewed(
            "The keys of this vault were renewed on another device. Set this device up again "
            "with the new Secret Key."
        )
    )
    return page


BEFORE: dict[str, Callable[[Theme], QWidget]] = {
    "welcome": welcome,
    "welcome-waiting": welcome_waiting,
    "create": create,
    "create-weak": create_weak,
    "create-authenticator": create_authenticator,
    "create-authenticator-wrong": create_authenticator_wrong,
    "create-kit": create_kit,
    "create-check": create_check,
    "create-making": create_making,
    "unlock": unlock,
    "unlock-wrong": unlock_wrong,
    "unlock-wait": unlock_wait,
    "unlock-waiting": unlock_waiting,
    "unlock-no-keyring": unlock_no_keyring,
    "unlock-damaged": unlock_damaged,
    "unlock-renewed": unlock_renewed,
}

"""The ways of changing how a vault opens, each step in a state, for pictures and tests."""

from collections.abc import Callable
from pathlib import Path

from keystead.crypto.errors import BadKitCode
from keystead.gui.pages.change.device_step import DeviceStep
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.page import About, ChangePage
from keystead.gui.pages.change.proof_step import ProofStep
from keystead.gui.pages.change.recovery_step import RecoveryStep
from keystead.gui.pages.create.draft import Offer
from keystead.gui.theme.theme import Theme
from keystead.services.kit_sheets import SheetKind
from keystead.services.passphrases import Strength
from keystead.system.errors import DiskFull
from keystead.vault.errors import WrongCredentials
from tests.support.screens_before import OFFER, OFFERED_CODE, OFFERED_KEY, now

WORDS = "correct horse battery staple"


def page_of(theme: Theme, kind: ChangeKind) -> ChangePage:
    """The page of one way, nothing typed yet."""
    about = About("Harbour Studio", "mara-laptop", Path.home() / ".local/share/keystead", now)
    page = ChangePage(theme, kind, about)
    page.passphrase.new.suggestion.show_words("season orbit velvet copper lantern march")
    page.passphrase.device_key.show_keyring("the keyring (Secret Service)")
    if isinstance(page.first, DeviceStep):
        page.first.device_key.show_keyring("the keyring (Secret Service)")
    return page


def offer_for(kind: ChangeKind) -> Offer:
    """What this way makes anew."""
    key = OFFER.secret_key if SheetKind.SECRET_KEY in kind.sheets else None
    code = OFFER.recovery_code if SheetKind.RECOVERY in kind.sheets else None
    if not kind.new_entry:
        return Offer(None, None, [], key, code)
    return Offer(OFFER.totp_uri, OFFER.totp_secret, OFFER.qr, key, code)


def recover(theme: Theme) -> ChangePage:
    """The recovery code was typed."""
    page = page_of(theme, ChangeKind.RECOVER)
    assert isinstance(page.first, RecoveryStep)
    page.first.code.set_text(OFFERED_CODE.reveal())
    return page


def recover_wrong(theme: Theme) -> ChangePage:
    """With a slip in it."""
    page = recover(theme)
    page.show_refused(
        BadKitCode(
            "The code has a wrong character in it. Compare it with the sheet, group by group."
        )
    )
    return page


def recover_passphrase(theme: Theme) -> ChangePage:
    """A new passphrase."""
    page = recover(theme)
    page.show_proved()
    page.passphrase.new.passphrase.set_text(WORDS)
    page.passphrase.new.repeat.set_text(WORDS)
    page.passphrase.new.show_strength(Strength(4, 70.0, "Hard to guess."))
    return page


def recover_no_keyring(theme: Theme) -> ChangePage:
    """The keyring cannot be used."""
    page = recover_passphrase(theme)
    page.passphrase.device_key.show_no_keyring(
        "The keyring did not answer within 10 seconds. Unlock it, then try again."
    )
    page.passphrase.device_key.use_file.setChecked(True)
    return page


def recover_authenticator(theme: Theme) -> ChangePage:
    """The new entry."""
    page = recover_passphrase(theme)
    page.show_offer(offer_for(ChangeKind.RECOVER))
    page.authenticator.cells.paste_text("417032")
    page.authenticator.show_match()
    return page


def recover_kit(theme: Theme) -> ChangePage:
    """The two new sheets."""
    page = recover_authenticator(theme)
    page.go_on()
    return page


def recover_check(theme: Theme) -> ChangePage:
    """Both are being checked, and the change is made."""
    page = recover_kit(theme)
    page.go_on()
    page.check.fields[SheetKind.SECRET_KEY].set_text("S1FJ7")
    page.check.fields[SheetKind.RECOVERY].set_text("MX520")
    page.set_working("Making the table of codes", 0.43)
    return page


def recover_failed(theme: Theme) -> ChangePage:
    """The disk was full."""
    page = recover_kit(theme)
    page.show_failed(DiskFull("The disk is full. Nothing was changed; make room and try again."))
    return page


def recover_done(theme: Theme) -> ChangePage:
    """It is done."""
    page = recover_kit(theme)
    page.show_done((), ())
    return page


def unfinished(theme: Theme) -> ChangePage:
    """It stopped half-way."""
    page = recover_kit(theme)
    page.show_unfinished(DiskFull("The disk is full. Make room and try again."))
    return page


def setup(theme: Theme) -> ChangePage:
    """Passphrase and Secret Key."""
    page = page_of(theme, ChangeKind.SET_UP)
    assert isinstance(page.first, DeviceStep)
    page.first.passphrase.set_text(WORDS)
    page.first.key.set_text(OFFERED_KEY.reveal())
    return page


def setup_wrong(theme: Theme) -> ChangePage:
    """They do not belong together; and there is no keyring."""
    page = setup(theme)
    assert isinstance(page.first, DeviceStep)
    page.first.device_key.show_no_keyring(
        "This computer has no keyring that keeps a device key safe."
    )
    page.show_refused(
        WrongCredentials(
            "Passphrase or Secret Key is wrong. Compare the Secret Key with the newest sheet of "
            "the Emergency Kit; the passphrase is the one that was in use when it was printed."
        )
    )
    return page


def setup_authenticator(theme: Theme) -> ChangePage:
    """The entry of this computer."""
    page = setup(theme)
    page.show_offer(offer_for(ChangeKind.SET_UP))
    return page


def _proved(theme: Theme, kind: ChangeKind) -> ChangePage:
    page = page_of(theme, kind)
    assert isinstance(page.first, ProofStep)
    page.first.form.passphrase.set_text(WORDS)
    return page


def passphrase(theme: Theme) -> ChangePage:
    """Passphrase and code as they are now."""
    return _proved(theme, ChangeKind.PASSPHRASE)


def passphrase_wrong(theme: Theme) -> ChangePage:
    """One of them is wrong."""
    page = _proved(theme, ChangeKind.PASSPHRASE)
    words = "Passphrase or code is wrong. If you are sure, wait for the next code."
    page.show_refused(WrongCredentials(words))
    return page


def passphrase_kit(theme: Theme) -> ChangePage:
    """Only the Secret Key is new."""
    page = _proved(theme, ChangeKind.PASSPHRASE)
    page.show_proved()
    page.show_offer(offer_for(ChangeKind.PASSPHRASE))
    page.authenticator.show_match()
    page.go_on()
    return page


def kit(theme: Theme) -> ChangePage:
    """Two new sheets of an open vault."""
    page = _proved(theme, ChangeKind.KIT)
    page.show_offer(offer_for(ChangeKind.KIT))
    return page


def compromised(theme: Theme) -> ChangePage:
    """Somebody may have what opens the vault."""
    return _proved(theme, ChangeKind.COMPROMISED)


def compromised_done(theme: Theme) -> ChangePage:
    """All keys were renewed."""
    page = _proved(theme, ChangeKind.COMPROMISED)
    names = [f"{environment}/API_KEY_{number:02}" for environment in ("dev", "prod")
             for number in range(1, 12)]  # fmt: skip
    page.show_done((*names, "prod/STRIPE_SECRET_KEY"), ())
    return page


CHANGE: dict[str, Callable[[Theme], ChangePage]] = {
    "recover": recover,
    "recover-wrong": recover_wrong,
    "recover-passphrase": recover_passphrase,
    "recover-no-keyring": recover_no_keyring,
    "recover-authenticator": recover_authenticator,
    "recover-kit": recover_kit,
    "recover-check": recover_check,
    "recover-failed": recover_failed,
    "recover-done": recover_done,
    "recover-unfinished": unfinished,
    "setup": setup,
    "setup-wrong": setup_wrong,
    "setup-authenticator": setup_authenticator,
    "passphrase": passphrase,
    "passphrase-wrong": passphrase_wrong,
    "passphrase-kit": passphrase_kit,
    "kit": kit,
    "compromised": compromised,
    "compromised-done": compromised_done,
}

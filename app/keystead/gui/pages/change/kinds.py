"""The five ways, and their words; pure, no widget."""

from dataclasses import dataclass
from enum import StrEnum

from keystead.gui.pages.create.check_step import BOTH, Kinds
from keystead.services.kit_sheets import SheetKind


class ChangeKind(StrEnum):
    """Which of them.  The first two are for a vault that does not open here."""

    RECOVER = "recover"
    SET_UP = "set-up"
    PASSPHRASE = "passphrase"
    KIT = "kit"
    COMPROMISED = "compromised"

    @property
    def locked(self) -> bool:
        """True where the vault is not open here."""
        return self in (ChangeKind.RECOVER, ChangeKind.SET_UP)

    @property
    def new_passphrase(self) -> bool:
        """True where the user chooses another passphrase."""
        return self not in (ChangeKind.SET_UP, ChangeKind.KIT)

    @property
    def new_entry(self) -> bool:
        """True where the authenticator gets another entry."""
        return self is not ChangeKind.KIT

    @property
    def sheets(self) -> Kinds:
        """Which sheets of the kit are made anew."""
        if self is ChangeKind.SET_UP:
            return ()
        return (SheetKind.SECRET_KEY,) if self is ChangeKind.PASSPHRASE else BOTH


@dataclass(frozen=True)
class Words:
    """``title`` of the way; ``first``: name and remark of its first step; ``heading`` and
    ``intro`` of that step's page; ``act``: the button that does it; ``done`` and ``after``:
    what was done, and what is left to do."""

    title: str
    first: tuple[str, str]
    heading: str
    intro: str
    act: str
    done: str
    after: str


OLD_COPIES = (
    "Renewing is not revoking: copies of the vault file from before, such as backups or the "
    "history of a cloud drive, still open with the old kit."
)
_SUSPECT = (
    "If somebody may have one of them, choose “Someone may have my kit, passphrase or computer” "
    "under Protection instead."
)

WORDS = {
    ChangeKind.RECOVER: Words(
        "Recover the vault",
        ("Recovery code", "From the Emergency Kit"),
        "Type the recovery code",
        "It stands on the second sheet of the Emergency Kit, and opens the vault without phone and "
        "passphrase. Then you choose a new passphrase and get a new authenticator entry and a new "
        "kit.",
        "Recover the vault",
        "The vault opens with the new passphrase and the new entry in your authenticator. Delete "
        "the old entry, and destroy the old sheets.",
        f"{OLD_COPIES} {_SUSPECT} Other computers ask to be set up again, with the new Secret Key.",
    ),
    ChangeKind.SET_UP: Words(
        "Set up this computer",
        ("Passphrase, Secret Key", "The first sheet of the kit"),
        "Set up this computer for the vault",
        "Each computer has its own device key and its own entry in the authenticator. The Secret "
        "Key stands on the first sheet of the Emergency Kit; the passphrase is the one that was in "
        "use when the sheet was made.",
        "Set up this computer",
        "This computer opens the vault with the passphrase and the new entry in your "
        "authenticator. Keep the sheet: it sets up the next computer too.",
        "Other computers keep their own entries; they are not affected.",
    ),
    ChangeKind.PASSPHRASE: Words(
        "Change the passphrase",
        ("Now", "Passphrase and a code"),
        "Passphrase and code as they are now",
        "A changed passphrase comes with a new authenticator entry for this computer and a new "
        "Secret Key. The recovery code stays as it is.",
        "Change the passphrase",
        "This computer opens the vault with the new passphrase and the new entry. Delete the old "
        "entry, and destroy the old sheet with the Secret Key.",
        f"Other computers keep their passphrase and entry. {OLD_COPIES} {_SUSPECT}",
    ),
    ChangeKind.KIT: Words(
        "New Emergency Kit",
        ("Now", "Passphrase and a code"),
        "Passphrase and code as they are now",
        "You get a new Secret Key and a new recovery code. Passphrase and authenticator stay as "
        "they are.",
        "Replace the kit",
        "The vault file opens with the new kit. Destroy the old sheets.",
        f"{OLD_COPIES} {_SUSPECT}",
    ),
    ChangeKind.COMPROMISED: Words(
        "Renew all keys",
        ("Now", "Passphrase and a code"),
        "Someone may have my kit, passphrase or computer",
        "All keys of the vault are made anew: what is written from now on does not open with "
        "anything that somebody may have. You choose a new passphrase and get a new authenticator "
        "entry and a new kit. What they could read before stays known to them: you get the list of "
        "every key to rotate at its issuer.",
        "Renew all keys",
        "The keys of the vault are new. Delete the old entry in your authenticator, and destroy "
        "the old sheets.",
        "Other computers have to be set up again, with the new Secret Key. Copies of the vault "
        "file from before still open with the old keys, so rotate every value at its issuer:",
    ),
}

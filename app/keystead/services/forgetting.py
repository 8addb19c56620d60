"""Forget a vault on this device: what goes, what stays, and when that would lose keys."""

from dataclasses import dataclass
from pathlib import Path

from keystead.errors import Busy, Refused
from keystead.services.home import Home
from keystead.services.owner import OwnedElsewhere
from keystead.vault.registry import KEYRING, VaultEntry


class FileMissing(Refused):
    """The vault file is not there, so that this device may hold the only copy of the keys."""

    code = "vault-file-missing"


@dataclass(frozen=True)
class Parting:
    """What forgetting means for one vault; sentences for people, without a full stop."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]


def parting(path: Path, key_file: Path | None) -> Parting:
    """What goes and what stays; ``key_file`` None: the device key is in the keyring."""
    key = "in the system's keyring" if key_file is None else f"file {key_file}"
    return Parting(
        goes=(
            f"the device key {key}",
            "the capsule, which this computer's passphrase and code open",
            "the replica: this computer's own copy, with changes that were never published",
            "unsaved edits, counts of failed attempts",
        ),
        stays=(
            f"the vault file {path}",
            "the Emergency Kit, backups, and the vault on other computers",
            "the entry in the authenticator, which then opens nothing: delete it there",
        ),
    )


def forget(home: Home, entry: VaultEntry, without_file: bool = False) -> None:
    """Forget the vault on this device; the vault file is not touched.

    ``without_file``: also where the file is not at its path.  Raises FileMissing otherwise,
    OwnedElsewhere while the vault is open, WrongVault where another vault lies there, and
    what the keyring can raise; it can be done again then.
    """
    if not without_file:
        home.check_file(entry)
        if not home.parts.host.exists(entry.path):
            raise FileMissing(
                f"The vault file '{entry.path}' is not there, so this computer may have the only "
                "copy of the keys. Nothing was forgotten. Bring the file back first.",
                path=str(entry.path),
            )
    try:
        home.forget(entry)
    except Busy as error:
        raise OwnedElsewhere(
            f"'{entry.name}' is open in another Keystead on this computer. Lock it there first; "
            "then its last changes are in the vault file. Nothing was forgotten."
        ) from error


def key_file_of(entry: VaultEntry) -> Path | None:
    """The device key's file, None for the keyring."""
    return None if entry.device_key == KEYRING else Path(entry.device_key)

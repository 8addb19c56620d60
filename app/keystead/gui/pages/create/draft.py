"""What goes through the steps of making a vault."""

from dataclasses import dataclass
from pathlib import Path

from keystead.core.secret_types import SecretText
from keystead.services.qr import Matrix

SUFFIX = ".keystead"


@dataclass(frozen=True)
class NewVault:
    """What the first step asks for; ``key_file``: None for the system's keyring."""

    name: str
    path: Path
    passphrase: SecretText
    key_file: Path | None = None


@dataclass(frozen=True)
class Offer:
    """What the user takes away before anything is written: authenticator entry and sheets;
    None (an empty ``qr``) for what stays as it is."""

    totp_uri: SecretText | None
    totp_secret: SecretText | None
    qr: Matrix
    secret_key: SecretText | None
    recovery_code: SecretText | None


def file_name(vault_name: str) -> str:
    """``harbour-studio.keystead`` for ``Harbour Studio``: letters, digits and hyphens."""
    kept = "".join(c if c.isalnum() else " " for c in vault_name.lower())
    return ("-".join(kept.split()) or "vault") + SUFFIX

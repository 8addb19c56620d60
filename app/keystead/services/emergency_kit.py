"""The two sheets of the Emergency Kit, and what a command prints of them."""

import secrets
from dataclasses import dataclass

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto import kit_codes
from keystead.services.errors import WrongKitPart

_FORGIVEN = str.maketrans("OIL", "011", " -")


@dataclass(frozen=True)
class KitResult:
    """What ``init``, ``recover``, ``setup-device``, ``passwd`` and ``kit`` have made;
    None where unchanged.  ``vault`` is the path of the vault file, ``vault_id`` hex;
    ``aside`` names copies of files of this device that did not open any more."""

    vault: str
    vault_id: str
    totp_uri: SecretText | None
    secret_key: SecretText | None
    recovery_code: SecretText | None
    aside: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The object that ``--json`` prints; it holds the secrets themselves.  ``aside`` is
        in it only where something was kept."""
        kept = {"aside": list(self.aside)} if self.aside else {}
        return kept | {
            "vault": self.vault,
            "vault_id": self.vault_id,
            "totp_uri": _plain(self.totp_uri),
            "secret_key": _plain(self.secret_key),
            "recovery_code": _plain(self.recovery_code),
        }


def _plain(text: SecretText | None) -> str | None:
    return None if text is None else text.reveal()


class Sheets:
    """A new Secret Key, and a new recovery code where ``with_recovery``."""

    def __init__(self, with_recovery: bool = True) -> None:
        self.secret_key = SecretBytes(secrets.token_bytes(kit_codes.SECRET_KEY))
        self.recovery = (
            SecretBytes(secrets.token_bytes(kit_codes.RECOVERY_CODE)) if with_recovery else None
        )

    @property
    def secret_key_text(self) -> SecretText:
        """The Secret Key in groups, as the sheet shows it."""
        return SecretText(kit_codes.encode(self.secret_key.reveal()))

    @property
    def recovery_text(self) -> SecretText | None:
        """The recovery code in groups; None where it is unchanged."""
        return (
            None if self.recovery is None else SecretText(kit_codes.encode(self.recovery.reveal()))
        )

    def check(self, secret_key_part: str, recovery_part: str = "") -> None:
        """WrongKitPart unless these are the last groups of the two codes."""
        _check_part("Secret Key", self.secret_key_text, secret_key_part)
        if self.recovery_text is not None:
            _check_part("recovery code", self.recovery_text, recovery_part)


def last_group(code: SecretText) -> str:
    """The group to be retyped: the last five characters."""
    return code.reveal().rsplit("-", 1)[-1]


def _check_part(what: str, code: SecretText, typed: str) -> None:
    if _plainest(typed) not in (_plainest(last_group(code)), _plainest(code.reveal())):
        raise WrongKitPart(
            f"This is not the last group of the {what}. Compare it with the sheet; the old "
            "sheet stays valid until it is right."
        )


def _plainest(text: str) -> str:
    return text.upper().translate(_FORGIVEN)

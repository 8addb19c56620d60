"""What every change of keys has in common: steps, sheets, records.

    ... show totp_uri, secret_key, recovery_code, where they are not None ...
    change.confirm(code)                        proves the new authenticator entry
    change.apply(progress)                      new ways in stand beside the old ones
    change.check_kit(last group, last group)    the new sheets are in the user's hands
    result = change.finish()                    only now the old ways in go

``confirm`` and ``check_kit`` may be left out.  Stopped anywhere, one way in still works.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto.offset_table import Progress
from keystead.crypto.policy import KdfPolicy
from keystead.crypto.signing import SigningKey
from keystead.errors import UsageProblem
from keystead.services.emergency_kit import KitResult, Sheets
from keystead.services.record_changes import Makers
from keystead.services.replacement import Replacement
from keystead.services.table import quiet
from keystead.vault import records, slots
from keystead.vault.identity import Keyset
from keystead.vault.records import Kind
from keystead.vault.registry import VaultEntry
from keystead.vault.slots import SlotKey


class KeyChange(ABC):
    """One change; ``replacement`` and ``sheets`` are None where it does not renew them."""

    def __init__(
        self, entry: VaultEntry, replacement: Replacement | None, sheets: Sheets | None
    ) -> None:
        self._entry = entry
        self._replacement = replacement
        self._sheets = sheets

    @property
    def totp_uri(self) -> SecretText | None:
        """The otpauth URI of the new authenticator entry, or None."""
        return self._replacement.enrolment.totp_uri if self._replacement else None

    @property
    def totp_secret_text(self) -> SecretText | None:
        """The same secret to be typed by hand, or None."""
        return self._replacement.enrolment.totp_secret_text if self._replacement else None

    @property
    def secret_key(self) -> SecretText | None:
        """The new Secret Key, or None."""
        return self._sheets.secret_key_text if self._sheets else None

    @property
    def recovery_code(self) -> SecretText | None:
        """The new recovery code, or None."""
        return self._sheets.recovery_text if self._sheets else None

    def confirm(self, code: str) -> None:
        """Take a code as proof of the new entry; BadCode, WrongCode, UsageProblem."""
        if self._replacement is None:
            raise UsageProblem("This change makes no new authenticator entry.")
        self._replacement.enrolment.confirm(code)

    def check_kit(self, secret_key_part: str = "", recovery_part: str = "") -> None:
        """WrongKitPart unless these are the last groups of what is new."""
        if self._sheets is not None:
            self._sheets.check(secret_key_part, recovery_part)

    @abstractmethod
    def apply(self, progress: Progress = quiet) -> None:
        """Make the new ways in; the old ones stay.  Takes a few seconds."""

    @abstractmethod
    def finish(self) -> KitResult:
        """Take the old ways in away."""

    def abort(self) -> None:
        """Let go.  Before ``apply`` nothing has changed; after it the old kit stays valid."""
        if self._replacement is not None:
            self._replacement.withdraw()

    @property
    def in_place(self) -> bool:
        """True once this device opens with the new passphrase and entry, even where a later
        step failed; always False where the change renews neither."""
        return self._replacement is not None and self._replacement.in_place

    @property
    def entry(self) -> VaultEntry:
        """The vault as it is registered after the change."""
        return self._replacement.entry if self._replacement else self._entry

    def _result(self) -> KitResult:
        return KitResult(
            str(self._entry.path),
            self._entry.vault_id.hex(),
            self.totp_uri,
            self.secret_key,
            self.recovery_code,
        )


class NewSlots:
    """The setup slots of new sheets; Argon2id runs once, when they are first sealed."""

    def __init__(self, sheets: Sheets, passphrase: SecretBytes, policy: KdfPolicy) -> None:
        self._sheets, self._passphrase, self._policy = sheets, passphrase, policy
        self._keys: list[SlotKey] = []

    def makers(
        self, vault: bytes, member: bytes, unlock_key: SecretBytes, signer: SigningKey
    ) -> Makers:
        """What seals the slots at a generation."""
        if not self._keys:
            self._keys = [
                slots.secret_key_slot(self._passphrase, self._sheets.secret_key, self._policy)
            ]
            if self._sheets.recovery is not None:
                self._keys.append(slots.recovery_slot(self._sheets.recovery))
        return {
            slot.kind: [
                lambda generation, slot=slot: slot.record(  # type: ignore[misc]
                    vault, member, generation, unlock_key, signer
                )
            ]
            for slot in self._keys
        }


def key_makers(
    vault: bytes,
    member: bytes,
    sealed: Sequence[tuple[SecretBytes, Keyset]],
    former: tuple[SecretBytes, Sequence[SecretBytes]],
    signer: SigningKey,
) -> Makers:
    """What seals keysets, each under its unlock key, and the former unlock keys.

    ``former``: the unlock key that they are sealed under, and they, newest first.
    """

    def keyset(generation: int, unlock_key: SecretBytes, keys: Keyset) -> bytes:
        return records.keyset_record(vault, member, generation, unlock_key, keys, signer)

    return {
        Kind.KEYSET: [
            lambda generation, pair=pair: keyset(generation, *pair)  # type: ignore[misc]
            for pair in sealed
        ],
        Kind.FORMER_KEY: [
            lambda generation: records.former_key_record(
                vault, member, generation, former[0], former[1], signer
            )
        ],
    }

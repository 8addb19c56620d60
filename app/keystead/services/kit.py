"""Changing the keys of an open vault: ``passwd``, ``kit`` and ``kit --compromised``.

The steps are those of ``services.key_change``.  Before one of these is made,
``services.unlock.authenticate`` has asked for passphrase and a fresh code.
"""

import secrets
from pathlib import Path

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto.offset_table import Progress
from keystead.crypto.passphrase import normalise
from keystead.services.emergency_kit import KitResult, Sheets
from keystead.services.enrolment import Owned
from keystead.services.home import Home
from keystead.services.key_change import KeyChange, NewSlots, key_makers
from keystead.services.record_changes import Makers, beside, instead, is_unfinished
from keystead.services.replacement import Replacement
from keystead.services.table import quiet
from keystead.vault import records
from keystead.vault.identity import Keyset
from keystead.vault.records import UNLOCK_KEY
from keystead.vault.registry import VaultEntry
from keystead.vault.session import OpenVault


class PassphraseChange(KeyChange):
    """``passwd``: new passphrase, authenticator entry and Secret Key on this device."""

    def __init__(
        self,
        home: Home,
        entry: VaultEntry,
        vault: OpenVault,
        new_passphrase: SecretText,
        key_file: Path | None = None,
    ) -> None:
        replacement = Replacement(home, entry, new_passphrase, key_file)
        sheets = Sheets(with_recovery=False)
        super().__init__(entry, replacement, sheets)
        self._home, self._vault, self._new = home, vault, replacement
        self._slots = NewSlots(sheets, replacement.passphrase, home.parts.kdf)

    def apply(self, progress: Progress = quiet) -> None:
        """New device key and capsule, then the new slot beside the old.

        Raises KeyringUnavailable, OutOfMemory, BadParameters, TableFailed, Busy,
        FileProblem and what publishing can raise; until the capsule is replaced, the old
        passphrase stays.
        """
        vault = self._vault
        vault.publish()
        with self._home.changing(vault.vault_id) as capsules:
            owned = Owned(vault.vault_id, vault.member, vault.unlock_key)
            self._new.switch(capsules, self._new.make(owned, progress), vault.name)
        vault.put_records(beside(vault.records(), vault.member, _slot_makers(vault, self._slots)))
        vault.publish()

    def finish(self) -> KitResult:
        """The old slot and the old device key go; FileProblem and what publishing raises."""
        vault = self._vault
        vault.put_records(instead(vault.records(), vault.member, _slot_makers(vault, self._slots)))
        vault.publish()
        self._new.clean()
        return self._result()


class KitRenewal(KeyChange):
    """``kit``: both sheets anew; passphrase and authenticator stay."""

    def __init__(
        self, home: Home, entry: VaultEntry, vault: OpenVault, passphrase: SecretText
    ) -> None:
        sheets = Sheets()
        super().__init__(entry, None, sheets)
        self._vault = vault
        typed = SecretBytes(normalise(passphrase.reveal()))
        self._slots = NewSlots(sheets, typed, home.parts.kdf)

    def apply(self, progress: Progress = quiet) -> None:
        """The new slots beside the old; OutOfMemory, FileProblem and what publishing raises."""
        del progress
        vault = self._vault
        vault.publish()
        vault.put_records(beside(vault.records(), vault.member, _slot_makers(vault, self._slots)))
        vault.publish()

    def finish(self) -> KitResult:
        """The old slots go; FileProblem and what publishing raises."""
        vault = self._vault
        vault.put_records(instead(vault.records(), vault.member, _slot_makers(vault, self._slots)))
        vault.publish()
        return self._result()


class Compromised(KeyChange):
    """``kit --compromised``: new unlock key, member keys, epochs, and all ways in.

    Afterwards every Secret is to be rotated, and other devices are to be set up again.
    """

    def __init__(
        self,
        home: Home,
        entry: VaultEntry,
        vault: OpenVault,
        new_passphrase: SecretText,
        key_file: Path | None = None,
    ) -> None:
        replacement, sheets = Replacement(home, entry, new_passphrase, key_file), Sheets()
        super().__init__(entry, replacement, sheets)
        self._home, self._vault, self._new = home, vault, replacement
        self._slots = NewSlots(sheets, replacement.passphrase, home.parts.kdf)
        self._unlock_key = SecretBytes(secrets.token_bytes(UNLOCK_KEY))
        self._keyset = Keyset.generate()
        known = records.former_keys(vault.unlock_key, vault.records(), vault.vault_id)
        self._former = (vault.unlock_key, *known)

    def apply(self, progress: Progress = quiet) -> None:
        """Records of both unlock keys, then new member keys, then the capsule.

        Raises what ``PassphraseChange.apply`` raises.
        """
        vault, old, new = self._vault, self._vault.keyset, self._keyset
        vault.publish()
        with self._home.changing(vault.vault_id) as capsules:
            owned = Owned(vault.vault_id, vault.member, self._unlock_key)
            data = self._new.make(owned, progress)
            try:
                # Whichever unlock key opens the vault after a stop finds both keysets; the
                # graph tells which one is valid.
                sealed = [(vault.unlock_key, new), (self._unlock_key, old), (self._unlock_key, new)]
                before = vault.records()
                vault.put_records(beside(before, vault.member, self._makers(sealed, old)))
                vault.publish()
                vault.renew_identity(new)
                # Signed once more, since from now on the old signature is nobody's.
                vault.put_records(beside(before, vault.member, self._makers(sealed, new)))
                vault.publish()
                self._new.switch(capsules, data, vault.name)
            except (Exception, KeyboardInterrupt):
                self._new.withdraw()
                raise
        vault.rekey(self._unlock_key)

    def finish(self) -> KitResult:
        """What the old keys open goes; FileProblem and what publishing raises."""
        vault, new = self._vault, self._keyset
        makers = self._makers([(self._unlock_key, new)], new)
        vault.put_records(instead(vault.records(), vault.member, makers))
        vault.publish()
        self._new.clean()
        return self._result()

    def _makers(self, sealed: list[tuple[SecretBytes, Keyset]], signer: Keyset) -> Makers:
        vault, key = self._vault, self._unlock_key
        former = (key, self._former)
        return {
            **key_makers(vault.vault_id, vault.member, sealed, former, signer.signing),
            **self._slots.makers(vault.vault_id, vault.member, key, signer.signing),
        }


def is_interrupted(vault: OpenVault) -> bool:
    """True where a change of keys was stopped before its new kit was confirmed: the old kit
    still opens the vault, and the change is to be made again."""
    return is_unfinished(vault.records(), vault.member)


def _slot_makers(vault: OpenVault, new: NewSlots) -> Makers:
    return new.makers(vault.vault_id, vault.member, vault.unlock_key, vault.keyset.signing)

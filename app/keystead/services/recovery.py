"""Getting in without the authenticator: ``recover`` and ``setup-device``.

The steps are those of ``services.key_change``.  The vault is locked before and after.
"""

import secrets
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto import kit_codes
from keystead.crypto.offset_table import Progress
from keystead.crypto.passphrase import normalise
from keystead.errors import KeysteadError
from keystead.services.emergency_kit import KitResult, Sheets
from keystead.services.enrolment import Owned
from keystead.services.home import Home, absolute
from keystead.services.key_change import KeyChange, NewSlots, key_makers
from keystead.services.owner import ownership
from keystead.services.record_changes import Makers, beside, instead
from keystead.services.replacement import NO_CAPSULE, Replacement
from keystead.services.table import quiet
from keystead.services.unlock import open_vault
from keystead.vault import intake, records, slots, vault_file
from keystead.vault.errors import ReplicaDamaged
from keystead.vault.fields import ID
from keystead.vault.records import UNLOCK_KEY, MemberRecord
from keystead.vault.registry import KEYRING, VaultEntry
from keystead.vault.repair import copy_aside
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import VaultContents


class DeviceSetup(KeyChange):
    """``setup-device``: passphrase and Secret Key make this device one of the vault's.

    Raises WrongCredentials, BadKitCode, BadPassphrase, BadParameters, SharedHome,
    NotAVault, VaultDamaged, VaultIncomplete, ForgedCommit, ForgedRecord, KeyringUnavailable,
    FileProblem.
    """

    def __init__(
        self,
        home: Home,
        path: Path,
        passphrase: SecretText,
        secret_key: SecretText,
        key_file: Path | None = None,
    ) -> None:
        home.parts.hide_memory()
        typed = SecretBytes(kit_codes.decode(secret_key.reveal(), kit_codes.SECRET_KEY))
        given = SecretBytes(normalise(passphrase.reveal()))
        contents, parts = _read(home, path), home.parts
        slot, self._unlock_key = slots.open_with_secret_key(
            contents.records, contents.vault_id, given, typed, parts.kdf, parts.host.memory_size()
        )
        self._member = _member(contents, slot, self._unlock_key)
        entry = _entry(home, path, contents.vault_id, key_file)
        replacement = Replacement(home, entry, passphrase, key_file, old_place_works=False)
        super().__init__(entry, replacement, None)
        self._home, self._new = home, replacement
        self._aside: tuple[str, ...] = ()

    def apply(self, progress: Progress = quiet) -> None:
        """Clone the vault file, make a capsule, register; raises what making, opening and
        registering can raise, and OwnedElsewhere while the vault is open here."""
        home, entry = self._home, self._entry
        place = home.place(entry)
        with ownership(home.parts.host, place), home.changing(entry.vault_id) as capsules:
            vault, self._aside = _open_anew(home, entry, self._unlock_key)
            name = vault.name
            vault.close()
            owned = Owned(entry.vault_id, self._member, self._unlock_key)
            self._new.switch(capsules, self._new.make(owned, progress), name)

    def finish(self) -> KitResult:
        """Old device keys of this device go; FileProblem."""
        self._new.clean()
        return replace(self._result(), aside=self._aside)


class Recovery(KeyChange):
    """``recover``: the recovery code gives a new passphrase, authenticator entry and kit.

    A new unlock key comes with it.  Copies of the file from before still open with the
    old kit: nothing here says that it is dead.  Raises what ``DeviceSetup`` raises.
    """

    def __init__(
        self,
        home: Home,
        path: Path,
        recovery_code: SecretText,
        new_passphrase: SecretText,
        key_file: Path | None = None,
    ) -> None:
        home.parts.hide_memory()
        typed = SecretBytes(kit_codes.decode(recovery_code.reveal(), kit_codes.RECOVERY_CODE))
        contents = _read(home, path)
        slot, self._old_key = slots.open_with_recovery_code(
            contents.records, contents.vault_id, typed
        )
        self._member = _member(contents, slot, self._old_key)
        entry = _entry(home, path, contents.vault_id, key_file)
        replacement = Replacement(home, entry, new_passphrase, key_file, old_place_works=False)
        sheets = Sheets()
        super().__init__(entry, replacement, sheets)
        self._home, self._new = home, replacement
        self._slots = NewSlots(sheets, replacement.passphrase, home.parts.kdf)
        self._unlock_key = SecretBytes(secrets.token_bytes(UNLOCK_KEY))
        self._former: tuple[SecretBytes, ...] = ()
        self._aside: tuple[str, ...] = ()
        self._held = ExitStack()
        self._vault: OpenVault | None = None

    def apply(self, progress: Progress = quiet) -> None:
        """Records of both unlock keys into the file, then the capsule; the vault stays open,
        and this device's, until ``finish`` or ``abort``."""
        home, entry = self._home, self._entry
        try:
            self._held.enter_context(ownership(home.parts.host, home.place(entry)))
            with home.changing(entry.vault_id) as capsules:
                vault, self._aside = _open_anew(home, entry, self._old_key)
                self._held.callback(vault.close)
                vault.publish()
                owned = Owned(entry.vault_id, self._member, self._unlock_key)
                data = self._new.make(owned, progress)
                known = records.former_keys(self._old_key, vault.records(), vault.vault_id)
                self._former = (self._old_key, *known)
                vault.put_records(beside(vault.records(), vault.member, self._makers(vault)))
                vault.publish()
                self._new.switch(capsules, data, vault.name)
            vault.rekey(self._unlock_key)
            self._vault = vault
        except (Exception, KeyboardInterrupt):
            self.abort()
            raise

    def finish(self) -> KitResult:
        """What the old kit opens goes from the file; FileProblem and what publishing raises."""
        vault = self._vault
        assert vault is not None  # noqa: S101 - apply comes first
        try:
            vault.put_records(instead(vault.records(), vault.member, self._makers(vault)))
            vault.publish()
            self._new.clean()
        finally:
            self._held.close()
        return replace(self._result(), aside=self._aside)

    def abort(self) -> None:
        """Let go; after ``apply`` old and new kit both open the vault."""
        with suppress(KeysteadError):
            super().abort()
        self._held.close()

    def _makers(self, vault: OpenVault) -> Makers:
        key, signer = self._unlock_key, vault.keyset.signing
        former = (key, self._former)
        sealed = [(key, keyset) for keyset in vault.keysets]
        return {
            **key_makers(vault.vault_id, vault.member, sealed, former, signer),
            **self._slots.makers(vault.vault_id, vault.member, key, signer),
        }


def check_recovery_code(home: Home, path: Path, recovery_code: SecretText) -> None:
    """Nothing where this code opens the vault in this file; it changes nothing.

    Raises what ``Recovery`` raises, BadPassphrase and KeyringUnavailable aside.
    """
    typed = SecretBytes(kit_codes.decode(recovery_code.reveal(), kit_codes.RECOVERY_CODE))
    contents = _read(home, path)
    slot, unlock_key = slots.open_with_recovery_code(contents.records, contents.vault_id, typed)
    _member(contents, slot, unlock_key)


def _read(home: Home, path: Path) -> VaultContents:
    """The vault file, every signature checked, with only the member records that count."""
    home.check_local()
    data = home.parts.host.read(absolute(path), vault_file.MAX_FILE)
    contents = vault_file.decode(data)
    commits = intake.parse_new(contents, {})
    rights = intake.check(commits, contents.vault_id, {})
    checked = intake.checked_records(contents.records, contents.vault_id, rights)
    return replace(contents, records=records.newest(checked, rights.public_keys))


def _member(contents: VaultContents, slot: MemberRecord, unlock_key: SecretBytes) -> bytes:
    """The member whose slot opened; ForgedRecord unless that member signed it."""
    member, keysets = records.open_keysets(
        unlock_key, contents.records, contents.vault_id, slot.head.member
    )
    slot.check_signature(keyset.signing.public for keyset in keysets)
    return member


def _entry(home: Home, path: Path, vault_id: bytes, key_file: Path | None) -> VaultEntry:
    """What is registered, at the path given; or a new entry with a new device id."""
    known, now = home.entry_of(vault_id), int(home.parts.clock.now())
    if known is not None:
        return replace(known, path=absolute(path))
    source = KEYRING if key_file is None else str(absolute(key_file))
    name = absolute(path).stem
    device = secrets.token_bytes(ID)
    return VaultEntry(vault_id, name, absolute(path), NO_CAPSULE, device, source, now, now)


def _open_anew(
    home: Home, entry: VaultEntry, unlock_key: SecretBytes
) -> tuple[OpenVault, tuple[str, ...]]:
    """The vault under the key that the kit gave; where this device's private copy is under
    another one, it is made again from the file.

    The copy can hold changes that were never published, so it is kept aside together with
    the memory of seen heads; the paths of both.
    """
    place, host = home.place(entry), home.parts.host
    host.private_folder(place.state)
    try:
        return open_vault(home, place, unlock_key), ()
    except ReplicaDamaged:
        paths = (place.replica, place.state / "device.state")
        aside = [str(kept) for path in paths for kept in copy_aside(host, path)]
        for path in paths:
            host.remove(path)
        return open_vault(home, place, unlock_key), tuple(aside)

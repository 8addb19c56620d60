"""An unlocked vault: a thin session over replica, state and vault file.

One process holds it, and one thread uses it.  A change is done when the replica has it;
``publish`` carries it to the vault file.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from keystead.core.clock import Clock
from keystead.core.model import Environment, Secret
from keystead.core.policies import AppliedRows
from keystead.core.secret_types import SecretBytes
from keystead.crypto import padding
from keystead.crypto.errors import DecryptionFailed
from keystead.errors import FileProblem
from keystead.vault import intake, publication, records
from keystead.vault.commit import MAX_PARENTS, Commit, Header, sign
from keystead.vault.device_state import DeviceState
from keystead.vault.entities import Seal, VersionEntity
from keystead.vault.epochs import VAULT_ENVIRONMENT, EpochKey, Role, Scope
from keystead.vault.errors import (
    ForgedRecord,
    KeysRenewed,
    NoSuchObject,
    RightMissing,
    VaultDamaged,
    VaultIncomplete,
    damaged,
)
from keystead.vault.host import Host
from keystead.vault.identity import Keyset
from keystead.vault.journal import Journal
from keystead.vault.keeper import Keeper
from keystead.vault.keyring import KeyRing
from keystead.vault.loading import new_replica, uncollected
from keystead.vault.object_fields import NAME
from keystead.vault.operations import Renew, Right
from keystead.vault.place import Place
from keystead.vault.places import with_events
from keystead.vault.publication import Publication
from keystead.vault.replica import Batch, Replica
from keystead.vault.resealing import reseal_environment
from keystead.vault.vault_file import VaultContents
from keystead.vault.writer import Change, Draft, fingerprint


class OpenVault:
    """The vault as one member reads and writes it; see the module for whose it is."""

    def __init__(
        self, host: Host, clock: Clock, place: Place, unlock_key: SecretBytes, replica: Replica
    ) -> None:
        self.host, self.clock, self.place = host, clock, place
        self.unlock_key, self.replica = unlock_key, replica
        self._rows = AppliedRows()
        self.member, self.keysets = self._open_keysets(replica.records())
        self.keeper = Keeper(replica, self._new_ring)
        self.state = self.keeper.state
        self.memory = DeviceState.load(host, place.state, unlock_key, place.vault_id)
        self.journal = Journal.load(host, place.state, unlock_key, place.vault_id)
        self.publication = Publication(self)

    @classmethod
    def open(
        cls,
        host: Host,
        clock: Clock,
        place: Place,
        unlock_key: SecretBytes,
        read_file: bool = True,
    ) -> "OpenVault":
        """Open the replica, or make it from the vault file where there is none.

        ``read_file`` False leaves the file alone, for ``repair``.
        Raises ReplicaDamaged, KeysRenewed, VaultDamaged, VaultIncomplete, WrongVault,
        VaultRolledBack and what reading the file can raise.  What others published is
        taken in before this returns.
        """
        if not host.exists(place.replica):
            contents = publication.read_file(host, place)
            intake.check_complete(intake.parse_new(contents, {}), contents.blobs)
            new_replica(host, place, unlock_key, contents)
        vault = cls._opened(host, clock, place, unlock_key)
        try:
            if read_file:
                vault.publication.begin()
        except BaseException:
            vault.close()
            raise
        return vault

    @classmethod
    def from_contents(
        cls,
        host: Host,
        clock: Clock,
        place: Place,
        unlock_key: SecretBytes,
        contents: VaultContents,
    ) -> "OpenVault":
        """Make the replica anew from what a vault file holds, checking every signature;
        what lay there is replaced.  Blobs may be missing."""
        new_replica(host, place, unlock_key, contents)
        return cls._opened(host, clock, place, unlock_key)

    @classmethod
    def _opened(
        cls, host: Host, clock: Clock, place: Place, unlock_key: SecretBytes
    ) -> "OpenVault":
        """The state that the replica holds."""
        replica = Replica.open(place.replica, place.vault_id, unlock_key)
        try:
            with uncollected():
                vault = cls(host, clock, place, unlock_key, replica)
            if vault.keeper.manifest.renew:
                vault.keeper.rebuild()
        except (VaultDamaged, ForgedRecord) as error:
            replica.close()
            raise damaged() from error
        except BaseException:
            replica.close()
            raise
        return vault

    @property
    def keyset(self) -> Keyset:
        """The private keys with which this member signs now.

        Of two, while a renewal is under way, the commits say which; KeysRenewed where they
        name keys that this device does not have.
        """
        public = self.state.rights.public_keys(self.member)
        for keyset in self.keysets:
            if keyset.signing.public in public:
                return keyset
        raise KeysRenewed(
            "Your keys were renewed on another device. What this device has can be read, not "
            "changed; set it up again with 'keystead setup-device' and the new Secret Key."
        )

    def _new_ring(self) -> KeyRing:
        keys = tuple(keyset.hpke for keyset in self.keysets)
        return KeyRing(self.place.vault_id, self.member, keys, self.replica.blob)

    def _open_keysets(self, raw: Sequence[bytes]) -> tuple[bytes, tuple[Keyset, ...]]:
        return records.open_keysets(self.unlock_key, raw, self.place.vault_id)

    # Facts -------------------------------------------------------------------------------

    @property
    def vault_id(self) -> bytes:
        """SHA-256 of the genesis commit."""
        return self.place.vault_id

    @property
    def name(self) -> str:
        """The vault's name, as its owner gave it."""
        return str(self.state.vault_register(NAME, ""))

    def secrets(self) -> list[Secret]:
        """Every Secret, those in the trash included; no value is decrypted."""
        rows = self._rows.apply(self.state.policies(), self.state.secrets())
        return self._with_uses(rows)

    def secret(self, secret_id: bytes) -> Secret | None:
        """The Secret with this 16-byte id, or None."""
        found = self.state.secret(secret_id)
        return self._with_uses([self.state.policies().applied(found)])[0] if found else None

    def _with_uses(self, found: list[Secret]) -> list[Secret]:
        """With the uses that no commit carries yet."""
        used = self.journal.uses()
        if not used:
            return found
        return [with_events(item, used[item.id]) if item.id in used else item for item in found]

    def environments(self) -> list[Environment]:
        """The environments, in their order, without environment 0."""
        return self.state.environments()

    def records(self) -> tuple[bytes, ...]:
        """The member records (keysets and setup slots), raw."""
        return self.replica.records()

    # Values ------------------------------------------------------------------------------

    def value(
        self, environment: bytes, secret: bytes, version: bytes, *, revoked: bool = False
    ) -> SecretBytes:
        """Decrypt one Version's value.  Raises NoSuchObject, Revoked unless ``revoked`` ones
        are meant, VaultIncomplete where its blob is nowhere, VaultDamaged where the blob was
        sealed as something else.  A lost blob comes from the vault file, if it is there."""
        if not revoked:
            self.state.check_usable(environment, secret, version)
        try:
            return self._value(environment, secret, version)
        except VaultIncomplete:
            if not self.publication.read_after_all():
                raise
            return self._value(environment, secret, version)

    def _value(self, environment: bytes, secret: bytes, version: bytes) -> SecretBytes:
        entity = self.state.entity(environment, secret)
        found = entity.versions.get(version) if entity else None
        if found is None or found.purged:
            raise NoSuchObject("This version does not exist, or was erased for good.")
        refused: DecryptionFailed | None = None
        for seal in found.copies():
            key = self.state.ring.key(environment, seal.epoch)
            sealed = self.replica.blob(seal.digest)
            if key is None or sealed is None:
                continue
            try:
                plain = key.open(Role.VALUE, seal.author, sealed, secret + version)
                return self._checked_value(found, seal, padding.unpad(plain))
            except DecryptionFailed as error:
                refused = error
        if refused is not None:
            raise VaultDamaged(
                "What is stored as this value was sealed for another place. It was not used."
            ) from refused
        raise VaultIncomplete(
            "The value is missing from this copy of the vault. "
            "A complete copy, such as a backup or a colleague's file, heals it."
        )

    def _checked_value(self, version: VersionEntity, seal: Seal, value: bytes) -> SecretBytes:
        """What a later copy holds must be what its Version was made with."""
        told = fingerprint(self.state.fingerprint_key(), value)
        if version.fingerprint != told and version.digest != seal.digest:
            raise DecryptionFailed("A sealed copy holds another value than its version.")
        return SecretBytes(value)

    # Changes -----------------------------------------------------------------------------

    def write(self, changes: Sequence[Change]) -> None:
        """Make all changes in one signed commit, or none; it carries the journal, too.

        Raises RightMissing, TooLarge, or FileProblem where the disk does not take it.
        """
        keys = {item: self.epoch_key(item) for item in {c.environment for c in changes}}
        draft = self.draft()
        for change in changes:
            draft.add_change(
                keys[change.environment], self.right_to_write(change.environment), change
            )
        self._commit_with_events(draft)

    def fold_journal(self) -> None:
        """Let a commit carry the read events, where something is to be published anyway."""
        if self.journal.events and self.publication.pending:
            self._commit_with_events(self.draft())

    def _commit_with_events(self, draft: Draft) -> None:
        events = self.journal.events
        is_owner = (Right.OWNER, None) in self.state.rights.rights_of(self.member)
        used = Right.OWNER if is_owner else Right.READER
        for environment, event in events:
            draft.add_body(self.epoch_key(environment), used, event)
        self.commit(draft)
        if events:
            # The commit stands; a disk that is full now must not deny it.  The events might
            # be told twice then, which harms nobody.
            with suppress(FileProblem):
                self.journal.clear(len(events))

    def draft(self) -> Draft:
        """An empty draft by this member."""
        return Draft(self.member, self.state.fingerprint_key())

    def right_to_write(self, environment: bytes) -> Right:
        """The right under which this member writes there; RightMissing where there is none."""
        held = self.state.rights.rights_of(self.member)
        rights = ((Right.OWNER, None), (Right.WRITER, environment), (Right.ADMIN, None))
        for right, scope in rights:
            fits = right is not Right.ADMIN or environment == VAULT_ENVIRONMENT
            if fits and (right, scope) in held:
                return right
        raise RightMissing("You may read this environment, but not change it.")

    def epoch_key(self, environment: bytes) -> EpochKey:
        """The epoch under which new values may be sealed, made first where there is none."""
        state = self.state
        found = state.ring.usable(environment, state.graph, state.rights)
        if found is None:
            self.new_epochs([environment])
            found = state.ring.usable(environment, state.graph, state.rights)
        assert found is not None  # noqa: S101 - whoever may make one reads it
        return found

    def new_epochs(self, environments: Iterable[bytes], renewed: Keyset | None = None) -> None:
        """New epochs for exactly the present readers, in one commit; where ``renewed`` are
        this member's keys from now on, it says so first."""
        draft = self.draft()
        rights, ring = self.state.rights, self.state.ring
        if renewed is not None:
            draft.operations.append(Renew(renewed.signing.public, renewed.hpke.public))
        for environment in environments:
            readers = {item: rights.hpke_key(item) for item in rights.readers(environment)}
            # Whoever has old keys of this member can renew them, too, beside; never for them.
            readers[self.member] = (renewed or self.keyset).hpke.public
            heads = ring.heads(environment, self.state.graph, rights)
            older = [key for epoch in heads if (key := ring.key(environment, epoch))]
            draft.add_epoch(
                Scope(self.vault_id, environment),
                self.right_to_write(environment),
                readers,
                older,
            )
        self.commit(draft)

    def commit(self, draft: Draft) -> None:
        """Sign a draft, write it to the replica, then apply it.

        Raises KeysRenewed, TooLarge, FileProblem; nothing is changed then.
        """
        while len(self.state.heads()) > MAX_PARENTS:
            self._sign_and_store(self.state.heads()[:MAX_PARENTS], self.draft())
        self._sign_and_store(self.state.heads(), draft)

    def _sign_and_store(self, parents: tuple[bytes, ...], draft: Draft) -> None:
        now = int(self.clock.now())
        header = Header(self.vault_id, self.member, self.place.device, parents, now)
        commit = sign(header, tuple(draft.operations), self.keyset.signing)
        self.store([commit], draft.blobs)
        self.publication.mark_changed()

    def store(self, commits: Iterable[Commit], blobs: dict[bytes, bytes]) -> None:
        """Apply checked commits and write them, with blobs, in one transaction."""
        with self.keeper.changing(blobs):
            self.state.add(commits)
            self.keeper.save(blobs)

    def save(self, blobs: Mapping[bytes, bytes], kept: tuple[bytes, ...]) -> None:
        """Write what the state took in, with its blobs and the member records.

        Raises FileProblem; KeysRenewed, with all written, where ``kept`` are sealed under
        another unlock key by now.
        """
        renewed = self._take_keys(kept)
        self.keeper.save(blobs, kept)
        if renewed is not None:
            raise renewed

    def _take_keys(self, kept: tuple[bytes, ...]) -> KeysRenewed | None:
        """The records are new: another device may have renewed this member's keys; the error
        when they are sealed under another unlock key by now."""
        before = {keyset.hpke.public for keyset in self.keysets}
        try:
            self.member, self.keysets = self._open_keysets(kept)
        except KeysRenewed as error:
            return error
        if {keyset.hpke.public for keyset in self.keysets} != before:
            self.state.rebuild()
        return None

    def put_records(self, new: Sequence[bytes]) -> None:
        """Replace the member records; the old setup slots are deleted with it."""
        self.keeper.write(Batch(records=tuple(new)))
        self.publication.mark_changed()

    def rekey(self, unlock_key: SecretBytes) -> None:
        """Seal this device's replica, memory and journal under a new unlock key."""
        self.replica.rekey(unlock_key)
        self.unlock_key, self.keeper.manifest = unlock_key, self.replica.manifest()
        self.keeper.rebuild()
        heads, events = self.memory.seen_heads, self.journal.events
        self.memory = DeviceState(self.host, self.place.state, unlock_key, self.vault_id)
        self.memory.save(heads)
        self.journal = Journal.begin(self.host, self.place.state, unlock_key, self.vault_id, events)

    def renew_identity(self, new: Keyset) -> None:
        """New key pairs for this member, new epochs everywhere, values sealed anew.

        For ``kit --compromised``: whoever holds the old keys reads nothing written after.
        The caller seals the new keyset into a member record *before* this.  Keys and epochs
        change in one commit, signed with the old key; the values follow.
        """
        environments = [VAULT_ENVIRONMENT, *(item.id for item in self.environments())]
        self.keysets = (new, *(item for item in self.keysets if item != new))
        self.new_epochs(environments, renewed=new)
        self.keysets = (new,)
        self.keeper.rebuild()
        for environment in environments[1:]:
            reseal_environment(self, environment)

    # The file ----------------------------------------------------------------------------

    def contents(self) -> VaultContents:
        """What the vault file should hold; ReplicaDamaged where this device lost a part."""
        return self.keeper.contents(self.vault_id)

    def publish(self) -> None:
        """Carry every change to the vault file; see vault.publication."""
        self.publication.publish()

    def close(self) -> None:
        """Let go of the database; nothing can be read after it."""
        self.replica.close()

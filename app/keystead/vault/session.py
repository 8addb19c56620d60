"""An unlocked vault: a thin session over replica, state and vault file.

One process holds it, and one thread uses it.  A change is done when the replica has it;
``publish`` carries it to the vault file.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from msgspec import structs

from keystead.core.clock import Clock
from keystead.core.model import Environment, Secret
from keystead.core.secret_types import SecretBytes
from keystead.crypto import padding
from keystead.crypto.errors import DecryptionFailed
from keystead.vault import intake, records, vault_file
from keystead.vault.commit import Commit, Header, parse, sign
from keystead.vault.device_state import DeviceState
from keystead.vault.epochs import VAULT_ENVIRONMENT, EpochKey, Role, Scope
from keystead.vault.errors import NoSuchObject, ReplicaDamaged, RightMissing, VaultIncomplete
from keystead.vault.host import Host
from keystead.vault.identity import Keyset
from keystead.vault.journal import Journal
from keystead.vault.keyring import KeyRing
from keystead.vault.object_fields import NAME
from keystead.vault.operations import Operation, Renew, Right
from keystead.vault.place import Place
from keystead.vault.publication import Publication
from keystead.vault.replica import Batch, Replica, damaged, reachable
from keystead.vault.resealing import reseal_environment
from keystead.vault.state import VaultState
from keystead.vault.vault_file import VaultContents
from keystead.vault.writer import Change, Draft


class OpenVault:
    """The vault as one member reads and writes it; see the module for whose it is."""

    def __init__(
        self, host: Host, clock: Clock, place: Place, unlock_key: SecretBytes, replica: Replica
    ) -> None:
        self.host, self.clock, self.place = host, clock, place
        self.unlock_key = unlock_key
        self.replica = replica
        self.member, self.keysets = self._open_keysets()
        self.keyset = self.keysets[0]
        self.state = VaultState(self.replica.blob, self._new_ring)
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
        Raises ReplicaDamaged, VaultDamaged, WrongVault, VaultRolledBack and what reading
        the file can raise.  What others published is taken in before this returns.
        """
        if not host.exists(place.replica):
            return cls._clone(host, clock, place, unlock_key)
        replica = Replica.open(place.replica, place.vault_id, unlock_key)
        try:
            vault = cls(host, clock, place, unlock_key, replica)
            with replica.blobs_at_hand():
                vault.state.add(_load(replica))
            vault.choose_keyset()
            if read_file:
                vault.publication.take_in()
        except BaseException:
            replica.close()
            raise
        return vault

    @classmethod
    def _clone(cls, host: Host, clock: Clock, place: Place, unlock_key: SecretBytes) -> "OpenVault":
        contents = vault_file.decode(host.read(place.file, vault_file.MAX_FILE))
        vault = cls.from_contents(host, clock, place, unlock_key, contents)
        try:
            vault.publication.take_in()
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
        """Make the replica anew from what a vault file holds, checking every signature."""
        commits = intake.parse_new(contents, {})
        intake.check(commits, place.vault_id, {})
        records.open_keyset(unlock_key, contents.records, place.vault_id)
        replica = Replica.create(host, place.replica, place.vault_id, unlock_key)
        try:
            rows = tuple((commit.id, commit.raw) for commit in commits)
            kept = records.newest(contents.records)
            batch = Batch(rows, tuple(contents.blobs.items()), kept)
            replica.write(batch, _heads(commits), len(commits))
            vault = cls(host, clock, place, unlock_key, replica)
            with replica.blobs_at_hand():
                vault.state.add(commits)
            vault.choose_keyset()
        except BaseException:
            replica.close()
            host.remove(place.replica)
            raise
        return vault

    def _new_ring(self) -> KeyRing:
        keys = tuple(keyset.hpke for keyset in self.keysets)
        return KeyRing(self.place.vault_id, self.member, keys, self.replica.blob)

    def _open_keysets(self) -> tuple[bytes, tuple[Keyset, ...]]:
        return records.open_keysets(self.unlock_key, self.replica.records(), self.place.vault_id)

    def choose_keyset(self) -> None:
        """Sign with the keys that the graph says are this member's.

        While a renewal is under way the records hold the old keys and the new ones.
        """
        valid = self.state.rights.public_keys(self.member)
        fitting = [keyset for keyset in self.keysets if keyset.signing.public in valid]
        self.keyset = (fitting or list(self.keysets))[0]

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
        used = {event.secret: event.time for _, event in self.journal.events if event.secret}
        return [
            structs.replace(item, last_used=max(used[item.id], item.last_used or 0))
            if item.id in used
            else item
            for item in self.state.secrets()
        ]

    def environments(self) -> list[Environment]:
        """The environments, in their order, without environment 0."""
        return self.state.environments()

    def records(self) -> tuple[bytes, ...]:
        """The member records (keysets and setup slots), raw."""
        return self.replica.records()

    # Values ------------------------------------------------------------------------------

    def value(self, environment: bytes, secret: bytes, version: bytes) -> SecretBytes:
        """Decrypt one Version's value.

        Raises NoSuchObject, or VaultIncomplete where its blob is missing.
        """
        entity = self.state.entity(environment, secret)
        found = entity.versions.get(version) if entity else None
        if found is None or found.purged:
            raise NoSuchObject("This version does not exist, or was erased for good.")
        for seal in found.seals:
            key = self.state.ring.key(environment, seal.epoch)
            sealed = self.replica.blob(seal.digest)
            if key is None or sealed is None:
                continue
            with suppress(DecryptionFailed):
                plain = key.open(Role.VALUE, seal.author, sealed, secret + version)
                return SecretBytes(padding.unpad(plain))
        raise VaultIncomplete(
            "The value is missing from this copy of the vault. "
            "A complete copy, such as a backup or a colleague's file, heals it."
        )

    # Changes -----------------------------------------------------------------------------

    def write(self, changes: Sequence[Change]) -> None:
        """Make all changes in one signed commit, or none.

        Raises RightMissing, or FileProblem where the disk does not take it.
        """
        keys = {item: self.epoch_key(item) for item in {c.environment for c in changes}}
        draft = self.draft()
        for change in changes:
            draft.add_change(
                keys[change.environment], self.right_to_write(change.environment), change
            )
        self.commit(draft)
        self.fold_journal()

    def fold_journal(self) -> None:
        """Let a commit carry the read events, where something is to be published anyway."""
        events = self.journal.events
        if not events or not self.publication.pending:
            return
        draft = self.draft()
        held = self.state.rights.rights_of(self.member)
        for environment, event in events:
            key = self.epoch_key(environment)
            used = Right.OWNER if (Right.OWNER, None) in held else Right.READER
            draft.add_body(key, used, event)
        self.commit(draft)
        self.journal.clear(len(events))

    def draft(self) -> Draft:
        """An empty draft by this member."""
        return Draft(self.member, self.state.fingerprint_key())

    def right_to_write(self, environment: bytes) -> Right:
        """The right under which this member writes there; RightMissing where there is none."""
        held = self.state.rights.rights_of(self.member)
        for right, scope in (
            (Right.OWNER, None),
            (Right.WRITER, environment),
            (Right.ADMIN, None),
        ):
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
        if found is None:
            raise RightMissing("You cannot make a key for this environment.")
        return found

    def new_epochs(self, environments: Iterable[bytes], first: Sequence[Operation] = ()) -> None:
        """New epochs for exactly the present readers, in one commit that ``first`` opens."""
        draft = self.draft()
        draft.operations.extend(first)
        rights, ring = self.state.rights, self.state.ring
        for environment in environments:
            readers = {item: rights.hpke_key(item) for item in rights.readers(environment)}
            if self.member in readers:
                readers[self.member] = self.keyset.hpke.public
            heads = ring.heads(environment, self.state.graph, rights)
            older = [key for epoch in heads if (key := ring.key(environment, epoch))]
            draft.add_epoch(
                Scope(self.vault_id, environment),
                self.right_to_write(environment),
                readers,
                older,
            )
        self.commit(draft)

    def commit(self, draft: Draft, signer: Keyset | None = None) -> None:
        """Sign a draft, write it to the replica, then apply it."""
        header = Header(
            self.vault_id,
            self.member,
            self.place.device,
            self.state.heads(),
            int(self.clock.now()),
        )
        commit = sign(header, tuple(draft.operations), (signer or self.keyset).signing)
        self.store([commit], draft.blobs)

    def store(
        self,
        commits: Sequence[Commit],
        blobs: dict[bytes, bytes],
        kept: tuple[bytes, ...] | None = None,
    ) -> None:
        """Write checked commits and blobs in one transaction, then apply them."""
        fresh = [commit for commit in commits if commit.id not in self.state.commits]
        heads = _heads([*self.state.commits.values(), *fresh])
        batch = Batch(
            tuple((commit.id, commit.raw) for commit in fresh),
            tuple((digest, blob) for digest, blob in blobs.items()),
            kept,
        )
        self.replica.write(batch, heads, len(self.state.commits) + len(fresh))
        self.state.add(fresh)
        if kept is not None:
            self._take_keys()
        if self.state.missing_bodies & blobs.keys():
            self.state.rebuild()
        self.publication.mark_changed()

    def _take_keys(self) -> None:
        """The records are new: another device may have renewed this member's keys.

        Raises KeysRenewed when they are sealed under another unlock key by now.
        """
        before = {keyset.hpke.public for keyset in self.keysets}
        self.member, self.keysets = self._open_keysets()
        self.choose_keyset()
        if {keyset.hpke.public for keyset in self.keysets} != before:
            self.state.rebuild_with(self._new_ring)

    def drop_purged(self) -> None:
        """Erase from the replica what was purged; the vault file follows when published."""
        self.replica.write(
            Batch(purged=tuple(self.state.purged)), self.state.heads(), len(self.state.commits)
        )
        self.publication.mark_changed()

    def put_records(self, new: Sequence[bytes]) -> None:
        """Replace the member records; the old setup slots are deleted with it."""
        self.replica.write(Batch(records=tuple(new)), self.state.heads(), len(self.state.commits))
        self.publication.mark_changed()

    def rekey(self, unlock_key: SecretBytes) -> None:
        """Seal this device's replica, memory and journal under a new unlock key."""
        self.replica.rekey(unlock_key)
        self.unlock_key = unlock_key
        heads, events = self.memory.seen_heads, self.journal.events
        self.memory = DeviceState(self.host, self.place.state, unlock_key, self.vault_id)
        self.memory.save(heads)
        self.journal = Journal.begin(self.host, self.place.state, unlock_key, self.vault_id, events)

    def renew_identity(self, new: Keyset) -> None:
        """New key pairs for this member, new epochs everywhere, values sealed anew.

        For ``kit --compromised``: whoever holds the old keys reads nothing written after.
        The caller seals the new keyset into a member record *before* this.
        """
        old = self.keyset
        environments = [VAULT_ENVIRONMENT, *(item.id for item in self.environments())]
        renew = Renew(new.signing.public, new.hpke.public)
        draft = self.draft()
        draft.operations.append(renew)
        self.commit(draft, signer=old)
        self.keyset, self.keysets = new, (new, old)
        self.state.rebuild_with(self._new_ring)
        self.new_epochs(environments)
        self.keysets = (new,)
        self.state.rebuild_with(self._new_ring)
        for environment in environments[1:]:
            reseal_environment(self, environment)

    # The file ----------------------------------------------------------------------------

    def contents(self) -> VaultContents:
        """What the vault file should hold: all commits, records and blobs not purged."""
        blobs = {
            digest: blob
            for digest, blob in self.replica.blobs().items()
            if digest not in self.state.purged
        }
        raw = tuple(commit.raw for commit in intake.ordered(self.state.commits.values(), ()))
        return VaultContents(self.vault_id, self.records(), raw, blobs)

    def publish(self) -> None:
        """Carry every change to the vault file; see vault.publication."""
        self.publication.publish()

    def close(self) -> None:
        """Let go of the database; nothing can be read after it."""
        self.replica.close()


def _load(replica: Replica) -> list[Commit]:
    """The commits that the manifest's heads reach, parents first.

    They were checked when they entered; hash and reachability show that they are the same.
    """
    manifest = replica.manifest()
    raw = replica.commits()
    parsed = {commit_id: parse(data) for commit_id, data in raw.items()}
    wanted = reachable(
        {commit_id: commit.parents for commit_id, commit in parsed.items()}, manifest.heads
    )
    if len(wanted) != manifest.count:
        raise damaged()
    try:
        return intake.ordered((parsed[commit_id] for commit_id in wanted), ())
    except VaultIncomplete as error:
        raise ReplicaDamaged(damaged().message) from error


def _heads(commits: Sequence[Commit]) -> tuple[bytes, ...]:
    parents = {parent for commit in commits for parent in commit.parents}
    return tuple(sorted(commit.id for commit in commits if commit.id not in parents))

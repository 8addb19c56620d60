"""Publication: the replica's commits go to the vault file, and others' come in.

The file is read, verified and merged before each write; it is replaced whole and read
back.  On a synced folder the gap between check and replace cannot be closed: safety comes
from the next read, which finds our commits missing beside something new, merges and
publishes again.  What sync programs leave beside the file counts as part of it.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from keystead.errors import FileProblem, KeysteadError
from keystead.vault import conflict_copies, intake, records, vault_file
from keystead.vault.device_state import SeenFile, Stamp
from keystead.vault.errors import LostRace, ReplicaDamaged, VaultRolledBack, WrongVault
from keystead.vault.host import Host
from keystead.vault.place import Place
from keystead.vault.state import VaultState
from keystead.vault.vault_file import VaultContents

if TYPE_CHECKING:
    from keystead.vault.session import OpenVault

Look = tuple[Stamp | None, ...]


@dataclass(frozen=True)
class Copy:
    """A copy beside the file as it was last read: its stamp then, and its commits."""

    stamp: Stamp | None
    commits: frozenset[bytes]


def read_file(host: Host, place: Place, copy: Path | None = None) -> VaultContents:
    """What the vault file, or a copy of it, holds; WrongVault, VaultDamaged and what
    reading can raise."""
    contents = vault_file.decode(host.read(copy or place.file, vault_file.MAX_FILE))
    if contents.vault_id != place.vault_id:
        raise WrongVault(
            "The file at this path is another vault. Nothing was changed; "
            "put the right file back, or open the other one by its own path."
        )
    return contents


def heads_among(state: VaultState, held: frozenset[bytes]) -> tuple[bytes, ...]:
    """The heads of a part of the vault's commits that holds the whole past of each, sorted.

    Each is a head of the vault, or what the part lacks builds on it; so what the part has in
    common with the vault need not be read.
    """
    lacking = [state.commits[commit_id] for commit_id in set(state.commits) - held]
    tips = {*state.heads(), *(parent for commit in lacking for parent in commit.parents)} & held
    precedes = state.graph.precedes
    return tuple(sorted(tip for tip in tips if not any(precedes(tip, other) for other in tips)))


class Publication:
    """What this process knows of the vault file of one open vault.

    ``published_at``: Unix seconds of the last write, ``agreed_at`` of the last time that
    file and replica held the same; None before the first.
    """

    def __init__(self, vault: "OpenVault") -> None:
        self._vault = vault
        self._stamp: Stamp | None = None
        self._folder: Stamp | None = None
        self._copies: dict[Path, Copy] = {}
        self._unread: dict[Path, Stamp | None] = {}
        self._changed = self._is_read = False
        self.published_at: float | None = None
        self.agreed_at: float | None = None

    @property
    def pending(self) -> bool:
        """True while the replica holds something that the file may lack."""
        return self._changed

    @property
    def conflict_copies(self) -> tuple[Path, ...]:
        """The copies beside the file that were merged and still lie there."""
        return tuple(self._copies)

    def mark_changed(self) -> None:
        """The replica has something new."""
        self._changed = True

    def is_stale(self) -> bool:
        """True when the file changed since it was last read."""
        return self._vault.host.stamp(self._vault.place.file) != self._stamp

    def begin(self) -> None:
        """Take in the file and its conflict copies, at opening.

        A file that is the one this device last read or wrote holds nothing new, and is not
        read.  Raises as ``take_in`` does.
        """
        memory, state = self._vault.memory, self._vault.state
        stamp = self._vault.host.stamp(self._vault.place.file)
        seen, generation = memory.file, self._vault.keeper.manifest.generation
        known = stamp is not None and stamp == seen.stamp and seen.generation <= generation
        if known and all(head in state.graph for head in memory.seen_heads):
            self._stamp, self._changed = stamp, seen.generation != generation
        self.take_in()

    def read_after_all(self) -> bool:
        """Read the file that ``begin`` left unread: something is missing here.  False where it
        was read already, or cannot be taken in."""
        if self._is_read:
            return False
        self._stamp = None
        with suppress(KeysteadError):
            self.take_in()
        return self._is_read

    def look(self) -> Look:
        """How file, folder and copies look now; cheap, to be compared with a later look."""
        host, path = self._vault.host, self._vault.place.file
        beside = (*self._copies, *self._unread)
        return (host.stamp(path), host.stamp(path.parent), *(host.stamp(one) for one in beside))

    def _looked(self) -> Look:
        """What ``look`` gave when everything was last read."""
        copies = (copy.stamp for copy in self._copies.values())
        return (self._stamp, self._folder, *copies, *self._unread.values())

    def take_in(self) -> int:
        """Read the file and its conflict copies, and merge what is new; how many commits.

        Raises WrongVault, VaultRolledBack, VaultIncomplete, ForgedCommit, ForgedRecord,
        VaultDamaged and what reading can raise.  A missing file is no error: the next
        ``publish`` writes it again.
        """
        vault = self._vault
        folder = vault.host.stamp(vault.place.file.parent)
        stamp = vault.host.stamp(vault.place.file)
        count = self._take_in_copies()
        if stamp is None:
            self._changed = True
        elif stamp != self._stamp:
            count += self._merge(read_file(vault.host, vault.place), stamp, count)
            self._is_read = True
        self._stamp = stamp
        if self._unread:
            # What it builds on may just have come.
            count += self._take_in_copies()
        self._folder = folder
        if not self._changed:
            self.agreed_at = vault.clock.now()
        return count

    def _take_in_copies(self) -> int:
        """Merge the copies that a sync program left beside the file; a bad one is left alone."""
        vault, count = self._vault, 0
        known, self._copies, self._unread = self._copies, {}, {}
        for path in conflict_copies.find(vault.host, vault.place.file):
            stamp = vault.host.stamp(path)
            if path in known and known[path].stamp == stamp:
                self._copies[path] = known[path]
                continue
            self._unread[path] = stamp
            with suppress(KeysteadError):
                contents = read_file(vault.host, vault.place, path)
                count += self.merge_contents(contents)
                self._copies[path] = Copy(stamp, _ids(contents))
                del self._unread[path]
        self._changed = self._changed or count > 0
        return count

    def _merge(self, contents: VaultContents, stamp: Stamp, before: int) -> int:
        """Merge the file; ``before``: how many commits its copies have just brought."""
        held = _ids(contents)
        memory = self._vault.memory
        here = held.union(*(copy.commits for copy in self._copies.values()))
        lacking = any(head not in here for head in memory.seen_heads)
        count = self.merge_contents(contents)
        if lacking and not count and not before:
            raise VaultRolledBack(
                "The vault file is older than what this device has already seen in it, and it "
                "brings nothing new. Everything is safe on this device: 'keystead sync "
                "--republish' publishes it again, 'keystead sync --accept' goes back to the file."
            )
        heads = heads_among(self._vault.state, held)
        self._changed = self._changed or self._differs(contents, held)
        generation = 0 if self._changed else self._vault.keeper.manifest.generation
        # A full disk must keep nobody from their keys; the next reading remembers.
        with suppress(FileProblem):
            memory.remember(heads, SeenFile(stamp, generation))
        return count

    def _differs(self, contents: VaultContents, held: frozenset[bytes]) -> bool:
        """True where the file lacks something that we have, or keeps what was purged."""
        state, replica = self._vault.state, self._vault.replica
        return (
            len(held) != len(state.commits)
            or contents.blobs.keys() != replica.names()
            or set(contents.records) != set(replica.records())
        )

    def merge_contents(self, contents: VaultContents, partial: bool = False) -> int:
        """Check and take in what is new in ``contents``; how many commits that was.

        Raises ContestedKeys and what the checks of ``vault.intake`` raise.
        ``partial``: go on where blobs are missing, for ``repair``.
        """
        vault, state = self._vault, self._vault.state
        fresh = intake.parse_new(contents, set(state.commits))
        intake.check_renewals(fresh, vault.member, state.structural(), state.graph)
        present = vault.replica.digests()
        new = contents.blobs.keys() - present
        new -= state.purged(new)
        blobs = {digest: contents.blobs[digest] for digest in new}
        with vault.keeper.changing(blobs):
            state.admit(fresh, vault.vault_id)
            if not partial:
                intake.check_complete(fresh, contents.blobs.keys() | present)
            others = intake.checked_records(contents.records, vault.vault_id, state.rights)
            kept = records.newest((*vault.records(), *others), state.rights.public_keys)
            if fresh or blobs or set(kept) != set(vault.records()):
                vault.save(blobs, kept)
        return len(fresh)

    def publish(self) -> None:
        """Write the union of replica and file, read it back, and remember its heads.

        Does nothing where the file has everything.  Raises what ``take_in`` and writing can
        raise; the replica keeps the changes, and the next publication carries them.
        """
        if self.look() != self._looked():
            self.take_in()
        if self._changed:
            self.overwrite()

    def _written(self) -> bytes:
        """The file as this process last read or wrote it; nothing where it is another now."""
        place, host = self._vault.place, self._vault.host
        is_there = self._stamp is not None and not self.is_stale()
        return host.read(place.file, vault_file.MAX_FILE) if is_there else b""

    def overwrite(self) -> None:
        """Write the replica's contents over the file, whatever it holds; read it back.

        Raises ReplicaDamaged where the replica lost a blob that the file may still have.
        """
        vault = self._vault
        vault.keeper.drop_purged()
        try:
            data = vault.keeper.encoded(vault.vault_id, self._written())
        except ReplicaDamaged:
            # What is lost here the file may have: it is read at the next opening.
            vault.memory.remember(vault.memory.seen_heads, SeenFile())
            raise
        vault.host.write_atomic(vault.place.file, data)
        stamp = vault.host.stamp(vault.place.file)
        if vault.host.read(vault.place.file, vault_file.MAX_FILE) != data:
            raise LostRace(
                "Another program changed the vault file at the same moment. Your changes are "
                "safe in this device's private copy and will be published again."
            )
        self._stamp = stamp
        self._changed = False
        self.published_at = self.agreed_at = vault.clock.now()
        seen = SeenFile(stamp, vault.keeper.manifest.generation) if stamp else SeenFile()
        vault.memory.save(vault.state.heads(), seen)

    def remove_copies(self) -> tuple[Path, ...]:
        """Publish, then delete the copies beside the file that hold nothing more than it.

        The paths that are gone.  A copy that changed meanwhile, or cannot be read, stays.
        Raises what ``publish`` raises, and FileProblem where one cannot be deleted.
        """
        self.publish()
        host, removed = self._vault.host, list[Path]()
        for path in tuple(self._copies):
            if self._is_merged(path):
                host.remove(path)
                del self._copies[path]
                removed.append(path)
        return tuple(removed)

    def _is_merged(self, path: Path) -> bool:
        """True where all that a copy holds is in the vault, too, read once more to be sure."""
        vault = self._vault
        stamp = vault.host.stamp(path)
        try:
            contents = read_file(vault.host, vault.place, path)
        except KeysteadError:
            return False
        lacking = contents.blobs.keys() - vault.replica.digests()
        known = _ids(contents) <= set(vault.state.commits)
        known = known and lacking <= vault.state.purged(lacking)
        return known and vault.host.stamp(path) == stamp


def _ids(contents: VaultContents) -> frozenset[bytes]:
    """The ids of its commits."""
    return frozenset(hashlib.sha256(raw).digest() for raw in contents.commits)

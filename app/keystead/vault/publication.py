"""Publication: the replica's commits go to the vault file, and others' come in.

The file is read, verified and merged before each write; it is replaced whole and read
back.  On a synced folder the gap between check and replace cannot be closed: safety comes
from the next read, which finds our commits missing beside something new, merges and
publishes again.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from keystead.errors import FileProblem, KeysteadError
from keystead.vault import conflict_copies, intake, records, vault_file
from keystead.vault.device_state import SeenFile, Stamp
from keystead.vault.errors import ReplicaDamaged, VaultRolledBack, WrongVault
from keystead.vault.host import Host
from keystead.vault.place import Place
from keystead.vault.state import VaultState
from keystead.vault.vault_file import VaultContents

if TYPE_CHECKING:
    from keystead.vault.session import OpenVault


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


def heads_among(state: VaultState, held: set[bytes]) -> tuple[bytes, ...]:
    """The heads of a part of the vault's commits that holds the whole past of each, sorted.

    Each is a head of the vault, or what the part lacks builds on it; so what the part has in
    common with the vault need not be read.
    """
    lacking = [state.commits[commit_id] for commit_id in set(state.commits) - held]
    tips = {*state.heads(), *(parent for commit in lacking for parent in commit.parents)} & held
    precedes = state.graph.precedes
    return tuple(sorted(tip for tip in tips if not any(precedes(tip, other) for other in tips)))


class Publication:
    """What this process knows of the vault file of one open vault."""

    def __init__(self, vault: "OpenVault") -> None:
        self._vault = vault
        self._stamp: Stamp | None = None
        self._copies: dict[Path, Stamp | None] = {}
        self._changed = self._is_read = False
        self.published_at: float | None = None
        self.conflict_copies: tuple[Path, ...] = ()

    @property
    def pending(self) -> bool:
        """True while the replica holds something that the file may lack."""
        return self._changed

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
        if (
            stamp is None
            or stamp != seen.stamp
            or seen.generation > generation
            or not all(head in state.graph for head in memory.seen_heads)
        ):
            self.take_in()
            return
        self._stamp, self._changed = stamp, seen.generation != generation
        self._take_in_copies()

    def read_after_all(self) -> bool:
        """Read the file that ``begin`` left unread: something is missing here.  False where it
        was read already, or cannot be taken in."""
        if self._is_read:
            return False
        with suppress(KeysteadError):
            self.take_in()
        return self._is_read

    def take_in(self) -> int:
        """Read the file and its conflict copies, and merge what is new; how many commits.

        Raises WrongVault, VaultRolledBack, VaultIncomplete, ForgedCommit, ForgedRecord,
        VaultDamaged and what reading can raise.  A missing file is no error: the next
        ``publish`` writes it again.
        """
        vault = self._vault
        stamp = vault.host.stamp(vault.place.file)
        if stamp is None:
            self._changed = True
            return self._take_in_copies()
        count = self._merge(read_file(vault.host, vault.place), stamp)
        self._stamp, self._is_read = stamp, True
        return count + self._take_in_copies()

    def _take_in_copies(self) -> int:
        """Merge the copies that a sync program left beside the file; a bad one is left alone."""
        vault, count, merged = self._vault, 0, dict[Path, Stamp | None]()
        for path in conflict_copies.find(vault.host, vault.place.file):
            stamp = vault.host.stamp(path)
            with suppress(KeysteadError):
                if path not in self._copies or self._copies[path] != stamp:
                    count += self.merge_contents(read_file(vault.host, vault.place, path))
                merged[path] = stamp
        self._changed = self._changed or count > 0
        self._copies, self.conflict_copies = merged, tuple(merged)
        return count

    def _merge(self, contents: VaultContents, stamp: Stamp) -> int:
        held = {hashlib.sha256(raw).digest() for raw in contents.commits}
        memory = self._vault.memory
        lacking = any(head not in held for head in memory.seen_heads)
        count = self.merge_contents(contents)
        if lacking and not count:
            raise VaultRolledBack(
                "The vault file is older than what this device has already seen in it, and it "
                "brings nothing new. Your changes are safe here: 'keystead repair' publishes "
                "them again."
            )
        heads = heads_among(self._vault.state, held)
        self._changed = self._changed or self._differs(contents, held)
        generation = 0 if self._changed else self._vault.keeper.manifest.generation
        # A full disk must keep nobody from their keys; the next reading remembers.
        with suppress(FileProblem):
            memory.remember(heads, SeenFile(stamp, generation))
        return count

    def _differs(self, contents: VaultContents, held: set[bytes]) -> bool:
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
        if self.is_stale():
            self.take_in()
        else:
            self._take_in_copies()
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
            raise FileProblem(
                "Another program changed the vault file at the same moment. Your changes are "
                "safe in this device's private copy and will be published again."
            )
        self._stamp = stamp
        self._changed = False
        self.published_at = vault.clock.now()
        seen = SeenFile(stamp, vault.keeper.manifest.generation) if stamp else SeenFile()
        vault.memory.save(vault.state.heads(), seen)

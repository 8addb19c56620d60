"""The keeper: a state and the replica that keeps it, changed together or not at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from keystead.vault import layout
from keystead.vault.errors import damaged
from keystead.vault.keyring import KeyRing
from keystead.vault.layout import DEPTH, Layout, commit_key
from keystead.vault.loading import uncollected
from keystead.vault.replica import Batch, Replica
from keystead.vault.saved_state import SavedState
from keystead.vault.saving import rows_of
from keystead.vault.state import VaultState
from keystead.vault.vault_file import VaultContents


class Keeper:
    """Holds an open replica.  ``new_ring`` makes an empty KeyRing for the member at hand."""

    def __init__(self, replica: Replica, new_ring: Callable[[], KeyRing]) -> None:
        self.replica = replica
        self.manifest = replica.manifest()
        self._layout: Layout | None = None
        self.state = VaultState(replica.blob, new_ring, SavedState(replica, self.manifest))

    @contextmanager
    def changing(self, blobs: Mapping[bytes, bytes]) -> Iterator[None]:
        """While the state takes something in that is not written yet; where that fails, it is
        as before."""
        try:
            with self.replica.blobs_at_hand(blobs), uncollected():
                yield
        except BaseException:
            self.state.forget()
            raise

    def save(self, blobs: Mapping[bytes, bytes], kept: tuple[bytes, ...] | None = None) -> None:
        """Write what the state took in, with its blobs and, where given, the member records,
        in one transaction; what was purged goes in the same.  Raises FileProblem."""
        if self.state.missing_parts & blobs.keys():
            self.state.rebuild()
        commits = tuple((commit.id, commit.raw) for commit in self.state.commits.fresh.values())
        purged = self.state.purged(self.state.now.tally.to_drop)
        self.write(Batch(commits, tuple(blobs.items()), kept, tuple(purged)))

    def write(self, batch: Batch) -> None:
        """Write rows, and the state as it is now, in one transaction."""
        rows = rows_of(self.state, self.manifest)
        self.replica.write(batch, rows)
        self.manifest = rows.manifest
        self.state.settle(SavedState(self.replica, self.manifest))

    def rebuild(self) -> None:
        """Build the state again from every commit, and seal all of it anew."""
        with self.changing(self.replica.blobs()):
            self.state.rebuild()
            self.write(Batch())

    def drop_purged(self) -> None:
        """Erase what was purged and is there again, whoever put it back."""
        known = self.state.now.tally.purged_digests
        gone = self.state.purged(self.replica.names()) if known else None
        if gone:
            self.write(Batch(purged=tuple(gone)))

    def drop_torn(self) -> None:
        """Erase the rows of blobs whose bytes are others now, so that whole ones can come."""
        self.write(Batch(purged=self.replica.torn()))

    def check(self) -> None:
        """Read everything; ReplicaDamaged where something is not as it was left."""
        self.replica.check()
        self.replica.names()
        self.commits()
        self.state.check()

    def commits(self) -> tuple[bytes, ...]:
        """The raw bytes of all commits by (depth, id): parents first, and the same on every
        device that has the same.  ReplicaDamaged where one was lost."""
        return self._commits(self._keys())

    def _keys(self) -> list[bytes]:
        """What all commits are ordered by."""
        nodes = SavedState(self.replica, self.manifest).nodes()
        return sorted(commit_key(node.depth, commit_id) for commit_id, node in nodes.items())

    def _commits(self, keys: list[bytes]) -> tuple[bytes, ...]:
        raw = self.replica.commits()
        try:
            return tuple([raw[key[DEPTH:]] for key in keys])
        except KeyError as error:
            raise damaged() from error

    def contents(self, vault_id: bytes) -> VaultContents:
        """What the vault file should hold: all records, commits and blobs.

        ReplicaDamaged where a commit was lost, or bytes of a blob are others now.
        """
        return self._contents(vault_id, self._keys())

    def _contents(self, vault_id: bytes, keys: list[bytes]) -> VaultContents:
        blobs = self.replica.blobs()
        if len(blobs) != len(self.replica.names()):
            raise damaged()
        return VaultContents(vault_id, self.replica.records(), self._commits(keys), blobs)

    def encoded(self, vault_id: bytes, written: bytes) -> bytes:
        """The vault file of ``contents``; ``written`` is what lies there now.  Where that is
        what was encoded here before, only what is new since is read and made.

        Raises ReplicaDamaged as ``contents`` does, of what it reads.
        """
        if self._layout is None or not self._layout.fits(written):
            keys = self._keys()
            data, self._layout = layout.encode(self._contents(vault_id, keys), keys)
            return data
        before, replica, depth = self._layout, self.replica, self.state.graph.depth
        known = {key[DEPTH:] for key in before.commits.keys}
        commits = {
            commit_key(depth(one), one): _found(replica.commit(one))
            for one in set(self.state.commits) - known
        }
        held, names = set(before.blobs.keys), replica.names()
        blobs = {name: _found(replica.blob(name)) for name in names - held}
        # What is not here any more goes only where it was purged: else the file has the last.
        gone = self.state.purged(held - names)
        data, self._layout = layout.splice(
            before, written, replica.records(), commits, layout.Change(blobs, gone)
        )
        return data


def _found(raw: bytes | None) -> bytes:
    if raw is None:
        raise damaged()
    return raw

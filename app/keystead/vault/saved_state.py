"""The state as the replica keeps it: sealed rows in, graph, objects and commits out.

Hot pages, cold rows and nodes are sealed under the manifest's key, each bound to its
place.  Pages are pinned by the manifest, cold rows by the hot record of their slot; a node
never changes, and its key is never used again for another graph.
"""

from collections.abc import Iterable

import msgspec

from keystead.crypto.aead import NONCE, Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.vault import cold_rows
from keystead.vault.bodies import ObjectKind
from keystead.vault.entities import Entity
from keystead.vault.errors import damaged
from keystead.vault.graph import Graph, Node
from keystead.vault.manifest import PAGE_RECORDS, Manifest
from keystead.vault.objects import HotRecord
from keystead.vault.replica import Replica

_INFO = b"keystead/v1/replica/state"
_page_decoder = msgspec.msgpack.Decoder(list[HotRecord])
_node_decoder = msgspec.msgpack.Decoder(tuple[int, int, tuple[int, ...], int])
_encoder = msgspec.msgpack.Encoder()


class SavedState:
    """What one manifest stands for, in one replica."""

    def __init__(self, replica: Replica, manifest: Manifest) -> None:
        self._replica = replica
        self.manifest = manifest
        self._seal = StateSealer(manifest.key)

    def records(self) -> list[HotRecord]:
        """The records of all hot pages.  ReplicaDamaged where a page is not the one that was
        written last, or missing."""
        found: list[HotRecord] = []
        sealed = self._replica.pages()
        for number, nonce in enumerate(self.manifest.pages):
            page = sealed.get(number, b"")
            if page[:NONCE] != nonce:
                raise damaged()
            found += self._seal.open_page(number, page)
        if len(found) != self.manifest.objects:
            raise damaged()
        return found

    def entity(self, slot: int, record: HotRecord, graph: Graph) -> Entity:
        """The object of a slot, out of its cold row; ReplicaDamaged where that is not the
        one that its hot record names."""
        sealed = self._replica.cold_row(slot)
        if sealed is None or sealed[:NONCE] != record.cold:
            raise damaged()
        environment, kind, object_id = record.name
        plain = self._seal.open_cold(slot, sealed)
        return cold_rows.from_bytes(plain, graph, environment, object_id, kind is ObjectKind.SECRET)

    def node(self, commit_id: bytes) -> Node | None:
        """The saved node of a commit; None for one that this device did not take in."""
        sealed = self._replica.node(commit_id)
        return None if sealed is None else self._seal.open_node(commit_id, sealed)

    def has_commit(self, commit_id: bytes) -> bool:
        """Whether this device took it in."""
        return self.node(commit_id) is not None

    def commit(self, commit_id: bytes) -> bytes | None:
        """The raw bytes of a commit; None for one that this device did not take in.
        ReplicaDamaged where it did, and the bytes are others now."""
        if not self.has_commit(commit_id):
            return None
        raw = self._replica.commit(commit_id)
        if raw is None:
            raise damaged()
        return raw

    def commit_ids(self) -> list[bytes]:
        """All commits that this device took in, in order of arrival; raises as ``nodes``."""
        return list(self.nodes())

    def nodes(self) -> dict[bytes, Node]:
        """The nodes of all commits that this device took in, in order of arrival, read at
        once.  ReplicaDamaged where there are fewer than it counted."""
        found = {
            commit_id: node
            for commit_id, sealed in self._replica.nodes()
            if (node := self._seal.open_node(commit_id, sealed)) is not None
        }
        if len(found) != self.manifest.count:
            raise damaged()
        return found


class StateSealer:
    """Seals and opens the rows of the state under a manifest's key (32 bytes)."""

    def __init__(self, key: bytes) -> None:
        self._sealer = Sealer(key, _INFO)

    def page(self, number: int, records: list[HotRecord]) -> bytes:
        """A hot page, sealed for its number."""
        return self._sealer.seal(_encoder.encode(records), _place(b"page", number))

    def open_page(self, number: int, sealed: bytes) -> list[HotRecord]:
        """The records of a page; ReplicaDamaged where it was sealed as something else."""
        records = _page_decoder.decode(self._open(sealed, _place(b"page", number)))
        if len(records) > PAGE_RECORDS:
            raise damaged()
        return records

    def cold(self, slot: int, plain: bytes) -> bytes:
        """A cold row, sealed for its slot."""
        return self._sealer.seal(plain, _place(b"cold", slot))

    def open_cold(self, slot: int, sealed: bytes) -> bytes:
        """The plain row; ReplicaDamaged where it was sealed as something else."""
        return self._open(sealed, _place(b"cold", slot))

    def node(self, commit_id: bytes, node: Node) -> bytes:
        """A node, sealed for its commit."""
        return self._sealer.seal(_encoder.encode(tuple(node)), b"node" + commit_id)

    def open_node(self, commit_id: bytes, sealed: bytes) -> Node | None:
        """The node; None where it was not sealed for this commit under this key, which is
        what a row that somebody put in comes to."""
        try:
            return Node(*_node_decoder.decode(self._sealer.open(sealed, b"node" + commit_id)))
        except DecryptionFailed:
            return None

    def _open(self, sealed: bytes, aad: bytes) -> bytes:
        try:
            return self._sealer.open(sealed, aad)
        except DecryptionFailed as error:
            raise damaged() from error


def _place(what: bytes, number: int) -> bytes:
    return what + number.to_bytes(8, "big")


def pages_of(slots: Iterable[int]) -> list[int]:
    """The hot pages in which these slots lie."""
    return sorted({slot // PAGE_RECORDS for slot in slots})

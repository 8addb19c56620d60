"""The epoch keys that a member can reach, and which epoch new values go under."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.hpke import HpkeKey
from keystead.vault import epochs
from keystead.vault.epochs import EpochKey, Scope
from keystead.vault.errors import VaultDamaged
from keystead.vault.graph import Graph
from keystead.vault.operations import Deliver, Delivery, Epoch, Link, Right
from keystead.vault.rights import Rights

EpochName = tuple[bytes, bytes]
"""(environment id, id of the commit that made the epoch)."""


@dataclass
class EpochFacts:
    """What signed commits say about one epoch."""

    maker: bytes
    commitment: bytes
    deliveries: list[tuple[bytes, Delivery]] = field(default_factory=list)
    links: tuple[Link, ...] = ()
    used: Right = Right.OWNER

    def own_holders(self) -> set[bytes]:
        """Its maker, who delivered it, and to whom: in valid or quarantined commits."""
        held = {self.maker}
        for sender, delivery in self.deliveries:
            held |= {sender, delivery.member}
        return held


class KeyRing:
    """Epochs by name, and the keys of those that this member can open.

    ``blob`` gives the bytes of a blob by digest, or None where it is missing.
    """

    def __init__(
        self,
        vault: bytes,
        member: bytes,
        private: tuple[HpkeKey, ...],
        blob: Callable[[bytes], bytes | None],
    ) -> None:
        self._vault = vault
        self._member = member
        self._private = private
        self._blob = blob
        self.facts: dict[EpochName, EpochFacts] = {}
        self._keys: dict[EpochName, EpochKey] = {}

    def add_epoch(self, commit: bytes, author: bytes, operation: Epoch) -> None:
        """Take in an epoch made by a commit.  Its links must name epochs in the commit's
        past (the caller drops others), so that following them always ends."""
        self.facts[(operation.environment, commit)] = EpochFacts(
            author,
            operation.commitment,
            [(author, delivery) for delivery in operation.deliveries],
            operation.links,
            operation.used,
        )

    def add_delivery(self, author: bytes, operation: Deliver) -> None:
        """Take in the key of an epoch, given to more members."""
        facts = self.facts.get((operation.environment, operation.epoch))
        if facts is not None:
            facts.deliveries += [(author, delivery) for delivery in operation.deliveries]

    def key(self, environment: bytes, epoch: bytes) -> EpochKey | None:
        """The key of an epoch, or None where this member cannot reach it."""
        name = (environment, epoch)
        if name not in self._keys:
            # Newest first, so that each link finds its holder open: nothing recurses, and a
            # chain of thousands of epochs costs no stack.
            for newer in reversed(self._sealing(name)):
                found = self._keys.get(newer) or self._received(newer) or self._linked(newer)
                if found is not None:
                    self._keys[newer] = found
        return self._keys.get(name)

    def missing(self, environment: bytes, epoch: bytes) -> set[bytes]:
        """The digests of the blobs, not here, that might give this member the key."""
        digests = {
            digest
            for name in self._sealing((environment, epoch))
            for digest in self._ways(self.facts[name])
        }
        return {digest for digest in digests if self._blob(digest) is None}

    def _ways(self, facts: EpochFacts) -> Iterator[bytes]:
        for _, delivery in facts.deliveries:
            if delivery.member == self._member:
                yield delivery.digest
        for link in facts.links:
            yield link.digest

    def _sealing(self, name: EpochName) -> list[EpochName]:
        """The epoch and all that seal its key, directly or by others, oldest first."""
        environment, found = name[0], dict[EpochName, None]()
        # Epochs come in causal order and seal only what is in their past: one pass is enough.
        for newer, facts in self.facts.items():
            seals = any((environment, link.epoch) in found for link in facts.links)
            if newer == name or (seals and newer[0] == environment):
                found[newer] = None
        return list(found)

    def _received(self, name: EpochName) -> EpochKey | None:
        facts = self.facts[name]
        scope = Scope(self._vault, name[0])
        for sender, delivery in facts.deliveries:
            sealed = self._blob(delivery.digest) if delivery.member == self._member else None
            info = epochs.delivery_info(scope, facts.commitment, sender, self._member)
            for private in self._private if sealed is not None else ():
                try:
                    key = epochs.receive(private, info, sealed or b"")
                    return EpochKey(scope, name[1], key, facts.commitment)
                except (DecryptionFailed, VaultDamaged):
                    continue  # sealed to a key pair that was renewed since, or a lie
        return None

    def _linked(self, name: EpochName) -> EpochKey | None:
        """The key out of a newer epoch that sealed it."""
        for newer, link in self._links_to(name):
            holder = self._keys.get(newer)
            sealed = self._blob(link.digest)
            if holder is None or sealed is None:
                continue
            try:
                key = epochs.open_link(holder.key, name[1], sealed)
                return EpochKey(holder.scope, name[1], key, self.facts[name].commitment)
            except (DecryptionFailed, VaultDamaged):
                continue  # a link that lies; another may not
        return None

    def _links_to(self, name: EpochName) -> list[tuple[EpochName, Link]]:
        """The newer epochs of the environment that seal this one's key."""
        return [
            (newer, link)
            for newer, facts in self.facts.items()
            for link in facts.links
            if newer[0] == name[0] and link.epoch == name[1]
        ]

    def is_valid(self, name: EpochName, rights: Rights) -> bool:
        """Made by somebody who could write there; another serves only to decrypt."""
        facts = self.facts[name]
        return facts.used is not Right.READER and rights.permitted(
            facts.maker, facts.used, name[0], name[1]
        )

    def heads(self, environment: bytes, graph: Graph, rights: Rights) -> list[bytes]:
        """The valid epochs of an environment that no other valid one follows, sorted."""
        names = [name for name in self.facts if name[0] == environment]
        valid = [name[1] for name in names if self.is_valid(name, rights)]
        return sorted(
            epoch for epoch in valid if not any(graph.precedes(epoch, other) for other in valid)
        )

    def holders(self, environment: bytes, epoch: bytes) -> set[bytes]:
        """Everyone who may know the key: its own holders and those of every epoch that
        seals it."""
        held: set[bytes] = set()
        for name in self._sealing((environment, epoch)):
            held |= self.facts[name].own_holders()
        return held

    def usable(self, environment: bytes, graph: Graph, rights: Rights) -> EpochKey | None:
        """The head epoch under which a new value may be sealed: one whose holders are
        exactly the readers.  None where a new epoch or a delivery has to come first."""
        readers = rights.readers(environment)
        for epoch in self.heads(environment, graph, rights):
            if self.holders(environment, epoch) == readers:
                found = self.key(environment, epoch)
                if found is not None:
                    return found
        return None

"""The state of a vault: a pure function of its set of signed commits.

Commits enter in any order that puts parents first; the verdicts and the registers come
out the same.  When a grant or loss changes the verdict on something that was applied
already, the state is built again from the commits.
"""

from collections.abc import Callable, Iterable, Sequence

from keystead.core.model import Environment, Secret
from keystead.vault.bodies import ObjectKind
from keystead.vault.commit import Commit
from keystead.vault.effects import AuditEvent, Contents, Effects, ObjectName, Quarantined
from keystead.vault.entities import Entity, to_secret
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.fields import ID
from keystead.vault.graph import Graph
from keystead.vault.keyring import KeyRing
from keystead.vault.object_fields import COLOUR, FINGERPRINT_KEY, KEY_SIZE, NAME, ORDER
from keystead.vault.operations import Deliver, Epoch, Link, named_digests
from keystead.vault.rights import Rights


class VaultState:
    """The judged and applied commits of one vault, as one member can read them.

    ``blob`` gives the bytes of a blob by its digest, or None; ``new_ring`` an empty
    KeyRing.
    """

    def __init__(
        self, blob: Callable[[bytes], bytes | None], new_ring: Callable[[], KeyRing]
    ) -> None:
        self._blob = blob
        self._new_ring = new_ring
        self.commits: dict[bytes, Commit] = {}
        self._now = self._empty()
        self._secrets: dict[ObjectName, Secret] = {}

    def _empty(self) -> Contents:
        graph = Graph()
        return Contents(graph, Rights(graph), self._new_ring())

    # What the commits say ------------------------------------------------------------

    @property
    def graph(self) -> Graph:
        """Who has seen what."""
        return self._now.graph

    @property
    def rights(self) -> Rights:
        """Who may do what."""
        return self._now.rights

    @property
    def ring(self) -> KeyRing:
        """The epoch keys in reach."""
        return self._now.ring

    @property
    def quarantined(self) -> list[Quarantined]:
        """What is kept without effect."""
        judged = [
            Quarantined(commit, index, reason)
            for commit in self.commits
            for index, reason in self.rights.quarantined(commit)
        ]
        void = [
            Quarantined(commit, 0, "made an epoch without the right to write")
            for environment, commit in self.ring.facts
            if not self.ring.is_valid((environment, commit), self.rights)
        ]
        return self._now.quarantined + judged + void

    @property
    def events(self) -> list[AuditEvent]:
        """The audit events that this member can read, in causal order."""
        depth = self.graph.depth
        return sorted(self._now.events, key=lambda item: (depth(item.commit), item.commit))

    @property
    def missing(self) -> set[bytes]:
        """Digests of blobs that commits refer to and that are not here."""
        values = self._values()
        return self._now.missing | {digest for digest in values if self._blob(digest) is None}

    @property
    def missing_parts(self) -> set[bytes]:
        """Digests of the bodies and keys without which something could not be applied."""
        return self._now.missing

    @property
    def purged(self) -> set[bytes]:
        """Digests of blobs that were erased for good and must not come back.

        A purge is believed about its own Versions alone: what a commit names in clear, and
        values of others, stay, whatever digests its writer put in.
        """
        if not self._now.purged_digests:
            return set()
        return self._now.purged_digests - self._now.named - self._values()

    def _values(self) -> set[bytes]:
        """Digests of the sealed values of all Versions that were not purged."""
        return {
            seal.digest
            for entity in self._objects(ObjectKind.SECRET)
            for version in entity.versions.values()
            if not version.purged
            for seal in version.seals
        }

    def heads(self) -> tuple[bytes, ...]:
        """The commits that no other commit has seen, sorted."""
        return self.graph.heads()

    # Taking commits in -----------------------------------------------------------------

    def add(self, commits: Iterable[Commit]) -> None:
        """Apply commits, parents first; their signatures were checked by the caller."""
        fresh = [commit for commit in commits if commit.id not in self.commits]
        settled = len(self.commits)
        judged_anew = False
        for commit in fresh:
            self.commits[commit.id] = commit
            judged_anew = self._introduce(self._now, commit) or judged_anew
        if settled and (judged_anew or self._opens_more(fresh)):
            self.rebuild()
        else:
            self._apply(fresh)

    def rebuild(self) -> None:
        """Judge and apply every commit again, once all grants, losses and keys are known."""
        fresh = self._empty()
        for commit in self.commits.values():
            self._introduce(fresh, commit)
        self._now, self._secrets = fresh, {}
        self._apply(self.commits.values())

    def _apply(self, commits: Iterable[Commit]) -> None:
        effects = Effects(self._now, self.commits, self._blob)
        for commit in commits:
            effects.apply(commit)

    def _opens_more(self, commits: Iterable[Commit]) -> bool:
        """True where new keys may open what could not be read before."""
        return self._now.unreadable > 0 and any(
            isinstance(operation, (Epoch, Deliver))
            for commit in commits
            for operation in commit.operations
        )

    def _introduce(self, contents: Contents, commit: Commit) -> bool:
        """Take in who, what came before, rights and keys; True where earlier verdicts may
        have changed.  Keys come before anything sealed, since a newer epoch opens older."""
        contents.graph.add(commit.id, commit.device, commit.parents)
        contents.named.update(named_digests(commit.operations))
        judged_anew = contents.rights.add(commit)
        for operation in commit.operations:
            if isinstance(operation, Epoch):
                self._epoch(contents, commit, operation)
            elif isinstance(operation, Deliver):
                contents.ring.add_delivery(commit.author, operation)
        return judged_anew

    @staticmethod
    def _epoch(contents: Contents, commit: Commit, operation: Epoch) -> None:
        graph = contents.graph
        links: tuple[Link, ...] = tuple(
            link
            for link in operation.links
            if link.epoch in graph and graph.precedes(link.epoch, commit.id)
        )
        kept = Epoch(
            operation.environment,
            operation.used,
            operation.commitment,
            operation.deliveries,
            links,
        )
        contents.ring.add_epoch(commit.id, commit.author, kept)

    # What it comes to --------------------------------------------------------------------

    def _objects(self, kind: ObjectKind) -> Sequence[Entity]:
        """Those of one kind; what is asked for with each value must not look at all of them."""
        return self._now.by_kind.get(kind, ())

    def entity(self, environment: bytes, secret: bytes) -> Entity | None:
        """The registers of one Secret, or None."""
        return self._now.objects.get((environment, ObjectKind.SECRET, secret))

    def vault_register(self, number: int, fallback: object = None) -> object:
        """A register of the vault itself, such as its name or fingerprint key."""
        genesis = next((item.id for item in self.commits.values() if item.is_genesis), b"")
        entity = self._now.objects.get((VAULT_ENVIRONMENT, ObjectKind.VAULT, genesis[:ID]))
        return entity.shown(number, fallback) if entity else fallback

    def fingerprint_key(self) -> bytes:
        """The 32-byte key under which this vault's values are fingerprinted."""
        found = self.vault_register(FINGERPRINT_KEY)
        return found if isinstance(found, bytes) else bytes(KEY_SIZE)

    def environments(self) -> list[Environment]:
        """The environments that were not removed, in their order."""
        found = [
            Environment(
                entity.id,
                str(entity.shown(NAME, "")),
                int(entity.shown(ORDER, 0)),
                str(entity.shown(COLOUR, "")),
            )
            for entity in self._objects(ObjectKind.ENVIRONMENT)
            if not entity.deleted
        ]
        return sorted(found, key=lambda item: (item.order, item.name, item.id))

    def members(self) -> dict[bytes, str]:
        """Names by member id, as far as they are told."""
        return {
            entity.id: str(entity.shown(NAME, "")) for entity in self._objects(ObjectKind.MEMBER)
        }

    def secrets(self) -> list[Secret]:
        """Every Secret, those in the trash included, purged ones not."""
        titles = {item.id: item.name for item in self.environments()}
        people = self.members()
        if any(kind is not ObjectKind.SECRET for _, kind, _ in self._now.touched):
            self._secrets.clear()  # each shows the name of its environment and of people
        for name in self._now.touched:
            self._secrets.pop(name, None)
        self._now.touched.clear()
        for name, entity in self._now.objects.items():
            if name[1] is ObjectKind.SECRET and name not in self._secrets:
                self._secrets[name] = to_secret(entity, titles.get(name[0], "?"), people)
        return [
            secret
            for name, secret in self._secrets.items()
            if secret.name and not self._is_gone(secret)
        ]

    @staticmethod
    def _is_gone(secret: Secret) -> bool:
        return secret.trashed is not None and all(item.purged for item in secret.versions)

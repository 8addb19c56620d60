"""The state of a vault: a pure function of its set of signed commits.

Commits enter in any order that puts parents first; the verdicts and the registers come
out the same.  When a grant or loss changes the verdict on something that was applied
already, the state is built again from the commits.

What a replica saved of a state is gone on from, piece by piece as it is asked for: opening
does not grow with history, and a change costs what it changes.
"""

from collections.abc import Callable, Iterable

from keystead.core.model import Environment, Secret
from keystead.core.policies import Policies
from keystead.vault import policy_fields
from keystead.vault.bodies import ObjectKind
from keystead.vault.cbor import Cbor
from keystead.vault.commit import Commit
from keystead.vault.commits import Commits
from keystead.vault.effects import AuditEvent, Contents, Effects, Quarantined, Tally
from keystead.vault.entities import Entity
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import ForgedCommit, damaged, revoked_value
from keystead.vault.fields import ID, as_cbor
from keystead.vault.graph import Graph
from keystead.vault.keyring import KeyRing
from keystead.vault.object_fields import (
    CLASSES,
    COLOUR,
    FINGERPRINT_KEY,
    KEY_SIZE,
    NAME,
    ORDER,
    POLICIES,
)
from keystead.vault.objects import Objects, Titles
from keystead.vault.operations import Deliver, Epoch, Link, Sealed, named_digests
from keystead.vault.rights import Rights
from keystead.vault.saved_state import SavedState


class VaultState:
    """The judged and applied commits of one vault, as one member can read them.

    ``blob`` gives the bytes of a blob by its digest, or None; ``new_ring`` an empty
    KeyRing; ``saved`` is what to go on from, None to begin with nothing.
    """

    def __init__(
        self,
        blob: Callable[[bytes], bytes | None],
        new_ring: Callable[[], KeyRing],
        saved: SavedState | None = None,
    ) -> None:
        self._blob = blob
        self._new_ring = new_ring
        self._go_on_from(saved)

    def _go_on_from(self, saved: SavedState | None) -> None:
        self._saved = saved
        self.is_rebuilt = saved is None
        if saved is None:
            self.commits, self._now = Commits(), self._empty()
            return
        manifest = saved.manifest
        graph = Graph(manifest.outline, saved.node)
        self.commits = Commits(saved, manifest.count)
        objects = Objects(graph, saved.records(), saved.entity)
        self._now = Contents(graph, objects, manifest.tally(), self._structure)

    def forget(self) -> None:
        """Leave what was added since the state was last saved: it could not be written."""
        self._go_on_from(self._saved)

    def _empty(self) -> Contents:
        graph = Graph()
        return Contents(graph, Objects(graph), Tally(), self._structure)

    def _structure(self, graph: Graph) -> tuple[Rights, KeyRing]:
        """Rights and keys, from the saved commits that say something about them."""
        rights, ring = Rights(graph), self._new_ring()
        for commit_id in self._saved.manifest.structural if self._saved is not None else ():
            commit = self.commits.get(commit_id)
            if commit is None:
                raise damaged()
            self._judge(graph, rights, ring, commit)
        return rights, ring

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

    def structural(self) -> list[Commit]:
        """The commits that say something about members, rights or keys."""
        return [self.commits[commit_id] for commit_id in self._now.tally.structural]

    @property
    def now(self) -> Contents:
        """All that the commits come to, for whoever saves it."""
        return self._now

    @property
    def quarantined(self) -> list[Quarantined]:
        """What is kept without effect."""
        judged = [
            Quarantined(commit, index, reason)
            for commit in self._now.tally.structural
            for index, reason in self.rights.quarantined(commit)
        ]
        void = [
            Quarantined(commit, 0, "made an epoch without the right to write")
            for environment, commit in self.ring.facts
            if not self.ring.is_valid((environment, commit), self.rights)
        ]
        return self._now.tally.quarantined + judged + void

    @property
    def events(self) -> list[AuditEvent]:
        """The audit events that this member can read, in causal order.  Every commit is read
        for them."""
        whole = self._built()
        depth = whole.graph.depth
        return sorted(whole.events, key=lambda item: (depth(item.commit), item.commit))

    @property
    def missing(self) -> set[bytes]:
        """Digests of blobs that commits refer to and that are not here."""
        values = self._values()
        missing = self._now.tally.missing
        return missing | {digest for digest in values if self._blob(digest) is None}

    @property
    def missing_parts(self) -> set[bytes]:
        """Digests of the bodies and keys without which something could not be applied."""
        return self._now.tally.missing

    def purged(self, digests: Iterable[bytes]) -> set[bytes]:
        """Those of the digests whose blobs were erased for good and must not come back.

        A purge is believed about its own Versions alone: what a commit names in clear, and
        values of others, stay, whatever digests its writer put in.
        """
        found = self._now.tally.purged_digests.intersection(digests)
        if not found:
            return found
        named = {
            digest
            for commit in self.commits.values()
            for digest in named_digests(commit.operations)
        }
        return found - named - self._values()

    def _values(self) -> set[bytes]:
        """Digests of the sealed values of all Versions that were not purged."""
        return {
            seal.digest
            for entity in self._now.objects.of_kind(ObjectKind.SECRET)
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
        self._add(commits, lambda _: None)

    def admit(self, commits: Iterable[Commit], vault_id: bytes) -> None:
        """Apply commits, parents first, each once vault id, author and signature are right.

        Raises ForgedCommit, VaultIncomplete; ``forget`` then what came before.
        """

        def check(commit: Commit) -> None:
            if (commit.id if commit.is_genesis else commit.vault) != vault_id:
                raise ForgedCommit(
                    "A change in this file belongs to another vault. It was not taken in."
                )
            self.rights.check(commit)

        self._add(commits, check)

    def _add(self, commits: Iterable[Commit], check: Callable[[Commit], None]) -> None:
        settled, judged_anew = len(self.commits), False
        fresh = []
        for commit in commits:
            if commit.id not in self.graph:
                check(commit)
                fresh.append(commit)
                judged_anew = self._introduce(self._now, commit) or judged_anew
                self.commits.add(commit)
        if settled and (judged_anew or self._opens_more(fresh)):
            self.rebuild()
        else:
            self._apply(self._now, fresh)

    def rebuild(self) -> None:
        """Judge and apply every commit again, once all grants, losses and keys are known."""
        self._now, self.is_rebuilt = self._built(), True

    def _built(self) -> Contents:
        """What all commits come to, from the ground up."""
        commits = list(self.commits.values())
        graph = Graph()
        fresh = Contents(graph, Objects(graph), Tally(), lambda g: (Rights(g), self._new_ring()))
        for commit in commits:
            self._introduce(fresh, commit)
        self._apply(fresh, commits)
        return fresh

    def _apply(self, contents: Contents, commits: Iterable[Commit]) -> None:
        effects = Effects(contents, self.commits, self._blob)
        for commit in commits:
            effects.apply(commit)

    def _opens_more(self, commits: Iterable[Commit]) -> bool:
        """True where new keys may open what could not be read before."""
        return self._now.tally.unreadable > 0 and any(
            isinstance(operation, (Epoch, Deliver))
            for commit in commits
            for operation in commit.operations
        )

    def _introduce(self, contents: Contents, commit: Commit) -> bool:
        """Take in who, what came before, rights and keys; True where earlier verdicts may
        have changed.  Keys come before anything sealed, since a newer epoch opens older."""
        structural = any(not isinstance(one, Sealed) for one in commit.operations)
        rights, ring = contents.rights, contents.ring  # before the graph has this commit
        contents.graph.add(commit.id, commit.device, commit.parents)
        if structural:
            contents.tally.structural.append(commit.id)
        return self._judge(contents.graph, rights, ring, commit)

    def _judge(self, graph: Graph, rights: Rights, ring: KeyRing, commit: Commit) -> bool:
        judged_anew = rights.add(commit)
        for operation in commit.operations:
            if isinstance(operation, Epoch):
                self._epoch(graph, ring, commit, operation)
            elif isinstance(operation, Deliver):
                ring.add_delivery(commit.author, operation)
        return judged_anew

    @staticmethod
    def _epoch(graph: Graph, ring: KeyRing, commit: Commit, operation: Epoch) -> None:
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
        ring.add_epoch(commit.id, commit.author, kept)

    def check(self) -> None:
        """Read every object; ReplicaDamaged where one is not as it was saved."""
        for kind in ObjectKind:
            for _ in self._now.objects.of_kind(kind):
                pass

    def settle(self, saved: SavedState) -> None:
        """The state is saved so, and goes on from it."""
        self._saved, self.is_rebuilt = saved, False
        self._now.tally.to_drop = set()
        self.commits.settle(saved)
        self._now.graph.settle()
        self._now.objects.settle(saved.entity)

    # What it comes to --------------------------------------------------------------------

    def entity(self, environment: bytes, secret: bytes) -> Entity | None:
        """The registers of one Secret, or None."""
        return self._now.objects.get((environment, ObjectKind.SECRET, secret))

    def revoked(self, environment: bytes, secret: bytes) -> frozenset[bytes]:
        """Ids of the Versions of one Secret that were revoked; they never come back."""
        entity = self.entity(environment, secret)
        return frozenset(entity.revoked) if entity else frozenset()

    def check_usable(self, environment: bytes, secret: bytes, version: bytes) -> None:
        """Revoked where this Version was."""
        if version in self.revoked(environment, secret):
            raise revoked_value()

    def vault_register(self, number: int, fallback: object = None) -> object:
        """A register of the vault itself, such as its name or fingerprint key."""
        entity = self._vault_entity()
        return entity.shown(number, fallback) if entity else fallback

    def _vault_entity(self) -> Entity | None:
        genesis = b"".join(self._now.tally.structural[:1])  # nothing comes before it
        return self._now.objects.get((VAULT_ENVIRONMENT, ObjectKind.VAULT, genesis[:ID]))

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
            for entity in self._now.objects.of_kind(ObjectKind.ENVIRONMENT)
            if not entity.deleted
        ]
        return sorted(found, key=lambda item: (item.order, item.name, item.id))

    def policies(self) -> Policies:
        """The vault's policies, and those of its environments."""
        places = (b"", *(item.id for item in self._now.objects.of_kind(ObjectKind.ENVIRONMENT)))
        found = {place: policy_fields.classes(self.rules(CLASSES, place)) for place in places}
        return Policies(policy_fields.policies(self.rules(POLICIES)), found)

    def rules(self, register: int, environment: bytes = b"") -> Cbor:
        """The rows of a register of policies, of an environment or of the vault itself."""
        if not environment:
            return as_cbor(self.vault_register(register, []))
        name = VAULT_ENVIRONMENT, ObjectKind.ENVIRONMENT, environment
        entity = self._now.objects.get(name)
        return as_cbor(entity.shown(register, []) if entity else [])

    def members(self) -> dict[bytes, str]:
        """Names by member id, as far as they are told."""
        found = self._now.objects.of_kind(ObjectKind.MEMBER)
        return {entity.id: str(entity.shown(NAME, "")) for entity in found}

    def secrets(self) -> list[Secret]:
        """Every Secret, those in the trash included, purged ones not."""
        return [
            secret
            for secret in self._now.objects.secrets(self._titles)
            if secret.name and (secret.trashed is None or not self._is_gone(secret))
        ]

    def erased(self) -> list[Secret]:
        """Every Secret that was purged: its name is left, no value."""
        found = self._now.objects.secrets(self._titles)
        return [secret for secret in found if secret.trashed is not None and self._is_gone(secret)]

    def secret(self, secret_id: bytes) -> Secret | None:
        """The first of ``secrets`` with this id, found without going through them."""
        self.refresh()
        objects = self._now.objects
        places = [entity.id for entity in objects.of_kind(ObjectKind.ENVIRONMENT)]
        found = objects.first((place, ObjectKind.SECRET, secret_id) for place in places)
        if found is not None and found.name and found.trashed is None:
            return found
        # It is in the trash, or lies where no environment was told of.
        return next((secret for secret in self.secrets() if secret.id == secret_id), None)

    def refresh(self) -> None:
        """Make anew what lists show of all that was changed."""
        self._now.objects.refresh(self._titles)

    def _titles(self) -> Titles:
        return Titles({item.id: item.name for item in self.environments()}, self.members())

    @staticmethod
    def _is_gone(secret: Secret) -> bool:
        return all(item.purged for item in secret.versions)

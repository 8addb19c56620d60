"""The state of a vault: a pure function of its set of signed commits.

Commits enter in any order that puts parents first; the verdicts and the registers come
out the same.  When a grant or loss changes the verdict on something that was applied
already, the state is built again from the commits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from keystead.core.model import Environment, Secret
from keystead.crypto.errors import DecryptionFailed
from keystead.vault.bodies import (
    Action,
    Adopt,
    Body,
    Event,
    ObjectKind,
    Purge,
    Reseal,
    Write,
    from_bytes,
)
from keystead.vault.commit import Commit
from keystead.vault.entities import Entity, Origin, Seal, check_write, to_secret
from keystead.vault.epochs import VAULT_ENVIRONMENT, EpochKey, Role
from keystead.vault.errors import VaultDamaged
from keystead.vault.graph import Graph
from keystead.vault.keyring import KeyRing
from keystead.vault.object_fields import COLOUR, FINGERPRINT_KEY, KEY_SIZE, NAME, ORDER
from keystead.vault.operations import Deliver, Epoch, Link, Right, Sealed
from keystead.vault.rights import Rights

ObjectName = tuple[bytes, ObjectKind, bytes]
"""(environment id, kind, object id): the same id in two environments is two objects."""

_USES = {Action.REVEAL, Action.COPY, Action.EXPORT, Action.RUN}


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something kept without effect, and why."""

    commit: bytes
    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """An event as it was signed: who, when, what."""

    commit: bytes
    author: bytes
    environment: bytes
    event: Event


@dataclass
class Contents:
    """Everything that changes when a commit is applied."""

    graph: Graph
    rights: Rights
    ring: KeyRing
    depth: dict[bytes, int] = field(default_factory=dict)
    objects: dict[ObjectName, Entity] = field(default_factory=dict)
    purged: set[bytes] = field(default_factory=set)
    purged_versions: set[tuple[bytes, bytes, bytes]] = field(default_factory=set)
    quarantined: list[Quarantined] = field(default_factory=list)
    unreadable: int = 0
    missing: set[bytes] = field(default_factory=set)
    events: list[AuditEvent] = field(default_factory=list)


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
        return self._now.quarantined + judged

    @property
    def events(self) -> list[AuditEvent]:
        """The audit events that this member can read, in causal order."""
        depth = self._now.depth
        return sorted(self._now.events, key=lambda item: (depth[item.commit], item.commit))

    @property
    def missing(self) -> set[bytes]:
        """Digests of blobs that commits refer to and that are not here."""
        values = {
            seal.digest
            for entity in self._objects(ObjectKind.SECRET)
            for version in entity.versions.values()
            for seal in version.seals
        }
        return self._now.missing | {
            digest for digest in values - self._now.purged if self._blob(digest) is None
        }

    @property
    def purged(self) -> set[bytes]:
        """Digests of blobs that were erased for good and must not come back."""
        return self._now.purged

    def heads(self) -> tuple[bytes, ...]:
        """The commits that no other commit has seen, sorted."""
        return self.graph.heads()

    # Taking commits in -----------------------------------------------------------------

    def add(self, commits: Iterable[Commit]) -> None:
        """Apply commits, parents first; their signatures were checked by the caller."""
        rebuild = False
        for commit in commits:
            if commit.id in self.commits:
                continue
            self.commits[commit.id] = commit
            rebuild = self._apply(commit) or rebuild
        if rebuild:
            self.rebuild()

    def rebuild(self) -> None:
        """Judge and apply every commit again, once all grants and losses are known."""
        fresh = self._empty()
        for commit in self.commits.values():
            _introduce(fresh, commit)
        self._now, self._secrets = fresh, {}
        for commit in self.commits.values():
            self._apply_operations(commit)

    def rebuild_with(self, new_ring: Callable[[], KeyRing]) -> None:
        """Apply every commit again with other private keys, as after a renewal."""
        self._new_ring = new_ring
        self.rebuild()

    def _apply(self, commit: Commit) -> bool:
        changed = _introduce(self._now, commit)
        self._apply_operations(commit)
        delivered = any(isinstance(operation, Deliver) for operation in commit.operations)
        return (changed and len(self.commits) > 1) or delivered

    def _apply_operations(self, commit: Commit) -> None:
        for index, operation in enumerate(commit.operations):
            match operation:
                case Epoch():
                    self._epoch(commit, index, operation)
                case Deliver():
                    self.ring.add_delivery(commit.author, operation)
                case Sealed():
                    self._sealed(commit, index, operation)

    def _permitted(self, commit: Commit, used: Right, environment: bytes) -> bool:
        return self.rights.permitted(commit.author, used, environment, commit.id)

    def _quarantine(self, commit: Commit, index: int, reason: str) -> None:
        self._now.quarantined.append(Quarantined(commit.id, index, reason))

    def _epoch(self, commit: Commit, index: int, operation: Epoch) -> None:
        valid = operation.used is not Right.READER and self._permitted(
            commit, operation.used, operation.environment
        )
        if not valid:
            self._quarantine(commit, index, "made an epoch without the right to write")
        links: tuple[Link, ...] = tuple(
            link
            for link in operation.links
            if link.epoch in self.graph and self.graph.precedes(link.epoch, commit.id)
        )
        kept = Epoch(
            operation.environment,
            operation.used,
            operation.commitment,
            operation.deliveries,
            links,
        )
        self.ring.add_epoch(commit.id, commit.author, kept, valid)

    def _sealed(self, commit: Commit, index: int, operation: Sealed) -> None:
        if not self._permitted(commit, operation.used, operation.environment):
            self._quarantine(commit, index, "written without the right that it names")
        elif not self.graph.precedes(operation.epoch, commit.id):
            self._quarantine(commit, index, "sealed under an epoch that it had not seen")
        else:
            self._take_effect(commit, index, operation, commit)

    def _take_effect(self, commit: Commit, index: int, operation: Sealed, at: Commit) -> None:
        """Apply an operation of ``commit`` at the place of ``at``: itself, or its adopter."""
        key = self.ring.key(operation.environment, operation.epoch)
        if key is None:
            self._now.unreadable += 1
            return
        sealed = self._blob(operation.digest)
        if sealed is None:
            if operation.digest not in self._now.purged:
                self._now.missing.add(operation.digest)
            return
        try:
            body = _open_body(key, commit.author, sealed)
            self._body(commit, index, operation, body, at)
        except (DecryptionFailed, VaultDamaged):
            self._quarantine(commit, index, "sealed or encoded wrongly")

    def _body(self, commit: Commit, index: int, operation: Sealed, body: Body, at: Commit) -> None:
        environment = operation.environment
        if operation.used is Right.READER and not isinstance(body, Event):
            self._quarantine(commit, index, "written by a reader")
            return
        match body:
            case Write():
                self._write(commit, operation, body, at)
            case Event():
                self._now.events.append(AuditEvent(commit.id, commit.author, environment, body))
                self._use(environment, body)
            case Purge():
                self._purge(environment, body)
            case Reseal():
                self._reseal(commit, operation, body)
            case Adopt():
                self._adopt(body, environment, at)

    def _adopt(self, body: Adopt, environment: bytes, at: Commit) -> None:
        """Give effect, at the adopter's place, to what somebody wrote without a right.  Only
        in an environment in which the adopter may write, hence which they can read."""
        target = self.commits.get(body.commit)
        if target is None or not self.graph.precedes(target.id, at.id):
            return
        for index, operation in enumerate(target.operations):
            if (
                isinstance(operation, Sealed)
                and operation.used is body.used
                and operation.environment == environment
                and not self._permitted(target, operation.used, environment)
            ):
                self._take_effect(target, index, operation, at)

    def _write(self, commit: Commit, operation: Sealed, body: Write, at: Commit) -> None:
        is_secret = body.kind is ObjectKind.SECRET
        if is_secret == (operation.environment == VAULT_ENVIRONMENT):
            raise VaultDamaged("An object stands in an environment where it cannot be.")
        decoded = check_write(body, is_secret)
        origin = Origin((self._now.depth[at.id], at.id), at.id, commit.author, at.time)
        name = (operation.environment, body.kind, body.object)
        entity = self._entity(name)
        entity.write(origin, operation.epoch, body, decoded)
        for new in body.versions:
            if (*name[::2], new.id) in self._now.purged_versions:
                self._drop(entity, new.id)

    def _entity(self, name: ObjectName) -> Entity:
        found = self._now.objects.get(name)
        if found is None:
            found = self._now.objects[name] = Entity(self.graph, name[0], name[2])
        self._secrets.pop(name, None)
        return found

    def _use(self, environment: bytes, event: Event) -> None:
        if event.secret and event.action in _USES:
            entity = self._entity((environment, ObjectKind.SECRET, event.secret))
            entity.last_used = max(entity.last_used or 0, event.time)

    def _purge(self, environment: bytes, body: Purge) -> None:
        for item in body.items:
            self._now.purged.update(item.digests)
            self._now.purged_versions.add((environment, item.secret, item.version))
            entity = self._entity((environment, ObjectKind.SECRET, item.secret))
            self._drop(entity, item.version)

    def _drop(self, entity: Entity, version_id: bytes) -> None:
        """Every sealed copy of a purged Version goes, whenever it was added."""
        version = entity.versions.get(version_id)
        if version is not None:
            version.purged = True
            self._now.purged.update(seal.digest for seal in version.seals)

    def _reseal(self, commit: Commit, operation: Sealed, body: Reseal) -> None:
        entity = self._entity((operation.environment, ObjectKind.SECRET, body.secret))
        version = entity.versions.get(body.version)
        if version is not None:
            version.seals.append(Seal(operation.epoch, commit.author, body.digest))
            if version.purged:
                self._drop(entity, body.version)

    # What it comes to --------------------------------------------------------------------

    def _objects(self, kind: ObjectKind) -> list[Entity]:
        return [entity for name, entity in self._now.objects.items() if name[1] is kind]

    def entity(self, environment: bytes, secret: bytes) -> Entity | None:
        """The registers of one Secret, or None."""
        return self._now.objects.get((environment, ObjectKind.SECRET, secret))

    def vault_register(self, number: int, fallback: object = None) -> object:
        """A register of the vault itself, such as its name or fingerprint key."""
        for entity in self._objects(ObjectKind.VAULT):
            return entity.shown(number, fallback)
        return fallback

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

    def forget_views(self) -> None:
        """Make Secrets anew at the next call, as after a renamed environment."""
        self._secrets.clear()


def _introduce(contents: Contents, commit: Commit) -> bool:
    """Put a commit into graph and rights; True when earlier verdicts may have changed."""
    contents.graph.add(commit.id, commit.device, commit.parents)
    contents.depth[commit.id] = 1 + max(
        (contents.depth[parent] for parent in commit.parents), default=0
    )
    return contents.rights.add(commit)


def _open_body(key: EpochKey, author: bytes, sealed: bytes) -> Body:
    """A body is an edit or an audit event; which one, only its subkey tells."""
    try:
        return from_bytes(key.open(Role.OVERVIEW, author, sealed))
    except DecryptionFailed:
        body = from_bytes(key.open(Role.AUDIT, author, sealed))
        if not isinstance(body, Event):
            raise VaultDamaged("An edit is sealed as an event.") from None
        return body

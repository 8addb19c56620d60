"""What sealed operations do to a vault's objects, once they are judged.

``Contents`` is all that the commits come to; ``Effects`` applies one commit's sealed
operations to it, or keeps them in quarantine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
from keystead.vault.entities import Entity, Origin, Seal, check_write
from keystead.vault.epochs import VAULT_ENVIRONMENT, EpochKey, Role
from keystead.vault.errors import VaultDamaged
from keystead.vault.graph import Graph
from keystead.vault.keyring import KeyRing
from keystead.vault.operations import Right, Sealed
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
    """Everything that changes when a commit is applied.

    ``missing``: digests of bodies and keys that are not here; ``named``: the digests that
    commits name in clear; ``purged_digests``: the
    sealed copies of purged Versions; what a purge names beside is not believed.
    """

    graph: Graph
    rights: Rights
    ring: KeyRing
    objects: dict[ObjectName, Entity] = field(default_factory=dict)
    by_kind: dict[ObjectKind, list[Entity]] = field(default_factory=dict)
    purged_digests: set[bytes] = field(default_factory=set)
    purged_versions: set[tuple[bytes, bytes, bytes]] = field(default_factory=set)
    quarantined: list[Quarantined] = field(default_factory=list)
    unreadable: int = 0
    missing: set[bytes] = field(default_factory=set)
    named: set[bytes] = field(default_factory=set)
    events: list[AuditEvent] = field(default_factory=list)
    touched: set[ObjectName] = field(default_factory=set)


class Effects:
    """Applies sealed operations to ``contents``.

    ``commits``: every commit known, for adoption; ``blob`` gives a blob by its digest.
    """

    def __init__(
        self,
        contents: Contents,
        commits: Mapping[bytes, Commit],
        blob: Callable[[bytes], bytes | None],
    ) -> None:
        self._now = contents
        self._commits = commits
        self._blob = blob

    def apply(self, commit: Commit) -> None:
        """Apply every sealed operation of a commit, or quarantine it."""
        for index, operation in enumerate(commit.operations):
            if isinstance(operation, Sealed):
                self._sealed(commit, index, operation)

    def _permitted(self, commit: Commit, used: Right, environment: bytes) -> bool:
        return self._now.rights.permitted(commit.author, used, environment, commit.id)

    def _quarantine(self, commit: Commit, index: int, reason: str) -> None:
        self._now.quarantined.append(Quarantined(commit.id, index, reason))

    def _sealed(self, commit: Commit, index: int, operation: Sealed) -> None:
        if not self._permitted(commit, operation.used, operation.environment):
            self._quarantine(commit, index, "written without the right that it names")
        elif not self._has_seen(commit, operation.epoch):
            self._quarantine(commit, index, "sealed under an epoch that it had not seen")
        else:
            self._take_effect(commit, index, operation, commit)

    def _has_seen(self, commit: Commit, earlier: bytes) -> bool:
        graph = self._now.graph
        return earlier in graph and graph.precedes(earlier, commit.id)

    def _take_effect(self, commit: Commit, index: int, operation: Sealed, at: Commit) -> None:
        """Apply an operation of ``commit`` at the place of ``at``: itself, or its adopter."""
        key = self._now.ring.key(operation.environment, operation.epoch)
        if key is None:
            self._now.unreadable += 1
            self._now.missing |= self._now.ring.missing(operation.environment, operation.epoch)
            return
        sealed = self._blob(operation.digest)
        if sealed is None:
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
            case _:
                # What was adopted adopts nothing itself, so that no chain of them runs deep.
                if at is commit:
                    self._adopt(body, environment, at)

    def _adopt(self, body: Adopt, environment: bytes, at: Commit) -> None:
        """Give effect, at the adopter's place, to what somebody wrote without a right.  Only
        in an environment in which the adopter may write, hence which they can read."""
        if not self._has_seen(at, body.commit):
            return
        target = self._commits[body.commit]
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
        origin = Origin((self._now.graph.depth(at.id), at.id), at.id, commit.author, at.time)
        name = (operation.environment, body.kind, body.object)
        entity = self._entity(name)
        entity.write(origin, operation.epoch, body, decoded)
        for new in body.versions:
            if (*name[::2], new.id) in self._now.purged_versions:
                self._drop(entity, new.id)

    def _entity(self, name: ObjectName) -> Entity:
        found = self._now.objects.get(name)
        if found is None:
            found = self._now.objects[name] = Entity(self._now.graph, name[0], name[2])
            self._now.by_kind.setdefault(name[1], []).append(found)
        self._now.touched.add(name)
        return found

    def _use(self, environment: bytes, event: Event) -> None:
        if event.secret and event.action in _USES:
            entity = self._entity((environment, ObjectKind.SECRET, event.secret))
            entity.last_used = max(entity.last_used or 0, event.time)

    def _purge(self, environment: bytes, body: Purge) -> None:
        for item in body.items:
            self._now.purged_versions.add((environment, item.secret, item.version))
            entity = self._entity((environment, ObjectKind.SECRET, item.secret))
            self._drop(entity, item.version)

    def _drop(self, entity: Entity, version_id: bytes) -> None:
        """Every sealed copy of a purged Version goes, whenever it was added."""
        self._now.purged_digests.update(seal.digest for seal in entity.seals_of(version_id))
        version = entity.versions.get(version_id)
        if version is not None:
            version.purged = True

    def _reseal(self, commit: Commit, operation: Sealed, body: Reseal) -> None:
        entity = self._entity((operation.environment, ObjectKind.SECRET, body.secret))
        seal = Seal(operation.epoch, commit.author, body.digest)
        entity.seals_of(body.version).append(seal)
        if (operation.environment, body.secret, body.version) in self._now.purged_versions:
            self._drop(entity, body.version)


def _open_body(key: EpochKey, author: bytes, sealed: bytes) -> Body:
    """A body is an edit or an audit event; which one, only its subkey tells."""
    try:
        return from_bytes(key.open(Role.OVERVIEW, author, sealed))
    except DecryptionFailed:
        body = from_bytes(key.open(Role.AUDIT, author, sealed))
        if not isinstance(body, Event):
            raise VaultDamaged("An edit is sealed as an event.") from None
        return body

"""What sealed operations do to a vault's objects, once they are judged.

``Contents`` is all that the commits come to; ``Effects`` applies one commit's sealed
operations to it, or keeps them in quarantine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from keystead.crypto.errors import DecryptionFailed
from keystead.vault import places
from keystead.vault.bodies import (
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
from keystead.vault.objects import ObjectName, Objects
from keystead.vault.operations import Right, Sealed
from keystead.vault.rights import Rights


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
class Tally:
    """What is counted beside the objects.

    ``missing``: digests of bodies and keys that are not here; ``unreadable``: operations
    without a key in reach; ``structural``: the commits that say more than sealed things;
    ``purged_digests``: the sealed copies of ``purged_versions``; what a purge names beside
    is not believed; ``to_drop``: those of them whose blobs are still to be erased.
    """

    unreadable: int = 0
    missing: set[bytes] = field(default_factory=set)
    structural: list[bytes] = field(default_factory=list)
    purged_digests: set[bytes] = field(default_factory=set)
    purged_versions: set[tuple[bytes, bytes, bytes]] = field(default_factory=set)
    quarantined: list[Quarantined] = field(default_factory=list)
    to_drop: set[bytes] = field(default_factory=set)


class Contents:
    """Everything that changes when a commit is applied.

    Rights and keys are made by ``structure`` when they are first asked for: a list needs
    neither.
    """

    def __init__(
        self,
        graph: Graph,
        objects: Objects,
        tally: Tally,
        structure: Callable[[Graph], tuple[Rights, KeyRing]],
    ) -> None:
        self.graph, self.objects, self.tally = graph, objects, tally
        self.events: list[AuditEvent] = []
        self._make = structure

    @cached_property
    def _structure(self) -> tuple[Rights, KeyRing]:
        return self._make(self.graph)

    @property
    def rights(self) -> Rights:
        """Who may do what."""
        return self._structure[0]

    @property
    def ring(self) -> KeyRing:
        """The epoch keys in reach."""
        return self._structure[1]


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
        self._now.tally.quarantined.append(Quarantined(commit.id, index, reason))

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
            self._now.tally.unreadable += 1
            self._now.tally.missing |= self._now.ring.missing(
                operation.environment, operation.epoch
            )
            return
        sealed = self._blob(operation.digest)
        if sealed is None:
            self._now.tally.missing.add(operation.digest)
            return
        try:
            body = open_body(key, commit.author, sealed)
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
            if (*name[::2], new.id) in self._now.tally.purged_versions:
                self._drop(entity, new.id)

    def _entity(self, name: ObjectName) -> Entity:
        return self._now.objects.changing(name)

    def _use(self, environment: bytes, event: Event) -> None:
        if not event.secret:
            return
        entity = self._entity((environment, ObjectKind.SECRET, event.secret))
        places.note(entity.places, event)
        if event.action in places.USES:
            entity.last_used = max(entity.last_used or 0, event.time)

    def _purge(self, environment: bytes, body: Purge) -> None:
        for item in body.items:
            self._now.tally.purged_versions.add((environment, item.secret, item.version))
            entity = self._entity((environment, ObjectKind.SECRET, item.secret))
            self._drop(entity, item.version)

    def _drop(self, entity: Entity, version_id: bytes) -> None:
        """Every sealed copy of a purged Version goes, whenever it was added."""
        digests = [seal.digest for seal in entity.seals_of(version_id)]
        self._now.tally.purged_digests.update(digests)
        self._now.tally.to_drop.update(digests)
        version = entity.versions.get(version_id)
        if version is not None:
            version.purged = True

    def _reseal(self, commit: Commit, operation: Sealed, body: Reseal) -> None:
        entity = self._entity((operation.environment, ObjectKind.SECRET, body.secret))
        seal = Seal(operation.epoch, commit.author, body.digest)
        entity.seals_of(body.version).append(seal)
        if (operation.environment, body.secret, body.version) in self._now.tally.purged_versions:
            self._drop(entity, body.version)


def open_body(key: EpochKey, author: bytes, sealed: bytes) -> Body:
    """A body is an edit or an audit event; which one, only its subkey tells."""
    try:
        return from_bytes(key.open(Role.OVERVIEW, author, sealed))
    except DecryptionFailed:
        body = from_bytes(key.open(Role.AUDIT, author, sealed))
        if not isinstance(body, Event):
            raise VaultDamaged("An edit is sealed as an event.") from None
        return body

"""Objects of the vault as registers, and Secrets as core.model sees them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from keystead.core.model import Secret, Stage, Version
from keystead.vault import object_fields
from keystead.vault import secret_fields as names
from keystead.vault.bodies import NewVersion, Write
from keystead.vault.cbor import Cbor
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.fields import ID, malformed
from keystead.vault.graph import Graph
from keystead.vault.places import Key, Used, shown
from keystead.vault.registers import Registers


@dataclass(frozen=True, slots=True)
class Origin:
    """The commit that something came with: ``rank`` is its (depth, id), the same for every
    replica; ``time`` is for people only."""

    rank: tuple[int, bytes]
    commit: bytes
    author: bytes
    time: int


@dataclass(frozen=True, slots=True)
class Seal:
    """One sealed copy of a value: epoch and author are part of how it was sealed."""

    epoch: bytes
    author: bytes
    digest: bytes


@dataclass
class VersionEntity:
    """A Version: what never changes, its registers, and its sealed copies.

    ``digest`` names the copy that the Version was made with.
    """

    length: int
    fingerprint: bytes
    digest: bytes
    origin: Origin
    registers: Registers
    seals: list[Seal]
    purged: bool = False

    def copies(self) -> list[Seal]:
        """The sealed copies, its own first, in an order that is alike on every replica."""
        return sorted(self.seals, key=lambda seal: (seal.digest != self.digest, seal.digest))


class Entity:
    """One object: its registers, and the Versions where it is a Secret."""

    def __init__(self, graph: Graph, environment: bytes, object_id: bytes) -> None:
        self._graph = graph
        self.environment = environment
        self.id = object_id
        self.registers = Registers(graph)
        self.versions: dict[bytes, VersionEntity] = {}
        self.revoked: set[bytes] = set()
        self.created: Origin | None = None
        self.changed: dict[bytes, int] = {}
        self.last_used: int | None = None
        self.places: dict[Key, Used] = {}
        is_secret = environment != VAULT_ENVIRONMENT
        self._combined = names.COMBINED if is_secret else object_fields.COMBINED
        # What is said of a Version may be applied before the Version itself, where one was
        # adopted beside the other; it must not depend on who came first.
        self.all_seals: dict[bytes, list[Seal]] = {}
        self.version_registers: dict[bytes, Registers] = {}

    def write(self, origin: Origin, epoch: bytes, body: Write, decoded: dict[int, object]) -> None:
        """Apply one edit whose fields were decoded, and so checked, before."""
        if self.created is None or origin.rank < self.created.rank:
            self.created = origin
        self.changed[origin.commit] = origin.time
        for number, value in decoded.items():
            self.registers.write(number, value, origin.commit)
        for new in body.versions:
            self._add_version(origin, epoch, new)
        for version_id, fields in body.version_fields.items():
            for number, value in fields.items():
                self.registers_of(version_id).write(number, value, origin.commit)
        self.revoked.update(body.revoked)

    def _add_version(self, origin: Origin, epoch: bytes, new: NewVersion) -> None:
        """Of two that claim the same id, the one that comes first in the graph is it."""
        self.seals_of(new.id).append(Seal(epoch, origin.author, new.digest))
        known = self.versions.get(new.id)
        if known is None or origin.rank < known.origin.rank:
            self.versions[new.id] = VersionEntity(
                new.length,
                new.fingerprint,
                new.digest,
                origin,
                self.registers_of(new.id),
                self.seals_of(new.id),
                known is not None and known.purged,
            )

    def seals_of(self, version_id: bytes) -> list[Seal]:
        """The sealed copies of a Version, which may not be here yet; to be added to."""
        return self.all_seals.setdefault(version_id, [])

    def registers_of(self, version_id: bytes) -> Registers:
        """The registers of a Version, which may not be here yet."""
        return self.version_registers.setdefault(version_id, Registers(self._graph))

    @property
    def deleted(self) -> bool:
        """True iff every value of the register ``life`` says so: an edit beats a delete."""
        values = self.registers.values(names.LIFE)
        return bool(values) and all(value == names.DELETED for value, _ in values)

    def shown(self, number: int, fallback: object = None) -> Any:
        """The value of a register that is shown: with two, the one that sorts first."""
        values = self.registers.values(number)
        if len(values) > 1 and number in self._combined:
            return self._combined[number](value for value, _ in values)
        return values[0][0] if values else fallback

    def conflicts(self) -> tuple[str, ...]:
        """Names of the fields in which edits met that had not seen each other."""
        met = [
            number
            for number in self.registers.fields()
            if number not in self._combined and self.registers.in_conflict(number)
        ]
        found = [names.BY_NUMBER[number].name for number in met if number in names.BY_NUMBER]
        return (*found, "value") if len(set(self.current())) > 1 else tuple(found)

    def current(self) -> tuple[object, ...]:
        """Ids of the Versions that claim to be the current one, revoked ones aside; the first
        is shown."""
        values = self.registers.values(names.CURRENT)
        return tuple(value for value, _ in values if value not in self.revoked)


def check_write(body: Write, is_secret: bool) -> dict[int, object]:
    """The decoded register values of a Write; VaultDamaged where one is not well formed.

    Field numbers that this version does not know are kept as they are.
    """
    decoded: dict[int, object] = {}
    for number, value in body.fields.items():
        register = names.BY_NUMBER.get(number) if is_secret else None
        decoded[number] = register.decode(value) if register else _plain(number, value, is_secret)
    for fields in body.version_fields.values():
        for number, check in _OF_VERSIONS.items():
            if number in fields:
                check(fields[number])
    return decoded


def _plain(number: int, value: Cbor, is_secret: bool) -> object:
    if number == names.LIFE and (type(value) is not int or value > names.ALIVE):
        raise malformed()
    if not is_secret:
        return object_fields.check(number, value)
    if number == names.CURRENT and not (isinstance(value, bytes) and len(value) == ID):
        raise malformed()
    return value


def to_secret(entity: Entity, environment: str, people: dict[bytes, str]) -> Secret:
    """The Secret as lists and searches see it; no value is decrypted."""
    fields = {
        names.BY_NUMBER[number].name: entity.shown(number)
        for number in entity.registers.fields()
        if number in names.BY_NUMBER
    }
    created = entity.created.time if entity.created else 0
    versions = _versions(entity, people)
    fields["created"] = fields.get("created") or created
    fields.setdefault("name", "")
    return Secret(
        id=entity.id,
        environment=environment,
        environment_id=entity.environment,
        versions=versions,
        trashed=_trashed(entity),
        conflicts=entity.conflicts(),
        last_used=entity.last_used,
        used_in=shown(entity.places, {one.id: one.number for one in versions}),
        **fields,
    )


def _trashed(entity: Entity) -> int | None:
    if not entity.deleted:
        return None
    writer = entity.registers.values(names.LIFE)[0][1]
    return entity.changed.get(writer, 0)


def _versions(entity: Entity, people: dict[bytes, str]) -> tuple[Version, ...]:
    ordered = sorted(entity.versions.items(), key=lambda item: (item[1].origin.rank, item[0]))
    current = entity.current()
    return tuple(
        _version(number, version_id, version, _stage(entity, version_id, current), people)
        for number, (version_id, version) in enumerate(ordered, 1)
    )


def _version(
    number: int, version_id: bytes, version: VersionEntity, stage: Stage, people: dict[bytes, str]
) -> Version:
    return Version(
        id=version_id,
        number=number,
        stage=stage,
        created=version.origin.time,
        created_by=people.get(version.origin.author, ""),
        length=version.length,
        overlap_until=_of_version(version, names.OVERLAP_UNTIL),
        purged=version.purged,
        fingerprint=b"" if stage is Stage.RETIRED else version.fingerprint,
        bits=_of_version(version, names.BITS) or 0,
        malformed=_of_version(version, names.MALFORMED) or False,
    )


def _stage(entity: Entity, version_id: bytes, current: tuple[object, ...]) -> Stage:
    """Revoked never comes back; of two current values one is shown, the other previous."""
    if version_id in entity.revoked:
        return Stage.REVOKED
    if version_id in current[:1]:
        return Stage.CURRENT
    values = entity.versions[version_id].registers.values(names.STAGE)
    if version_id in current or not values:
        return Stage.PREVIOUS
    return names.stage(values[0][0])


def _of_version(version: VersionEntity, number: int) -> Any:
    """What a register of a Version says, None where nothing does."""
    values = version.registers.values(number)
    return _OF_VERSIONS[number](values[0][0]) if values else None


_OF_VERSIONS: Final[dict[int, Callable[[Cbor], object]]] = {
    names.STAGE: names.stage,
    names.OVERLAP_UNTIL: names.moment,
    names.BITS: names.bits,
    names.MALFORMED: names.is_malformed,
}

"""Cold rows: the registers of one object, as the replica keeps them beside the lists.

They are read to merge, to edit and to reveal, never to list.  Nothing here leaves the
device: the encoding (MessagePack of arrays) may change with the replica's version.
"""

from typing import Any

import msgspec

from keystead.vault import secret_fields
from keystead.vault.entities import Entity, Origin, Seal, VersionEntity
from keystead.vault.graph import Graph
from keystead.vault.places import Key, Used
from keystead.vault.registers import Registers

_Fields = list[tuple[int, list[tuple[int, Any]]]]
"""Registers: field number, then each value with the number of its writer."""


class _Version(msgspec.Struct, array_like=True, gc=False):
    """A Version but for its registers and seals, which may be there without it."""

    id: bytes
    length: int
    fingerprint: bytes
    digest: bytes
    depth: int
    commit: int
    author: bytes
    time: int
    purged: bool


class _Row(msgspec.Struct, array_like=True, gc=False):
    """One object.  Commits are named by their number in ``writers``."""

    writers: list[bytes]
    registers: _Fields
    changed: list[tuple[int, int]]
    revoked: list[bytes]
    versions: list[_Version]
    seals: list[tuple[bytes, list[tuple[bytes, bytes, bytes]]]]
    version_registers: list[tuple[bytes, _Fields]]
    created: tuple[int, int, bytes, int] | None
    last_used: int | None
    places: list[tuple[Key, Used]] = []


_decoder = msgspec.msgpack.Decoder(_Row)
_encoder = msgspec.msgpack.Encoder()


class _Writers:
    """Numbers for commit ids, in the order in which they are met."""

    def __init__(self) -> None:
        self.known: dict[bytes, int] = {}

    def number(self, commit: bytes) -> int:
        return self.known.setdefault(commit, len(self.known))


def to_bytes(entity: Entity, is_secret: bool) -> bytes:
    """The registers of an object, for ``from_bytes``."""
    writers = _Writers()
    alive = {writer for _, writer in entity.registers.values(secret_fields.LIFE)}
    row = _Row(
        [],
        _fields(entity.registers, writers, secret_fields.BY_NUMBER if is_secret else {}),
        # Of when it was changed only the time of its removal is ever asked for.
        [(writers.number(one), time) for one, time in entity.changed.items() if one in alive],
        sorted(entity.revoked),
        [_version(key, version, writers) for key, version in entity.versions.items()],
        [
            (key, [(seal.epoch, seal.author, seal.digest) for seal in found])
            for key, found in entity.all_seals.items()
        ],
        [(key, _fields(found, writers, {})) for key, found in entity.version_registers.items()],
        _origin(entity.created, writers) if entity.created else None,
        entity.last_used,
        list(entity.places.items()),
    )
    row.writers = list(writers.known)
    return _encoder.encode(row)


def _fields(
    registers: Registers, writers: _Writers, known: dict[int, secret_fields.Register]
) -> _Fields:
    return [
        (number, [(writers.number(writer), _plain(known, number, each)) for writer, each in found])
        for number, found in ((n, values.items()) for n, values in registers.saved().items())
    ]


def _plain(known: dict[int, secret_fields.Register], number: int, value: object) -> object:
    return known[number].encode(value) if number in known else value


def _origin(origin: Origin, writers: _Writers) -> tuple[int, int, bytes, int]:
    return origin.rank[0], writers.number(origin.commit), origin.author, origin.time


def _version(key: bytes, version: VersionEntity, writers: _Writers) -> _Version:
    depth, commit, author, time = _origin(version.origin, writers)
    return _Version(
        key, version.length, version.fingerprint, version.digest, depth, commit, author, time,
        version.purged,
    )  # fmt: skip


def from_bytes(
    data: bytes, graph: Graph, environment: bytes, object_id: bytes, is_secret: bool
) -> Entity:
    """The object again.  ``data`` is what ``to_bytes`` gave: it was sealed, and is believed."""
    row = _decoder.decode(data)
    known = secret_fields.BY_NUMBER if is_secret else {}
    entity = Entity(graph, environment, object_id)
    entity.registers = _registers(graph, row.registers, row.writers, known)
    entity.changed = {row.writers[number]: time for number, time in row.changed}
    entity.revoked = set(row.revoked)
    entity.last_used = row.last_used
    entity.places = dict(row.places)
    entity.all_seals = {key: [Seal(*each) for each in found] for key, found in row.seals}
    entity.version_registers = {
        key: _registers(graph, found, row.writers, {}) for key, found in row.version_registers
    }
    if row.created is not None:
        entity.created = _restored(row.writers, *row.created)
    for one in row.versions:
        entity.versions[one.id] = VersionEntity(
            one.length,
            one.fingerprint,
            one.digest,
            _restored(row.writers, one.depth, one.commit, one.author, one.time),
            entity.registers_of(one.id),
            entity.seals_of(one.id),
            one.purged,
        )
    return entity


def _registers(
    graph: Graph,
    fields: _Fields,
    writers: list[bytes],
    known: dict[int, secret_fields.Register],
) -> Registers:
    return Registers.restored(
        graph,
        {
            number: {writers[one]: _value(known, number, value) for one, value in found}
            for number, found in fields
        },
    )


def _value(known: dict[int, secret_fields.Register], number: int, value: Any) -> object:
    return known[number].decode(value) if number in known else value


def _restored(writers: list[bytes], depth: int, commit: int, author: bytes, time: int) -> Origin:
    return Origin((depth, writers[commit]), writers[commit], author, time)

"""Sealed bodies: what an operation really does, readable only inside its environment.

A body is one deterministic CBOR map; field 0 is its kind.  ``Write`` carries one edit of
one object as the map of changed fields, and the Versions that it adds; their values are
blobs of their own, named by digest, so that reading a body never decrypts a value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeAlias

from keystead.vault.cbor import Cbor, decode, encode
from keystead.vault.fields import HASH, ID, Reader, as_cbor, malformed
from keystead.vault.operations import Right

MAX_BYTES = 1024 * 1024
"""Bytes of one body."""

FINGERPRINT = 16
"""Bytes of the keyed fingerprint of a value."""


class BodyKind(IntEnum):
    """Field 0 of every body."""

    WRITE = 1
    EVENT = 2
    PURGE = 3
    ADOPT = 4
    RESEAL = 5


class ObjectKind(IntEnum):
    """What a Write is about.  All but Secrets live in environment 0."""

    SECRET = 1
    ENVIRONMENT = 2
    MEMBER = 3
    VAULT = 4


class Action(IntEnum):
    """What an audit event tells."""

    UNLOCK = 1
    FAILED_UNLOCKS = 2
    REVEAL = 3
    COPY = 4
    EXPORT = 5
    RUN = 6
    RESTORE = 7
    INJECT = 8
    FORGET = 9


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A Version that a Write adds.  ``length``: bytes of the value, not padded;
    ``digest``: SHA-256 of the sealed value."""

    id: bytes
    length: int
    fingerprint: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Write:
    """One edit of one object: registers by field number, new Versions, Version registers."""

    kind: ObjectKind
    object: bytes
    fields: Mapping[int, Cbor] = field(default_factory=dict)
    versions: tuple[NewVersion, ...] = ()
    version_fields: Mapping[bytes, Mapping[int, Cbor]] = field(default_factory=dict)
    revoked: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An audit event; ``time`` in Unix seconds, ``count`` for events that are summed up.

    ``host``, ``remote`` and ``form`` as in core.model.Place.  FORGET takes a place of a
    Secret off its list: ``where`` and ``host``, and its kind as ``form``.
    """

    action: Action
    time: int
    secret: bytes = b""
    version: bytes = b""
    where: str = ""
    count: int = 1
    host: str = ""
    remote: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Purged:
    """A Version erased for good, with the digests of every sealed copy known."""

    secret: bytes
    version: bytes
    digests: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Purge:
    """Erases Versions; seals that others add beside it go too."""

    items: tuple[Purged, ...]


@dataclass(frozen=True, slots=True)
class Adopt:
    """Gives effect, at this place, to what a quarantined commit did with one right."""

    commit: bytes
    used: Right


@dataclass(frozen=True, slots=True)
class Reseal:
    """One more sealed copy of a Version, under another epoch; writes no register."""

    secret: bytes
    version: bytes
    digest: bytes


Body: TypeAlias = Write | Event | Purge | Adopt | Reseal


def to_bytes(body: Body) -> bytes:
    """The body as deterministic CBOR."""
    fields: dict[int, object]
    match body:
        case Write():
            fields = _write_fields(body)
        case Event():
            fields = _event_fields(body)
        case Purge(items):
            rows = [[item.secret, item.version, list(item.digests)] for item in items]
            fields = {0: 3, 1: rows}
        case Adopt(commit, used):
            fields = {0: 4, 1: commit, 2: used.value}
        case _:
            fields = {0: 5, 1: body.secret, 2: body.version, 3: body.digest}
    return encode(as_cbor(fields))


def _event_fields(body: Event) -> dict[int, object]:
    fields: dict[int, object] = {
        0: 2, 1: body.action.value, 2: body.time, 3: body.where, 4: body.count,
    }  # fmt: skip
    if body.secret:
        fields |= {5: body.secret, 6: body.version}
    said = {7: body.host, 8: body.remote, 9: body.form}
    return fields | {number: text for number, text in said.items() if text}


def _write_fields(body: Write) -> dict[int, object]:
    fields: dict[int, object] = {0: 1, 1: body.kind.value, 2: body.object, 3: dict(body.fields)}
    if body.versions:
        fields[4] = [[v.id, v.length, v.fingerprint, v.digest] for v in body.versions]
    if body.version_fields:
        fields[5] = [[key, dict(body.version_fields[key])] for key in sorted(body.version_fields)]
    if body.revoked:
        fields[6] = sorted(body.revoked)
    return fields


def from_bytes(data: bytes) -> Body:
    """The body; VaultDamaged for a wrong form or a kind that format 1 does not have."""
    reader = Reader(decode(data, MAX_BYTES))
    parse = _PARSERS.get(reader.integer(0))
    if parse is None:
        raise malformed()
    body = parse(reader)
    reader.end()
    return body


def _write(reader: Reader) -> Write:
    kind = reader.integer(1)
    if kind not in tuple(ObjectKind):
        raise malformed()
    return Write(
        ObjectKind(kind),
        reader.octets(2, ID),
        reader.mapping(3),
        tuple(_new_version(item) for item in reader.array(4)) if reader.has(4) else (),
        dict(_version_fields(item) for item in reader.array(5)) if reader.has(5) else {},
        tuple(_octets(item, ID) for item in reader.array(6)) if reader.has(6) else (),
    )


def _new_version(item: Cbor) -> NewVersion:
    if not isinstance(item, list) or len(item) != 4:
        raise malformed()
    reader = Reader(dict(enumerate(item)))
    return NewVersion(
        reader.octets(0, ID),
        reader.integer(1, 65_537),
        reader.octets(2, FINGERPRINT),
        reader.octets(3, HASH),
    )


def _version_fields(item: Cbor) -> tuple[bytes, dict[int, Cbor]]:
    if not isinstance(item, list) or len(item) != 2 or not isinstance(item[1], dict):
        raise malformed()
    return _octets(item[0], ID), item[1]


def _octets(item: Cbor, size: int) -> bytes:
    if not isinstance(item, bytes) or len(item) != size:
        raise malformed()
    return item


def _event(reader: Reader) -> Event:
    action = reader.integer(1)
    if action not in tuple(Action):
        raise malformed()
    time, where, count = reader.integer(2), reader.text(3), reader.integer(4)
    secret = version = b""
    if reader.has(5):
        secret, version = reader.octets(5, ID), reader.octets(6, ID)
    host, remote, form = (reader.text(number) if reader.has(number) else "" for number in (7, 8, 9))
    return Event(Action(action), time, secret, version, where, count, host, remote, form)


def _purge(reader: Reader) -> Purge:
    return Purge(tuple(_purged(item) for item in reader.array(1)))


def _purged(item: Cbor) -> Purged:
    if not isinstance(item, list) or len(item) != 3 or not isinstance(item[2], list):
        raise malformed()
    digests = tuple(_octets(digest, HASH) for digest in item[2])
    return Purged(_octets(item[0], ID), _octets(item[1], ID), digests)


def _adopt(reader: Reader) -> Adopt:
    commit, used = reader.octets(1, HASH), reader.integer(2)
    if not 1 <= used <= 4:
        raise malformed()
    return Adopt(commit, Right(used))


def _reseal(reader: Reader) -> Reseal:
    return Reseal(reader.octets(1, ID), reader.octets(2, ID), reader.octets(3, HASH))


_PARSERS: dict[int, Callable[[Reader], Body]] = {
    BodyKind.WRITE.value: _write,
    BodyKind.EVENT.value: _event,
    BodyKind.PURGE.value: _purge,
    BodyKind.ADOPT.value: _adopt,
    BodyKind.RESEAL.value: _reseal,
}

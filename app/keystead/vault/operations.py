"""The operations of a commit: what each says in clear, and its CBOR form.

In clear stands what validity needs, because every member must reach the same verdict
whatever they can read: who may do what (grant, loss, renew), which keys an environment
has and who got them (epoch, deliver).  All else is ``Sealed``: environment, epoch, the
right used and the digest of the sealed body, nothing more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from keystead.vault.cbor import Cbor
from keystead.vault.errors import TooLarge
from keystead.vault.fields import HASH, ID, Reader, as_cbor, malformed, pair

SIGNING_KEY = 32
"""Bytes of an Ed25519 public key (RFC 8032)."""

HPKE_KEY = 1216
"""Bytes of an MLKEM768-X25519 public key (X-Wing)."""

MAX_OPERATIONS = 50_000
"""Operations in one commit; an import of 10,000 keys is one commit."""


class Verb(IntEnum):
    """Field 0 of every operation."""

    GRANT = 1
    LOSS = 2
    RENEW = 3
    EPOCH = 4
    DELIVER = 5
    SEALED = 6


class Right(IntEnum):
    """Reader and writer are held per environment, admin and owner per vault."""

    READER = 1
    WRITER = 2
    ADMIN = 3
    OWNER = 4


@dataclass(frozen=True, slots=True)
class Grant:
    """Gives ``member`` a right.  The keys stand in it where it introduces the member."""

    member: bytes
    right: Right
    environment: bytes | None
    used: Right
    signing_key: bytes = b""
    hpke_key: bytes = b""


@dataclass(frozen=True, slots=True)
class Loss:
    """Ends rights of ``member``: one (reader ends writer too), or all where right is None."""

    member: bytes
    right: Right | None
    environment: bytes | None
    used: Right


@dataclass(frozen=True, slots=True)
class Renew:
    """The author's own public keys are new; the member keeps its id."""

    signing_key: bytes
    hpke_key: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """An epoch key for one member; the digest names the blob with the HPKE ciphertext."""

    member: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """The key of an older epoch, sealed under the new one; the digest names the blob."""

    epoch: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Epoch:
    """A new key of an environment, named by the id of the commit that holds this."""

    environment: bytes
    used: Right
    commitment: bytes
    deliveries: tuple[Delivery, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Deliver:
    """The key of an epoch, given to more members."""

    environment: bytes
    epoch: bytes
    used: Right
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """One edit or event; kind, object and content are in the sealed body."""

    environment: bytes
    epoch: bytes
    used: Right
    digest: bytes


Operation: TypeAlias = Grant | Loss | Renew | Epoch | Deliver | Sealed


def named_digests(operations: Iterable[Operation]) -> set[bytes]:
    """The digests of all blobs that operations name in clear: bodies, deliveries, links.
    Sealed values are named in bodies only."""
    found: set[bytes] = set()
    for operation in operations:
        if isinstance(operation, Sealed):
            found.add(operation.digest)
        elif isinstance(operation, Epoch | Deliver):
            found.update(item.digest for item in operation.deliveries)
        if isinstance(operation, Epoch):
            found.update(link.digest for link in operation.links)
    return found


def to_cbor(operation: Operation) -> Cbor:
    """The operation as a CBOR map keyed by field numbers (docs/vault-format.md)."""
    if isinstance(operation, Sealed):
        environment, used, epoch = operation.environment, operation.used, operation.epoch
        return {0: Verb.SEALED.value, 1: environment, 2: used.value, 3: epoch, 4: operation.digest}
    if isinstance(operation, Epoch | Deliver):
        return as_cbor(_key_fields(operation))
    return as_cbor(_membership_fields(operation))


def _key_fields(operation: Epoch | Deliver) -> dict[int, object]:
    fields: dict[int, object] = {
        1: operation.environment,
        2: operation.used.value,
        6: [[item.member, item.digest] for item in operation.deliveries],
    }
    if isinstance(operation, Deliver):
        return fields | {0: Verb.DELIVER.value, 3: operation.epoch}
    links = [[link.epoch, link.digest] for link in operation.links]
    return fields | {0: Verb.EPOCH.value, 5: operation.commitment, 7: links}


def _membership_fields(operation: Grant | Loss | Renew) -> dict[int, object]:
    if isinstance(operation, Renew):
        return {0: Verb.RENEW.value, 10: operation.signing_key, 11: operation.hpke_key}
    verb = Verb.GRANT if isinstance(operation, Grant) else Verb.LOSS
    fields: dict[int, object] = {0: verb.value, 2: operation.used.value, 8: operation.member}
    if operation.environment is not None:
        fields[1] = operation.environment
    if operation.right is not None:
        fields[9] = operation.right.value
    if isinstance(operation, Grant) and operation.signing_key:
        fields |= {10: operation.signing_key, 11: operation.hpke_key}
    return fields


def from_cbor(value: Cbor) -> Operation:
    """The operation in a CBOR map; VaultDamaged for a wrong form.

    A verb that this format version does not have is a wrong form, too: what is newer says
    so in the version of its commit.
    """
    reader = Reader(value)
    verb = reader.integer(0)
    parse = _PARSERS.get(verb)
    if parse is None:
        raise malformed()
    operation = parse(reader)
    reader.end()
    return operation


def _right(number: int) -> Right:
    if not 1 <= number <= 4:
        raise malformed()
    return Right(number)


def _used_for_keys(reader: Reader) -> Right:
    """Writer, admin and owner may make and deliver epochs; a reader may not."""
    used = _right(reader.integer(2))
    if used is Right.READER:
        raise malformed()
    return used


def _scope(right: Right | None, environment: bytes | None) -> None:
    """Reader and writer name an environment; admin, owner and "all rights" do not."""
    if (environment is not None) != (right in (Right.READER, Right.WRITER)):
        raise malformed()


def _grant(reader: Reader) -> Grant:
    keys = (b"", b"")
    if reader.has(10):
        keys = reader.octets(10, SIGNING_KEY), reader.octets(11, HPKE_KEY)
    right, environment = _right(reader.integer(9)), reader.optional_octets(1, ID)
    _scope(right, environment)
    used = _right(reader.integer(2))
    return Grant(reader.octets(8, ID), right, environment, used, *keys)


def _loss(reader: Reader) -> Loss:
    right = _right(reader.integer(9)) if reader.has(9) else None
    environment = reader.optional_octets(1, ID)
    _scope(right, environment)
    return Loss(reader.octets(8, ID), right, environment, _right(reader.integer(2)))


def _renew(reader: Reader) -> Renew:
    return Renew(reader.octets(10, SIGNING_KEY), reader.octets(11, HPKE_KEY))


def _deliveries(reader: Reader) -> tuple[Delivery, ...]:
    found = tuple(Delivery(*pair(item, ID, HASH)) for item in reader.array(6))
    if len({item.member for item in found}) != len(found):
        raise malformed()
    return found


def _epoch(reader: Reader) -> Epoch:
    links = tuple(Link(*pair(item, HASH, HASH)) for item in reader.array(7))
    return Epoch(
        reader.octets(1, ID),
        _used_for_keys(reader),
        reader.octets(5, HASH),
        _deliveries(reader),
        links,
    )


def _deliver(reader: Reader) -> Deliver:
    return Deliver(
        reader.octets(1, ID), reader.octets(3, HASH), _used_for_keys(reader), _deliveries(reader)
    )


def _sealed(reader: Reader) -> Sealed:
    return Sealed(
        reader.octets(1, ID),
        reader.octets(3, HASH),
        _right(reader.integer(2)),
        reader.octets(4, HASH),
    )


_PARSERS: dict[int, Callable[[Reader], Operation]] = {
    Verb.GRANT.value: _grant,
    Verb.LOSS.value: _loss,
    Verb.RENEW.value: _renew,
    Verb.EPOCH.value: _epoch,
    Verb.DELIVER.value: _deliver,
    Verb.SEALED.value: _sealed,
}


def all_from_cbor(items: list[Cbor]) -> tuple[Operation, ...]:
    """The operations of a commit; TooLarge above MAX_OPERATIONS."""
    if len(items) > MAX_OPERATIONS:
        raise TooLarge("A change in the vault holds more operations than the format allows.")
    return tuple(from_cbor(item) for item in items)

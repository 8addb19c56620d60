"""Commit: the atomic, signed unit of change.

A commit is one deterministic CBOR map.  Its id is the SHA-256 of all its bytes; its
Ed25519 signature covers the bytes of the same map without the signature, under a domain
tag, so that no other signed thing of Keystead can be passed off as a commit.  The genesis
commit has no parents and 32 zero bytes in place of the vault id; its own id *is* the
vault id.
"""

import hashlib
from dataclasses import dataclass

from keystead.crypto.errors import SignatureInvalid
from keystead.crypto.signing import SigningKey, verify
from keystead.vault.cbor import Cbor, decode, encode
from keystead.vault.errors import ForgedCommit, NewerFormat
from keystead.vault.fields import HASH, ID, Reader, malformed
from keystead.vault.operations import Operation, all_from_cbor, to_cbor

FORMAT = 1
"""The format version that this code reads and writes."""

NO_VAULT = bytes(HASH)
"""Stands for the vault id in the genesis commit, whose hash becomes it."""

MAX_BYTES = 16 * 1024 * 1024
"""Bytes of one commit; 10,000 sealed edits take 1 MiB."""

MAX_PARENTS = 64

SIGNATURE = 64

_DOMAIN = b"keystead/v1/commit"


@dataclass(frozen=True, slots=True)
class Commit:
    """A decoded commit.  ``time`` is whole Unix seconds, for people only."""

    id: bytes
    vault: bytes
    author: bytes
    device: bytes
    parents: tuple[bytes, ...]
    time: int
    operations: tuple[Operation, ...]
    signature: bytes
    raw: bytes

    @property
    def is_genesis(self) -> bool:
        """True for the commit that founds a vault."""
        return self.vault == NO_VAULT

    def check_signature(self, public: bytes) -> None:
        """ForgedCommit unless the holder of the 32-byte Ed25519 key signed this commit."""
        try:
            verify(public, _DOMAIN, _unsigned(self.raw), self.signature)
        except SignatureInvalid as error:
            raise ForgedCommit(
                "A change in the vault is not signed by the member it names. It was not taken in."
            ) from error


@dataclass(frozen=True, slots=True)
class Header:
    """What a new commit says beside its operations."""

    vault: bytes
    author: bytes
    device: bytes
    parents: tuple[bytes, ...]
    time: int


def sign(header: Header, operations: tuple[Operation, ...], key: SigningKey) -> Commit:
    """A new commit, signed by its author's Ed25519 key."""
    fields: dict[int, Cbor] = {
        0: FORMAT,
        1: header.vault,
        2: header.author,
        3: header.device,
        4: [*sorted(header.parents)],
        5: header.time,
        6: [to_cbor(operation) for operation in operations],
    }
    signature = key.sign(_DOMAIN, encode(fields))
    return parse(encode({**fields, 7: signature}))


def parse(raw: bytes) -> Commit:
    """The commit in ``raw``; its signature is *not* checked here.

    Raises VaultDamaged, TooLarge for too many operations, or NewerFormat where the version
    says so.
    """
    reader = Reader(decode(raw, MAX_BYTES))
    version = reader.integer(0)
    if version > FORMAT:
        raise NewerFormat("This vault was made by a newer Keystead. Please update.")
    if version < FORMAT:
        raise malformed()
    vault, author = reader.octets(1, HASH), reader.octets(2, ID)
    device, parents = reader.octets(3, ID), _parents(reader.array(4))
    if (vault == NO_VAULT) != (not parents):
        raise malformed()
    time, operations = reader.integer(5), all_from_cbor(reader.array(6))
    signature = reader.octets(7, SIGNATURE)
    reader.end()
    return Commit(
        hashlib.sha256(raw).digest(), vault, author, device, parents, time, operations,
        signature, raw,
    )  # fmt: skip


def _parents(items: list[Cbor]) -> tuple[bytes, ...]:
    """1 to 64 distinct commit ids in ascending order (none for the genesis)."""
    parents = tuple(item for item in items if isinstance(item, bytes) and len(item) == HASH)
    if len(parents) != len(items) or len(parents) > MAX_PARENTS:
        raise malformed()
    if list(parents) != sorted(set(parents)):
        raise malformed()
    return parents


def _unsigned(raw: bytes) -> bytes:
    """The bytes that were signed: the same map without its last field, the signature.

    Keys are sorted, so the signature is the last entry: key (1 byte), head (2 bytes),
    64 bytes; and the map's head counts one entry less.
    """
    return bytes([raw[0] - 1]) + raw[1 : -(SIGNATURE + 3)]

"""A new vault: its genesis, its first epochs, and the names in it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from keystead.core.secret_types import SecretBytes
from keystead.vault import object_fields as registers
from keystead.vault import vault_file
from keystead.vault.bodies import Body, ObjectKind, Write
from keystead.vault.cbor import Cbor
from keystead.vault.commit import NO_VAULT, Commit, Header, sign
from keystead.vault.epochs import VAULT_ENVIRONMENT, EpochKey, Scope, commitment
from keystead.vault.errors import AlreadyThere
from keystead.vault.host import Host
from keystead.vault.identity import Keyset
from keystead.vault.loading import write_replica
from keystead.vault.operations import Grant, Operation, Right
from keystead.vault.place import Place
from keystead.vault.secret_fields import ALIVE, LIFE
from keystead.vault.vault_file import VaultContents
from keystead.vault.writer import Draft, new_id

DEFAULT_ENVIRONMENTS = (("dev", "dev"), ("staging", "staging"), ("prod", "prod"))
"""(name, colour token) of the environments that a new vault begins with."""


@dataclass(frozen=True)
class Founding:
    """A vault that exists in memory only, until ``write``."""

    vault_id: bytes
    member: bytes
    commits: tuple[Commit, ...]
    blobs: dict[bytes, bytes] = field(repr=False)

    def contents(self, records: Sequence[bytes]) -> VaultContents:
        """What its vault file holds, with the member records given."""
        raw = tuple(commit.raw for commit in self.commits)
        return VaultContents(self.vault_id, tuple(records), raw, self.blobs)

    def write(
        self, host: Host, place: Place, records: Sequence[bytes], unlock_key: SecretBytes
    ) -> None:
        """Write replica and vault file.  Raises AlreadyThere where the file exists."""
        if host.exists(place.file):
            raise AlreadyThere("A file lies there already. Choose another name.")
        write_replica(host, place, unlock_key, self.commits, self.blobs, tuple(records))
        host.write_atomic(place.file, vault_file.encode(self.contents(records)))


def found(
    keyset: Keyset, member: bytes, device: bytes, vault_name: str, member_name: str, now: int
) -> Founding:
    """A vault with one owner, environment 0 and dev, staging, prod.

    Three commits: the genesis, whose hash is the vault id; the epochs; the names.
    """
    owner = Grant(member, Right.OWNER, None, Right.OWNER, keyset.signing.public, keyset.hpke.public)
    genesis = sign(Header(NO_VAULT, member, device, (), now), (owner,), keyset.signing)
    vault_id = genesis.id
    draft = Draft(member, b"")
    ids = [VAULT_ENVIRONMENT, *(new_id() for _ in DEFAULT_ENVIRONMENTS)]
    keys = [
        draft.add_epoch(Scope(vault_id, item), Right.OWNER, {member: keyset.hpke.public}, ())
        for item in ids
    ]
    header = Header(vault_id, member, device, (genesis.id,), now)
    epochs = sign(header, tuple(draft.operations), keyset.signing)
    scope = Scope(vault_id, VAULT_ENVIRONMENT)
    key = EpochKey(scope, epochs.id, keys[0], commitment(scope, keys[0]))
    named = Draft(member, b"")
    for body in _names(vault_id, vault_name, member, member_name, ids[1:]):
        named.add_body(key, Right.OWNER, body)
    operations: tuple[Operation, ...] = tuple(named.operations)
    names = sign(Header(vault_id, member, device, (epochs.id,), now), operations, keyset.signing)
    return Founding(vault_id, member, (genesis, epochs, names), draft.blobs | named.blobs)


def _names(
    vault_id: bytes, vault_name: str, member: bytes, member_name: str, environments: list[bytes]
) -> list[Body]:
    vault: dict[int, Cbor] = {
        LIFE: ALIVE,
        registers.NAME: vault_name,
        registers.FINGERPRINT_KEY: os.urandom(registers.KEY_SIZE),
    }
    bodies: list[Body] = [
        Write(ObjectKind.VAULT, vault_id[:16], vault),
        Write(ObjectKind.MEMBER, member, {LIFE: ALIVE, registers.NAME: member_name}),
    ]
    for order, (item, (name, colour)) in enumerate(
        zip(environments, DEFAULT_ENVIRONMENTS, strict=True)
    ):
        bodies.append(environment_body(item, name, order, colour))
    return bodies


def environment_body(environment: bytes, name: str, order: int, colour: str) -> Write:
    """The edit of environment 0 that names an environment."""
    fields: dict[int, Cbor] = {
        LIFE: ALIVE,
        registers.NAME: name,
        registers.ORDER: order,
        registers.COLOUR: colour,
    }
    return Write(ObjectKind.ENVIRONMENT, environment, fields)

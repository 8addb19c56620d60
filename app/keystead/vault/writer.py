"""Making a commit: what a member wants changed becomes sealed bodies and blobs."""

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from keystead.core.model import Stage
from keystead.core.secret_types import SecretBytes
from keystead.crypto import padding
from keystead.vault import epochs, secret_fields
from keystead.vault.bodies import (
    FINGERPRINT,
    MAX_BYTES,
    Body,
    Event,
    NewVersion,
    ObjectKind,
    Write,
    to_bytes,
)
from keystead.vault.cbor import Cbor
from keystead.vault.epochs import EpochKey, Role, Scope
from keystead.vault.errors import TooLarge
from keystead.vault.fields import ID
from keystead.vault.operations import Delivery, Epoch, Link, Operation, Right, Sealed


@dataclass(frozen=True)
class Demotion:
    """What becomes of a Version when another takes its place; ``overlap_until`` in Unix
    seconds, None where it ends at once."""

    version: bytes
    stage: Stage
    overlap_until: int | None = None


@dataclass(frozen=True)
class Judged:
    """``bits``: what guessing the value takes, 0 for unknown; ``malformed``: it lacks the
    form that its issuer gives its keys."""

    bits: int = 0
    malformed: bool = False


@dataclass(frozen=True)
class SecretChange:
    """One edit of one Secret: fields by their name in core.model, a new value or none.

    ``alive`` False puts it into the trash, True takes it out; every edit says one.
    ``pending``: the new value does not become the current one yet; ``version``: its id where
    the caller has to know it; ``judged``: what was found of it when it came.
    """

    environment: bytes
    secret: bytes
    fields: Mapping[str, object] = field(default_factory=dict)
    value: SecretBytes | None = None
    demote: tuple[Demotion, ...] = ()
    revoke: tuple[bytes, ...] = ()
    current: bytes | None = None
    alive: bool = True
    pending: bool = False
    version: bytes | None = None
    judged: Judged | None = None


@dataclass(frozen=True)
class BodyChange:
    """A body that is written as it stands, in one environment."""

    environment: bytes
    body: Body


Change = SecretChange | BodyChange


def new_id() -> bytes:
    """16 random bytes for a Secret, Version, environment, member or device."""
    return os.urandom(ID)


class Draft:
    """The operations and blobs of a commit that is being made by ``author``."""

    def __init__(self, author: bytes, fingerprint_key: bytes) -> None:
        self._author = author
        self._fingerprint_key = fingerprint_key
        self.operations: list[Operation] = []
        self.blobs: dict[bytes, bytes] = {}

    def add_blob(self, sealed: bytes) -> bytes:
        """Keep a sealed blob; its digest."""
        digest = hashlib.sha256(sealed).digest()
        self.blobs[digest] = sealed
        return digest

    def add_body(self, key: EpochKey, used: Right, body: Body) -> None:
        """Seal a body and name it by its digest; TooLarge above what readers accept."""
        role = Role.AUDIT if isinstance(body, Event) else Role.OVERVIEW
        plain = to_bytes(body)
        if len(plain) > MAX_BYTES:
            raise TooLarge("The change is larger than 1 MiB. Shorten the notes or split it.")
        digest = self.add_blob(key.seal(role, self._author, plain))
        self.operations.append(Sealed(key.scope.environment, key.epoch, used, digest))

    def add_change(self, key: EpochKey, used: Right, change: Change) -> None:
        """Seal one change under the epoch of its environment."""
        if isinstance(change, BodyChange):
            self.add_body(key, used, change.body)
            return
        fields = secret_fields.to_registers(dict(change.fields))
        fields[secret_fields.LIFE] = secret_fields.ALIVE if change.alive else secret_fields.DELETED
        versions: tuple[NewVersion, ...] = ()
        demoted = {item.version: _demoted(item) for item in change.demote}
        current = change.current
        if change.value is not None:
            version = change.version or new_id()
            versions = (self.seal_value(key, change.secret, version, change.value),)
            current = current if change.pending else version
            if said := _of_new_version(change):
                demoted[version] = said
        if current is not None:
            fields[secret_fields.CURRENT] = current
        body = Write(ObjectKind.SECRET, change.secret, fields, versions, demoted, change.revoke)
        self.add_body(key, used, body)

    def seal_value(
        self, key: EpochKey, secret: bytes, version: bytes, value: SecretBytes
    ) -> NewVersion:
        """Seal a value, padded, as a blob of its own."""
        plain = value.reveal()
        sealed = key.seal(Role.VALUE, self._author, padding.pad(plain), secret + version)
        return NewVersion(
            version, len(plain), fingerprint(self._fingerprint_key, plain), self.add_blob(sealed)
        )

    def add_epoch(
        self, scope: Scope, used: Right, readers: Mapping[bytes, bytes], older: Sequence[EpochKey]
    ) -> bytes:
        """A new epoch for ``readers`` (HPKE public key by member id) that seals the keys of
        the older ones; the new 32-byte key."""
        key = epochs.new_key()
        committed = epochs.commitment(scope, key)
        deliveries = tuple(
            Delivery(member, self._deliver(scope, committed, member, public, key))
            for member, public in sorted(readers.items())
        )
        links = tuple(
            Link(item.epoch, self.add_blob(epochs.seal_link(key, item.epoch, item.key)))
            for item in older
        )
        self.operations.append(Epoch(scope.environment, used, committed, deliveries, links))
        return key

    def _deliver(
        self, scope: Scope, committed: bytes, member: bytes, public: bytes, key: bytes
    ) -> bytes:
        info = epochs.delivery_info(scope, committed, self._author, member)
        return self.add_blob(epochs.deliver(public, info, key))


def _demoted(item: Demotion) -> dict[int, Cbor]:
    return {
        secret_fields.STAGE: item.stage.value,
        secret_fields.OVERLAP_UNTIL: item.overlap_until,
    }


def _of_new_version(change: SecretChange) -> dict[int, Cbor]:
    """The registers of a Version that differ from what holds without them."""
    said: dict[int, Cbor] = {}
    if change.pending:
        said[secret_fields.STAGE] = Stage.PENDING.value
    if change.judged is not None and change.judged.bits:
        said[secret_fields.BITS] = min(change.judged.bits, secret_fields.MAX_BITS)
    if change.judged is not None and change.judged.malformed:
        said[secret_fields.MALFORMED] = 1
    return said


def fingerprint(key: bytes, value: bytes) -> bytes:
    """16 bytes, the same for the same value anywhere in this vault, and telling nothing to
    whoever lacks the vault's fingerprint key (HMAC-SHA256, truncated)."""
    return hmac.digest(key, value, "sha256")[:FINGERPRINT]

"""Epochs: the generations of an environment's key, and what is sealed under them.

An epoch has a random 32-byte key.  A commitment to it, bound to vault and environment,
stands in the signed commit that makes the epoch, and the epoch is named by that commit's
id.  The key itself reaches each reader by HPKE (RFC 9180), and reaches the past by being
sealed, together with older epoch keys, under newer ones.
"""

import hmac
import os
from dataclasses import dataclass
from enum import IntEnum

from keystead.crypto.aead import Sealer
from keystead.crypto.hpke import HpkeKey, open_sealed, seal
from keystead.crypto.kdf import hkdf
from keystead.vault.errors import VaultDamaged

KEY = 32
"""Bytes of an epoch key."""

VAULT_ENVIRONMENT = bytes(16)
"""Environment 0, the vault itself: names, policies, unlock events; all members read it."""


class Role(IntEnum):
    """What a sealed blob is; each role has its own subkey."""

    OVERVIEW = 1
    VALUE = 2
    AUDIT = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an epoch belongs: 32-byte vault id, 16-byte environment id."""

    vault: bytes
    environment: bytes


def new_key() -> bytes:
    """32 random bytes from the operating system."""
    return os.urandom(KEY)


def commitment(scope: Scope, key: bytes) -> bytes:
    """32 bytes that bind the key to vault and environment and tell nothing about it."""
    return hkdf(key, b"keystead/v1/epoch/commitment" + scope.vault + scope.environment)


def delivery_info(scope: Scope, committed: bytes, sender: bytes, recipient: bytes) -> bytes:
    """The HPKE info of a delivery.  The commitment stands for the epoch, whose id (the hash
    of the commit that carries the ciphertext's digest) is not yet known when it is sealed."""
    return (
        b"keystead/v1/epoch/deliver"
        + scope.vault
        + scope.environment
        + committed
        + sender
        + recipient
    )


def deliver(public: bytes, info: bytes, key: bytes) -> bytes:
    """The epoch key, sealed by HPKE to a member's public key."""
    return seal(public, info, key)


def receive(private: HpkeKey, info: bytes, sealed: bytes) -> bytes:
    """The epoch key out of a delivery; DecryptionFailed where it is not for us."""
    return open_sealed(private, info, sealed)


def seal_link(key: bytes, older_epoch: bytes, older_key: bytes) -> bytes:
    """An older epoch's key, sealed under a newer epoch's key."""
    return Sealer(key, b"keystead/v1/epoch/link").seal(older_key, older_epoch)


def open_link(key: bytes, older_epoch: bytes, sealed: bytes) -> bytes:
    """The older epoch's key; DecryptionFailed where the link is not right."""
    return Sealer(key, b"keystead/v1/epoch/link").open(sealed, older_epoch)


class EpochKey:
    """One epoch's key at work: seals and opens bodies, events and values."""

    def __init__(self, scope: Scope, epoch: bytes, key: bytes, committed: bytes) -> None:
        # A key is used only if it is the one that the signed commit stands for, so that no
        # two members can be handed different keys for one epoch.
        if not hmac.compare_digest(commitment(scope, key), committed):
            raise VaultDamaged("An environment's key is not the one that its owner signed for.")
        self.scope = scope
        self.epoch = epoch
        self.key = key
        self.commitment = committed
        self._sealers: dict[Role, Sealer] = {}

    def _sealer(self, role: Role) -> Sealer:
        found = self._sealers.get(role)
        if found is None:
            info = b"keystead/v1/epoch/" + role.name.lower().encode()
            found = self._sealers[role] = Sealer(self.key, info)
        return found

    def _aad(self, role: Role, author: bytes, place: bytes) -> bytes:
        scope = self.scope
        # Every part but the last has a fixed size, so no two places share one encoding.
        return (
            b"keystead/v1/blob"
            + scope.vault
            + scope.environment
            + self.epoch
            + author
            + bytes([role])
            + place
        )

    def seal(self, role: Role, author: bytes, plaintext: bytes, place: bytes = b"") -> bytes:
        """Seal a blob by ``author`` (16 bytes).  ``place``: Secret id and Version id of a
        value, empty for a body (whose object stands inside it)."""
        return self._sealer(role).seal(plaintext, self._aad(role, author, place))

    def open(self, role: Role, author: bytes, sealed: bytes, place: bytes = b"") -> bytes:
        """The plaintext; DecryptionFailed for another place, author, epoch or key."""
        return self._sealer(role).open(sealed, self._aad(role, author, place))

"""Authenticated encryption: AES-256-GCM (NIST SP 800-38D) under a committed key."""

import hmac
import os
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.kdf import hkdf

NONCE = 12
TAG = 16
COMMITMENT = 32
OVERHEAD = NONCE + TAG

_FAILED = "The data cannot be opened with this key. Nothing was changed."


class Sealer:
    """Seals and opens under one purpose of one key.

    ``HKDF(key, info, 64 bytes)`` is the AES key (32) followed by the commitment (32).
    """

    # Why it is safe: nonces are random, 96 bits; a key may seal 2^32 messages before two
    # are likely to share one (SP 800-38D 8.3), and no key of Keystead comes near that.
    # GCM alone does not commit to its key: one ciphertext can be made to open under two
    # keys (Len, Grubbs, Ristenpart 2021), so that one wrong guess tests many passphrases
    # or two readers see two values.  The commitment comes from the same HKDF as the key,
    # is stored with the data, and is compared before anything is opened.

    def __init__(self, key: bytes, info: bytes) -> None:
        expanded = hkdf(key, info, 32 + COMMITMENT)
        self._cipher = AESGCM(expanded[:32])
        self.commitment = expanded[32:]

    @classmethod
    def checked(cls, key: bytes, info: bytes, commitment: bytes) -> Self:
        """A Sealer whose commitment (32 bytes) must be this one; DecryptionFailed if not."""
        sealer = cls(key, info)
        # In constant time: how far a wrong commitment agrees must not show.
        if not hmac.compare_digest(sealer.commitment, commitment):
            raise DecryptionFailed(_FAILED)
        return sealer

    def seal(self, plaintext: bytes, aad: bytes) -> bytes:
        """nonce (12 bytes) followed by ciphertext and tag (16 bytes); ``aad`` is bound."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plaintext, aad)

    def open(self, sealed: bytes, aad: bytes) -> bytes:
        """The plaintext; DecryptionFailed on a wrong key, other aad or changed bytes."""
        if len(sealed) < OVERHEAD:
            raise DecryptionFailed(_FAILED)
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], aad)
        except InvalidTag:
            raise DecryptionFailed(_FAILED) from None

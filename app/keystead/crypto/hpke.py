"""Public-key sealing: HPKE base mode (RFC 9180) with a hybrid post-quantum KEM.

KEM MLKEM768-X25519 (0x647A, X-Wing, draft-connolly-cfrg-xwing-kem), HKDF-SHA256,
AES-256-GCM.
"""

import hashlib
import os
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from keystead.crypto.errors import BadParameters, DecryptionFailed

SEED = 32
MLKEM_PUBLIC = 1184
PUBLIC = MLKEM_PUBLIC + 32
ENCAPSULATED = 1088 + 32
OVERHEAD = ENCAPSULATED + 16

_MLKEM_SEED = 64
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class HpkeKey:
    """An X-Wing key pair; ``private`` (32-byte seed, secret), ``public`` (1216 bytes)."""

    __slots__ = ("_key", "private", "public")

    def __init__(self, private: bytes) -> None:
        if len(private) != SEED:
            raise BadParameters("An HPKE key is made from 32 bytes.")
        # The X-Wing draft, 5.2: both private keys come from one seed by SHAKE-256, so a
        # record keeps 32 bytes and the halves cannot be exchanged one by one.
        expanded = hashlib.shake_256(private).digest(_MLKEM_SEED + 32)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED])
        x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED:])
        self.private = bytes(private)
        self.public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        self._key = MLKEM768X25519PrivateKey(mlkem, x25519)

    @classmethod
    def generate(cls) -> Self:
        """A new key from the operating system's randomness."""
        return cls(os.urandom(SEED))

    @classmethod
    def from_private(cls, private: bytes) -> Self:
        """The key of this seed; BadParameters unless 32 bytes."""
        return cls(private)

    def __repr__(self) -> str:
        return f"HpkeKey(public={hashlib.sha256(self.public).hexdigest()})"


def seal(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Encapsulated key (1120 bytes), ciphertext and tag (16), for the holder of the key.

    ``info`` must name everything that the ciphertext belongs to.  BadParameters when
    ``public`` is no key.
    """
    # Why it is safe: X-Wing stays secure while either ML-KEM-768 or X25519 does, so files
    # copied today are not opened by a quantum computer later.  Each call makes a new
    # encapsulation, hence a new key and nonce.  There is no AAD: ``info`` goes into the
    # key schedule, so a ciphertext moved to another place does not open.  Base mode does
    # not tell who sealed; the signed commit around it does.
    try:
        return _SUITE.encrypt(plaintext, _public_key(public), info)
    except ValueError:
        raise BadParameters(
            "A member's public key is damaged. Nothing was sealed for it."
        ) from None


def open_sealed(key: HpkeKey, info: bytes, sealed: bytes) -> bytes:
    """The plaintext; DecryptionFailed on another key, another info or changed bytes."""
    try:
        return _SUITE.decrypt(sealed, key._key, info)
    except (InvalidTag, ValueError):
        raise DecryptionFailed(
            "A key that was sealed for this member cannot be opened. Nothing was changed."
        ) from None


def _public_key(public: bytes) -> MLKEM768X25519PublicKey:
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC]),
        X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC:]),
    )

"""Signatures: Ed25519 (RFC 8032) under a domain tag."""

import os
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from keystead.crypto.errors import BadParameters, SignatureInvalid

SEED = 32
PUBLIC = 32
SIGNATURE = 64
MAX_DOMAIN = 255


class SigningKey:
    """An Ed25519 key pair; ``seed`` (32 bytes, secret) and ``public`` (32 bytes)."""

    __slots__ = ("_key", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED:
            raise BadParameters("A signing key is made from 32 bytes.")
        self.seed = bytes(seed)
        self._key = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Self:
        """A new key from the operating system's randomness."""
        return cls(os.urandom(SEED))

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """The key of this seed (RFC 8032 5.1.5); BadParameters unless 32 bytes."""
        return cls(seed)

    def sign(self, domain: bytes, message: bytes) -> bytes:
        """64 bytes over the domain (1 to 255 bytes) and the message; deterministic."""
        # Why it is safe: Ed25519 needs no randomness while signing, so a bad generator
        # cannot give the key away, and the curve's order makes signatures unmalleable
        # where S is checked, which OpenSSL does.
        return self._key.sign(_tagged(domain, message))

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public.hex()})"


def verify(public: bytes, domain: bytes, message: bytes, signature: bytes) -> None:
    """Return when the signature holds; SignatureInvalid if not, or if a key is malformed."""
    _verify(public, _tagged(domain, message), signature)


def _tagged(domain: bytes, message: bytes) -> bytes:
    # Why: a signature made for one purpose must never hold for another.  The length in
    # front makes (domain, message) readable in one way only.
    if not 1 <= len(domain) <= MAX_DOMAIN:
        raise BadParameters("A signature needs a domain of 1 to 255 bytes.")
    return bytes([len(domain)]) + domain + message


def _verify(public: bytes, signed: bytes, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise SignatureInvalid(
            "A signature does not belong to its author. What it covers was not used."
        ) from None

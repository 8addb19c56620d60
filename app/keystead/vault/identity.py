"""A member's private keys."""

from dataclasses import dataclass

from keystead.crypto.hpke import HpkeKey
from keystead.crypto.signing import SigningKey


@dataclass(frozen=True)
class Keyset:
    """An Ed25519 key to sign commits, and an HPKE key to receive epoch keys."""

    signing: SigningKey
    hpke: HpkeKey

    @staticmethod
    def generate() -> "Keyset":
        """Fresh keys from the operating system's random source."""
        return Keyset(SigningKey.generate(), HpkeKey.generate())

"""JSON Web Tokens (RFC 7519), signed: HS256, RS256 and ES256 (RFC 7518 §3), EdDSA (RFC 8037)."""

import warnings
from collections.abc import Mapping
from typing import Final

import jwt

from keystead.core.secret_types import SecretText
from keystead.crypto.errors import BadSigningKey

MIN_HMAC_KEY: Final = 32
"""Bytes of a key for HS256: as long as its hash (RFC 7518 §3.2)."""

_NEEDED = {
    "HS256": f"a secret of at least {MIN_HMAC_KEY} bytes, which is no private key",
    "RS256": "an RSA private key of 2048 bits or more, as PEM",
    "ES256": "a P-256 private key, as PEM",
    "EdDSA": "an Ed25519 private key, as PEM",
}


def sign(claims: Mapping[str, object], algorithm: str, key: SecretText) -> SecretText:
    """The compact form of a token with these claims.

    Raises BadSigningKey, without a word of the key, where it does not fit the algorithm.
    """
    plain = key.reveal()
    too_short = algorithm == "HS256" and len(plain.encode()) < MIN_HMAC_KEY
    # A private key as the secret of HS256 is somebody's slip: the verifier knows its half.
    if too_short or (algorithm == "HS256" and "-----BEGIN" in plain):
        raise _unfit(algorithm)
    try:
        with warnings.catch_warnings():
            # What the library only warns of, such as a short RSA key, is refused.
            warnings.simplefilter("error")
            return SecretText(jwt.encode(dict(claims), plain, algorithm=algorithm))
    except Exception:  # noqa: BLE001 - whatever a key's reader raises may quote the key
        raise _unfit(algorithm) from None


def _unfit(algorithm: str) -> BadSigningKey:
    needed = _NEEDED[algorithm]
    return BadSigningKey(f"{algorithm} is signed with {needed}. The key that came is not one.")

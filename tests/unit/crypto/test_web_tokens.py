"""Signed tokens: every algorithm, and keys that do not fit."""

import jwt
import pytest

from keystead.core.secret_types import SecretText
from keystead.crypto import key_pairs, web_tokens
from keystead.crypto.errors import BadSigningKey

SHARED = "a-shared-key-of-thirty-two-bytes"


def pem(algorithm: str, bits: int) -> tuple[str, str]:
    key = key_pairs.new(algorithm, bits)
    return (
        key_pairs.private_text(key, ssh=False).decode(),
        key_pairs.public_text(key, ssh=False).decode(),
    )


RSA, EC, ED = pem("rsa", 2048), pem("ecdsa", 256), pem("ed25519", 256)
KEYS = {"HS256": (SHARED, SHARED), "RS256": RSA, "ES256": EC, "EdDSA": ED}


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_is_verified_with_its_public_key(algorithm: str) -> None:
    private, public = KEYS[algorithm]
    claims = {"sub": "deploy", "exp": 4_000_000_000, "scope": "read"}
    token = web_tokens.sign(claims, algorithm, SecretText(private)).reveal()
    assert jwt.decode(token, public, algorithms=[algorithm]) == claims
    assert jwt.get_unverified_header(token)["alg"] == algorithm


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("HS256", SHARED[:-1]),
        ("HS256", RSA[0]),
        ("RS256", SHARED),
        ("RS256", EC[0]),
        ("RS256", RSA[1]),
        ("ES256", pem("ecdsa", 384)[0]),
        ("ES256", ED[0]),
        ("EdDSA", EC[0]),
        ("EdDSA", "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----"),
    ],
)
def test_a_key_that_does_not_fit_is_refused_and_not_shown(algorithm: str, key: str) -> None:
    with pytest.raises(BadSigningKey) as caught:
        web_tokens.sign({}, algorithm, SecretText(key))
    assert key not in str(caught.value)
    assert caught.value.__cause__ is None
    assert algorithm in caught.value.message

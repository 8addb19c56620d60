"""Ed25519 under a domain tag."""

import pytest

from keystead.crypto import signing
from keystead.crypto.errors import BadParameters, SignatureInvalid
from keystead.crypto.signing import SigningKey, verify
from tests.vectors import published, wycheproof

DOMAIN = b"keystead/v1/commit"


def test_rfc_8032() -> None:
    """The first three lines are tests 1 to 3 of RFC 8032, 7.1; line 1024 is its fourth."""
    vectors = published.lines("asymmetric/Ed25519/sign.input")
    assert len(vectors) == 1024
    for secret, public, message, signed, _ in vectors:
        key = SigningKey.from_seed(bytes.fromhex(secret)[:32])
        data = bytes.fromhex(message)
        assert key.public.hex() == public
        assert (key._key.sign(data) + data).hex() == signed
        signing._verify(key.public, data, bytes.fromhex(signed)[:64])


def test_wycheproof() -> None:
    results = {"valid": 0, "invalid": 0}
    for group, test in wycheproof.cases("ed25519"):
        public = bytes.fromhex(group["publicKey"]["pk"])
        message, signature = wycheproof.field(test, "msg"), wycheproof.field(test, "sig")
        results[test["result"]] += 1
        if test["result"] == "valid":
            signing._verify(public, message, signature)
        else:
            with pytest.raises(SignatureInvalid):
                signing._verify(public, message, signature)
    assert results["valid"] >= 10
    assert results["invalid"] >= 100


def test_a_signature_holds_for_its_key_domain_and_message_only() -> None:
    key, other = SigningKey.generate(), SigningKey.generate()
    signature = key.sign(DOMAIN, b"message")
    assert len(signature) == 64
    verify(key.public, DOMAIN, b"message", signature)
    for public, domain, message, signed in (
        (other.public, DOMAIN, b"message", signature),
        (key.public, b"keystead/v1/record", b"message", signature),
        (key.public, DOMAIN, b"massage", signature),
        (key.public, DOMAIN, b"", signature),
        (key.public, DOMAIN, b"message", signature[:-1]),
        (key.public, DOMAIN, b"message", b""),
        (key.public[:-1], DOMAIN, b"message", signature),
        (b"", DOMAIN, b"message", signature),
        (b"\xff" * 32, DOMAIN, b"message", signature),
    ):
        with pytest.raises(SignatureInvalid):
            verify(public, domain, message, signed)


def test_a_domain_cannot_borrow_from_its_message() -> None:
    key = SigningKey.generate()
    signature = key.sign(b"ab", b"c")
    with pytest.raises(SignatureInvalid):
        verify(key.public, b"a", b"bc", signature)
    with pytest.raises(SignatureInvalid):
        signing._verify(key.public, b"abc", signature)


@pytest.mark.parametrize("domain", [b"", bytes(256)])
def test_a_domain_has_1_to_255_bytes(domain: bytes) -> None:
    key = SigningKey.generate()
    with pytest.raises(BadParameters):
        key.sign(domain, b"message")
    with pytest.raises(BadParameters):
        verify(key.public, domain, b"message", bytes(64))


def test_a_key_comes_back_from_its_seed() -> None:
    key = SigningKey.generate()
    again = SigningKey.from_seed(key.seed)
    assert len(key.seed) == len(key.public) == 32
    assert again.public == key.public
    assert again.sign(DOMAIN, b"m") == key.sign(DOMAIN, b"m")
    assert SigningKey.generate().seed != key.seed


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_seed_has_32_bytes(size: int) -> None:
    with pytest.raises(BadParameters):
        SigningKey.from_seed(bytes(size))


def test_a_key_prints_without_its_seed() -> None:
    key = SigningKey.generate()
    assert repr(key) == str(key) == f"SigningKey(public={key.public.hex()})"

"""AES-256-GCM under a committed key."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from keystead.crypto.aead import NONCE, OVERHEAD, Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.kdf import hkdf
from tests.vectors import wycheproof

KEY = bytes(range(32))


def test_what_is_sealed_opens() -> None:
    for plaintext in (b"", b"sk_live_1", bytes(70_000)):
        sealed = Sealer(KEY, b"value").seal(plaintext, b"place")
        assert len(sealed) == OVERHEAD + len(plaintext)
        assert Sealer(KEY, b"value").open(sealed, b"place") == plaintext


def test_the_layout_is_nonce_ciphertext_tag_under_the_expanded_key() -> None:
    sealer = Sealer(KEY, b"value")
    expanded = hkdf(KEY, b"value", 64)
    sealed = sealer.seal(b"secret", b"place")
    assert AESGCM(expanded[:32]).decrypt(sealed[:12], sealed[12:], b"place") == b"secret"
    assert sealer.commitment == expanded[32:]


def test_each_seal_has_its_own_nonce() -> None:
    sealer = Sealer(KEY, b"value")
    assert len({sealer.seal(b"same", b"")[:NONCE] for _ in range(1000)}) == 1000


def test_another_key_purpose_or_place_does_not_open() -> None:
    sealed = Sealer(KEY, b"value").seal(b"secret", b"place")
    for sealer, aad in (
        (Sealer(bytes(32), b"value"), b"place"),
        (Sealer(KEY, b"audit"), b"place"),
        (Sealer(KEY, b"value"), b"elsewhere"),
        (Sealer(KEY, b"value"), b""),
    ):
        with pytest.raises(DecryptionFailed):
            sealer.open(sealed, aad)


def test_every_changed_bit_and_every_cut_is_noticed() -> None:
    sealer = Sealer(KEY, b"value")
    sealed = sealer.seal(b"secret", b"place")
    broken = [sealed[:size] for size in range(len(sealed))] + [sealed + b"\0"]
    for place in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        broken.append(bytes(changed))
    messages = set()
    for data in broken:
        with pytest.raises(DecryptionFailed) as caught:
            sealer.open(data, b"place")
        messages.add(caught.value.message)
    assert len(messages) == 1, "an error must not tell its cause"


def test_the_commitment_is_checked() -> None:
    commitment = Sealer(KEY, b"value").commitment
    assert len(commitment) == 32
    assert Sealer.checked(KEY, b"value", commitment).commitment == commitment
    for key, info, wrong in (
        (bytes(32), b"value", commitment),
        (KEY, b"audit", commitment),
        (KEY, b"value", commitment[:-1]),
        (KEY, b"value", commitment[:-1] + bytes([commitment[-1] ^ 1])),
        (KEY, b"value", b""),
    ):
        with pytest.raises(DecryptionFailed):
            Sealer.checked(key, info, wrong)


def test_wycheproof() -> None:
    """The vectors of the one size that is used: 256-bit keys, 96-bit nonces."""
    results = {"valid": 0, "invalid": 0}
    for group, test in wycheproof.cases("aes_gcm"):
        if group["keySize"] != 256 or group["ivSize"] != 96:
            continue
        sealer = Sealer(KEY, b"vectors")
        sealer._cipher = AESGCM(wycheproof.field(test, "key"))
        aad, message = wycheproof.field(test, "aad"), wycheproof.field(test, "msg")
        sealed = b"".join(wycheproof.field(test, name) for name in ("iv", "ct", "tag"))
        results[test["result"]] += 1
        if test["result"] == "valid":
            assert sealer.open(sealed, aad) == message, test["comment"]
        else:
            with pytest.raises(DecryptionFailed):
                sealer.open(sealed, aad)
    assert results["valid"] >= 10
    assert results["invalid"] >= 90

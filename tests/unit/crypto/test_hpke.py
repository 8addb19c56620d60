"""HPKE with X-Wing."""

from typing import Any

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from keystead.crypto.errors import BadParameters, DecryptionFailed
from keystead.crypto.hpke import OVERHEAD, PUBLIC, HpkeKey, open_sealed, seal
from tests.vectors import published

INFO = b"vault, environment, epoch, sender, recipient"
KEY = HpkeKey.from_private(bytes(range(32)))
AEADS = {1: AEAD.AES_128_GCM, 2: AEAD.AES_256_GCM, 3: AEAD.CHACHA20_POLY1305}


def field(vector: dict[str, Any], name: str) -> bytes:
    return bytes.fromhex(vector[name])


def opens_first(vector: dict[str, Any], suite: Suite, key: Any) -> None:
    """The first message of a vector; later ones need a context, which nothing here has."""
    first = vector["encryptions"][0]
    sealed = field(vector, "enc") + field(first, "ct")
    info, aad = field(vector, "info"), field(first, "aad")
    # Private, and used in tests only: the public function takes no AAD.
    opened = openssl.hpke._decrypt_with_aad(suite, sealed, key, info, aad)
    assert opened == field(first, "pt")


def test_x_wing_vectors() -> None:
    vectors = [
        vector
        for vector in published.from_json("HPKE/hpke-pq-test-vectors.json")
        if vector["kem_id"] == 0x647A and vector["kdf_id"] == 1
    ]
    assert vectors
    for vector in vectors:
        key = HpkeKey.from_private(field(vector, "skRm"))
        assert key.public == field(vector, "pkRm")
        suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEADS[vector["aead_id"]])
        opens_first(vector, suite, key._key)


def test_rfc_9180_vectors() -> None:
    """Base mode, X25519 and HKDF-SHA256, with each AEAD: the library under it."""
    used = set()
    for vector in published.from_json("HPKE/test-vectors.json"):
        if (vector["mode"], vector["kem_id"], vector["kdf_id"]) != (0, 0x20, 1):
            continue
        if vector["aead_id"] in AEADS:
            suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEADS[vector["aead_id"]])
            opens_first(vector, suite, X25519PrivateKey.from_private_bytes(field(vector, "skRm")))
            used.add(vector["aead_id"])
    assert {1, 3} <= used


def test_what_is_sealed_opens_for_its_recipient() -> None:
    for plaintext in (b"", b"epoch key", bytes(5000)):
        sealed = seal(KEY.public, INFO, plaintext)
        assert len(sealed) == len(plaintext) + OVERHEAD
        assert open_sealed(KEY, INFO, sealed) == plaintext


def test_sealing_twice_gives_different_bytes() -> None:
    assert seal(KEY.public, INFO, b"same") != seal(KEY.public, INFO, b"same")


def test_another_key_or_place_or_changed_bytes_do_not_open() -> None:
    sealed = seal(KEY.public, INFO, b"epoch key")
    broken = [sealed[:size] for size in (0, 1, 32, 1119, 1120, 1135, len(sealed) - 1)]
    broken.append(sealed + b"\0")
    for place in (0, 500, 1087, 1088, 1119, 1120, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        broken.append(bytes(changed))
    cases = [(KEY, INFO, data) for data in broken]
    cases += [(HpkeKey.generate(), INFO, sealed), (KEY, INFO + b"2", sealed), (KEY, b"", sealed)]
    messages = set()
    for key, info, data in cases:
        with pytest.raises(DecryptionFailed) as caught:
            open_sealed(key, info, data)
        messages.add(caught.value.message)
    assert len(messages) == 1, "an error must not tell its cause"


def test_both_halves_of_the_key_count() -> None:
    """A ciphertext for mixed halves opens for neither owner: it is a true hybrid."""
    other = HpkeKey.generate()
    mixed = KEY.public[:1184] + other.public[1184:]
    sealed = seal(mixed, INFO, b"epoch key")
    for key in (KEY, other):
        with pytest.raises(DecryptionFailed):
            open_sealed(key, INFO, sealed)


@pytest.mark.parametrize(
    "public",
    [
        pytest.param(b"", id="empty"),
        pytest.param(KEY.public[:-1], id="short"),
        pytest.param(KEY.public + b"\0", id="long"),
        pytest.param(KEY.public[:1184], id="half"),
        pytest.param(b"\xff" * 1184 + KEY.public[1184:], id="coefficients above q"),
        pytest.param(KEY.public[:1184] + bytes(32), id="point of low order"),
    ],
)
def test_a_damaged_public_key_is_refused(public: bytes) -> None:
    with pytest.raises(BadParameters):
        seal(public, INFO, b"epoch key")


def test_a_key_comes_back_from_its_seed() -> None:
    key = HpkeKey.generate()
    again = HpkeKey.from_private(key.private)
    assert len(key.private) == 32
    assert again.public == key.public
    assert len(key.public) == PUBLIC == 1216
    assert open_sealed(again, INFO, seal(key.public, INFO, b"x")) == b"x"


@pytest.mark.parametrize("size", [0, 31, 33, 64, 96])
def test_a_seed_has_32_bytes(size: int) -> None:
    with pytest.raises(BadParameters):
        HpkeKey.from_private(bytes(size))


def test_a_key_prints_without_its_seed() -> None:
    assert KEY.private.hex() not in repr(KEY)
    assert repr(KEY).startswith("HpkeKey(public=")

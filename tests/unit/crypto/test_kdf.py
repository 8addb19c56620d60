"""Argon2id (RFC 9106) and HKDF-SHA256 (RFC 5869)."""

import resource
from dataclasses import FrozenInstanceError

import pytest
from argon2.low_level import ARGON2_VERSION, Type, core, ffi

from keystead.crypto.errors import BadParameters, OutOfMemory
from keystead.crypto.kdf import Argon2Params, argon2id, hkdf
from tests.vectors import published, wycheproof

# The reference implementation's own known answers: phc-winner-argon2, src/test.c,
# version 0x13, Argon2id: passes, log2 of memory in KiB, lanes, password, salt.
REFERENCE = [
    (2, 16, 1, "password", "somesalt", "09316115d5cf24ed5a15a31a3ba326e5"
     "cf32edc24702987c02b6566f61913cf7"),
    (2, 18, 1, "password", "somesalt", "78fe1ec91fb3aa5657d72e710854e4c3"
     "d9b9198c742f9616c2f085bed95b2e8c"),
    (2, 8, 1, "password", "somesalt", "9dfeb910e80bad0311fee20f9c0e2b12"
     "c17987b4cac90c2ef54d5b3021c68bfe"),
    (2, 8, 2, "password", "somesalt", "6d093c501fd5999645e0ea3bf620d7b8"
     "be7fd2db59c20d9fff9539da2bf57037"),
    (1, 16, 1, "password", "somesalt", "f6a5adc1ba723dddef9b5ac1d464e180"
     "fcd9dffc9d1cbf76cca2fed795d9ca98"),
    (4, 16, 1, "password", "somesalt", "9025d48e68ef7395cca9079da4c4ec3a"
     "ffb3c8911fe4f86d1a2520856f63172c"),
    (2, 16, 1, "differentpassword", "somesalt", "0b84d652cf6b0c4beaef0dfe278ba6a8"
     "0df6696281d7e0d2891b817d8c458fde"),
    (2, 16, 1, "password", "diffsalt", "bdf32b05ccc42eb15d58fd19b1f856b1"
     "13da1e9a5874fdcc544308565aa8141c"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("passes", "log_memory", "lanes", "secret", "salt", "expected"),
    REFERENCE,
)
def test_argon2id_gives_the_reference_answers(
    passes: int, log_memory: int, lanes: int, secret: str, salt: str, expected: str
) -> None:
    made = argon2id(secret.encode(), salt.encode(), Argon2Params(1 << log_memory, passes, lanes))
    assert made.hex() == expected


def test_argon2id_gives_the_published_answers() -> None:
    used = 0
    for vector in published.blocks("KDF/argon2id.txt"):
        if vector.get("secret") or vector.get("ad") or vector["length"] != "32":
            continue
        params = Argon2Params(int(vector["memcost"]), int(vector["iter"]), int(vector["lanes"]))
        made = argon2id(bytes.fromhex(vector["pass"]), bytes.fromhex(vector["salt"]), params)
        assert made.hex() == vector["output"], vector["count"]
        used += 1
    assert used >= 2


def test_the_library_under_it_passes_rfc_9106() -> None:
    """RFC 9106, 5.3, has a secret and associated data, which only the lowest layer takes."""
    parts = {"pwd": b"\x01" * 32, "salt": b"\x02" * 16, "secret": b"\x03" * 8, "ad": b"\x04" * 12}
    kept = {name: ffi.new("uint8_t[]", value) for name, value in parts.items()}
    out = ffi.new("uint8_t[]", 32)
    context = ffi.new("argon2_context *")
    for name, value in parts.items():
        setattr(context, name, kept[name])
        setattr(context, f"{name}len", len(value))
    context.out, context.outlen, context.version = out, 32, ARGON2_VERSION
    context.t_cost, context.m_cost, context.lanes, context.threads = 3, 32, 4, 4
    assert core(context, Type.ID.value) == 0
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert bytes(ffi.buffer(out)).hex() == expected


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"), [(31, 1, 4), (32, 0, 4), (8, 1, 0), (0, 1, 1), (-8, 1, -1)]
)
def test_an_impossible_cost_is_refused(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(BadParameters):
        argon2id(b"secret", bytes(16), Argon2Params(memory_kib, passes, lanes))


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(BadParameters):
        argon2id(b"secret", bytes(7), Argon2Params(32, 1))


def test_missing_memory_is_said_in_its_own_words() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        used = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (64 << 20), hard))
    try:
        with pytest.raises(OutOfMemory) as caught:
            argon2id(b"correct horse", bytes(16), Argon2Params(256 * 1024, 3))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    assert "256 MiB" in caught.value.message
    assert caught.value.data == {"memory_kib": 256 * 1024}
    assert "correct horse" not in repr(caught.value)


def test_a_cost_is_a_value() -> None:
    cost = Argon2Params(65536, 3)
    assert cost == Argon2Params(65536, 3, 4)
    with pytest.raises(FrozenInstanceError):
        cost.passes = 1  # type: ignore[misc]


def test_hkdf_passes_rfc_5869() -> None:
    vectors = published.blocks("KDF/rfc-5869-HKDF-SHA256.txt")
    assert len(vectors) == 3
    for vector in vectors:
        ikm, salt, info = (bytes.fromhex(vector.get(name, "")) for name in ("ikm", "salt", "info"))
        assert hkdf(ikm, info, int(vector["l"]), salt).hex() == vector["okm"]


def test_hkdf_passes_wycheproof() -> None:
    results = {"valid": 0, "invalid": 0}
    for _, test in wycheproof.cases("hkdf_sha256"):
        ikm, salt, info = (wycheproof.field(test, name) for name in ("ikm", "salt", "info"))
        results[test["result"]] += 1
        if test["result"] == "valid":
            assert hkdf(ikm, info, test["size"], salt) == wycheproof.field(test, "okm")
        else:
            with pytest.raises(BadParameters):
                hkdf(ikm, info, test["size"], salt)
    assert results["valid"] >= 28
    assert results["invalid"] >= 2


def test_hkdf_gives_32_bytes_and_separates_purposes() -> None:
    assert len(hkdf(bytes(32), b"a")) == 32
    assert hkdf(bytes(32), b"a") != hkdf(bytes(32), b"b")
    assert hkdf(bytes(32), b"a") == hkdf(bytes(32), b"a", salt=bytes(32))


@pytest.mark.parametrize("length", [-1, 0, 8161])
def test_hkdf_refuses_other_lengths(length: int) -> None:
    with pytest.raises(BadParameters):
        hkdf(bytes(32), b"a", length)

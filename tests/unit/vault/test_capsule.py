import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from keystead.core.secret_types import SecretBytes
from keystead.crypto import kdf, offset_table, totp
from keystead.crypto.errors import BadParameters, OutOfMemory
from keystead.crypto.policy import SHIPPED
from keystead.vault import capsule as module
from keystead.vault.capsule import Credentials, open_capsule, renew, why_not
from keystead.vault.capsule_codec import HEADER, SEALED, decode
from keystead.vault.errors import TableEnded, WaitForNextCode, WrongCredentials
from tests.support.capsules import MEMORY, UNLOCK_KEY, VAULT, Made, make, quiet
from tests.support.policies import CHEAP


@pytest.fixture(scope="module")
def made() -> Made:
    return make()


@pytest.fixture
def runs(monkeypatch) -> list[kdf.Argon2Params]:
    """The cost of every Argon2 run from here on."""
    noted: list[kdf.Argon2Params] = []

    def counted(secret: bytes, salt: bytes, params: kdf.Argon2Params) -> bytes:
        noted.append(params)
        return kdf.argon2id(secret, salt, params)

    monkeypatch.setattr(module, "argon2id", counted)
    return noted


def opened(made: Made, given: Credentials, now: int, data: bytes | None = None):
    return open_capsule(data or made.data, VAULT, given, now, CHEAP, MEMORY)


def renewed(made: Made, window: int, until: int) -> bytes:
    return renew(opened(made, made.given(window), window), until, offset_table.build, quiet)


@pytest.mark.parametrize(("shift", "heavy"), [(0, 1), (-1, 2), (1, 3)])
def test_the_code_of_now_before_and_after_open_in_this_order(made, runs, shift, heavy):
    result = opened(made, made.given(1050 + shift), 1050)
    assert result.secrets.unlock_key == UNLOCK_KEY
    assert result.window == 1050 + shift
    assert runs == [CHEAP.light] + [CHEAP.floor] * heavy


@pytest.mark.parametrize("shift", [-2, 2, 40])
def test_a_code_further_away_does_not_open(made, runs, shift):
    with pytest.raises(WrongCredentials, match="wait for the next code"):
        opened(made, made.given(1050 + shift), 1050)
    assert runs == [CHEAP.light] + [CHEAP.floor] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda made: (made.given(1050, passphrase=SecretBytes(b"other")), made.data, VAULT, 1050),
        lambda made: (replace(made.given(1050), code=0), made.data, VAULT, 1050),
        lambda made: (made.given(1050, device_key=SecretBytes(bytes(32))), made.data, VAULT, 1050),
        lambda made: (made.given(1050), made.data, b"W" * 32, 1050),
        lambda made: (made.given(1050), make(member=b"N" * 16).data[:HEADER] + made.data[HEADER:],
                      VAULT, 1050),
        lambda made: (made.given(1050), made.data.replace(b"C" * 16, b"D" * 16), VAULT, 1050),
        lambda made: (made.given(1050), made.data[:-1] + bytes([made.data[-1] ^ 1]), VAULT, 1050),
        lambda made: (made.given(1000), made.data, VAULT, 1000),
        lambda made: (made.given(999), made.data, VAULT, 999),
        lambda made: (made.given(1101), made.data, VAULT, 1101),
        lambda made: (made.given(5000), made.data, VAULT, 5000),
        lambda made: (made.given(0), made.data, VAULT, 0),
    ],
    ids=["passphrase", "code", "device key", "vault", "header", "capsule", "table",
         "used", "before", "behind", "long behind", "epoch"],
)  # fmt: skip
def test_every_failure_is_one_error_after_one_light_and_three_heavy_runs(
    made: Made, runs: list[object], wrong: Callable[[Made], tuple[Credentials, bytes, bytes, int]]
):
    given, data, vault, now = wrong(made)
    runs.clear()
    with pytest.raises(WrongCredentials):
        open_capsule(data, vault, given, now, CHEAP, MEMORY)
    assert runs == [CHEAP.light] + [CHEAP.floor] * 3


def test_a_blind_target_that_happens_to_be_right_does_not_open(monkeypatch):
    monkeypatch.setattr("keystead.vault.capsule.secrets.randbelow", lambda _: 0)
    made = make()
    with pytest.raises(WrongCredentials):
        opened(made, made.given(5000), 5000)


def test_bad_costs_are_refused_before_anything_is_derived(made: Made, runs: list[object]):
    weak = made.data[:74] + (32).to_bytes(4, "big") + made.data[78:]
    large = made.data[:74] + (2**31).to_bytes(4, "big") + made.data[78:]
    for data in (weak, large):
        with pytest.raises(BadParameters):
            opened(made, made.given(1050), 1050, data)
    with pytest.raises(BadParameters):
        open_capsule(made.data, VAULT, made.given(1050), 1050, SHIPPED, MEMORY)
    with pytest.raises(BadParameters):
        open_capsule(made.data, VAULT, made.given(1050), 1050, CHEAP, 100 * 1024)
    assert runs == []


def test_too_little_memory_has_its_own_message(made: Made, monkeypatch):
    def none_left(secret: bytes, salt: bytes, params: kdf.Argon2Params) -> bytes:
        raise OutOfMemory("Keystead needs more memory.")

    monkeypatch.setattr(module, "argon2id", none_left)
    with pytest.raises(OutOfMemory):
        opened(made, made.given(1050), 1050)


def test_renewal_cuts_the_used_window_and_appends_leaving_old_bytes_verbatim(made: Made):
    data = renewed(made, 1050, 1200)
    old, new = decode(made.data), decode(data)
    assert (new.header.first, new.header.end) == (1051, 1200)
    assert new.table[: 3 * 50] == old.table[3 * 50 :]
    assert new.header.lineage() == old.header.lineage()
    assert new.header.commitment == old.header.commitment
    assert new.sealed != old.sealed
    result = opened(made, made.given(1199), 1199, data)
    assert result.secrets.unlock_key == UNLOCK_KEY
    assert result.secrets.accepted == 1050


def test_a_renewed_table_is_what_one_table_made_at_once_would_be(made: Made):
    result = opened(made, made.given(1050), 1050)
    once = offset_table.build(
        made.new.totp_secret.reveal(), result.table_key, result.secrets.target, 1051, 149, quiet
    )
    assert decode(renewed(made, 1050, 1200)).table == once


def test_used_and_older_codes_never_open_the_renewed_capsule(made: Made):
    data = renewed(made, 1050, 1200)
    for window in (1049, 1050):
        for now in (window - 1, window, window + 1):
            with pytest.raises(WrongCredentials):
                opened(made, made.given(window), now, data)


def test_a_dropped_window_is_not_made_again(made: Made):
    data = renewed(made, 1050, 1200)
    back = renew(opened(made, made.given(1051), 1051, data), 1100, offset_table.build, quiet)
    assert (decode(back).header.first, decode(back).header.end) == (1052, 1200)


def test_a_code_from_the_next_window_uses_up_both(made: Made):
    result = opened(made, made.given(1051), 1050)
    data = renew(result, 1200, offset_table.build, quiet)
    assert decode(data).header.first == 1052


def test_the_table_never_grows_above_the_limit(made: Made, monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 120)
    data = renewed(made, 1050, 9999)
    assert decode(data).header.count == 120
    assert decode(make(count=500).data).header.count == 120


def test_two_capsules_of_one_vault_share_nothing(made: Made):
    other = make(totp_secret=SecretBytes(b"another secret 20 by"))
    first, second = decode(made.data), decode(other.data)
    assert first.header.light_salt != second.header.light_salt
    assert first.header.heavy_salt != second.header.heavy_salt
    assert first.header.commitment != second.header.commitment
    differences = {
        (int.from_bytes(first.table[at : at + 3], "big")
         - int.from_bytes(second.table[at : at + 3], "big")) % 10**6
        for at in range(0, len(first.table), 3)
    }  # fmt: skip
    assert len(differences) > 90


def test_the_sealed_part_is_fresh_each_time(made: Made):
    first, second = renewed(made, 1050, 1200), renewed(made, 1050, 1200)
    assert first[HEADER : HEADER + SEALED] != second[HEADER : HEADER + SEALED]


def test_nothing_secret_shows(made: Made):
    result = opened(made, made.given(1050), 1050)
    shown = repr(result) + repr(made.given(1050)) + repr(made.new)
    assert UNLOCK_KEY.reveal().hex() not in shown
    assert repr(UNLOCK_KEY.reveal())[2:-1] not in shown
    assert str(result.secrets.target) not in shown or result.secrets.target < 10_000
    assert totp.code(made.new.totp_secret.reveal(), 1050) not in shown


@pytest.mark.parametrize(
    ("window", "kind", "reason"),
    [
        (900, TableEnded, "clock"),
        (998, TableEnded, "clock"),
        (999, WaitForNextCode, None),
        (1000, WaitForNextCode, None),
        (1001, type(None), None),
        (1101, type(None), None),
        (1102, TableEnded, "used-up"),
    ],
)
def test_what_can_be_said_beside_wrong(made: Made, window: int, kind: type, reason: str | None):
    found = why_not(decode(made.data).header, -1, window * 30.0 + 10)
    assert type(found) is kind
    if isinstance(found, TableEnded):
        assert found.data["reason"] == reason
        assert "Emergency Kit" in found.message
    if isinstance(found, WaitForNextCode):
        assert found.data["seconds"] == (1001 - window) * 30 - 10


def test_the_window_in_plain_counts_where_it_is_later(made: Made):
    header = decode(made.data).header
    assert isinstance(why_not(header, 1050, 1050 * 30.0), WaitForNextCode)
    assert why_not(header, 1050, 1051 * 30.0) is None


def _hkdf(key: bytes, info: bytes, length: int, salt: bytes = b"") -> bytes:
    return HKDF(SHA256(), length, salt or None, info).derive(key)


def test_the_construction_is_the_one_of_the_document():
    """Steps 1 to 6 once more, from the document and the libraries alone."""
    made = make(count=20)
    data, new = made.data, made.new
    salts = data[80:96], data[96:112]
    lineage = hashlib.sha256(data[:74] + salts[0] + salts[1]).digest()
    light = hash_secret_raw(new.passphrase.reveal(), salts[0], 1, 32, 4, 32, Type.ID)
    pad_key = _hkdf(new.device_key.reveal() + light, b"keystead/v1/capsule/table", 32, salt=lineage)
    stream = Cipher(AES256(pad_key), CTR(bytes(16))).encryptor().update(bytes(8 * 1021))
    for place, window in enumerate(range(1001, 1021)):
        pad = int.from_bytes(stream[8 * window : 8 * window + 8], "big") % 10**6
        code = int(totp.code(new.totp_secret.reveal(), window))
        offset = int.from_bytes(data[248 + 3 * place : 251 + 3 * place], "big")
        target = (offset + code - pad) % 10**6
        heavy = hash_secret_raw(target.to_bytes(4, "big") + light, salts[1], 1, 64, 4, 32, Type.ID)
        info = b"keystead/v1/capsule/key" + lineage
        material = _hkdf(heavy + new.device_key.reveal(), info, 64)
        assert material[32:] == data[124:156]
        aad = data[:156] + hashlib.sha256(data[248:]).digest()
        plain = AESGCM(material[:32]).decrypt(data[156:168], data[168:248], aad)
        assert plain[:32] == new.unlock_key.reveal()
        assert int.from_bytes(plain[32:36], "big") == target
        assert plain[36:56] == new.totp_secret.reveal()
        assert int.from_bytes(plain[56:], "big") == new.accepted

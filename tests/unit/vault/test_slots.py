import pytest

from keystead.core.secret_types import SecretBytes
from keystead.crypto.errors import BadParameters
from keystead.crypto.kdf import Argon2Params
from keystead.crypto.policy import SHIPPED
from keystead.vault import records, slots
from keystead.vault.errors import WrongCredentials
from keystead.vault.identity import Keyset
from tests.support.policies import CHEAP

VAULT, MEMBER = b"V" * 32, b"M" * 16
UNLOCK = SecretBytes(b"u" * 32)
PASSPHRASE, SECRET_KEY = SecretBytes(b"horse"), SecretBytes(b"k" * 20)
CODE = SecretBytes(b"r" * 32)
KEYSET = Keyset.generate()
MEMORY = 1 << 30


def secret_key_record(generation: int = 1, passphrase: SecretBytes = PASSPHRASE) -> bytes:
    slot = slots.secret_key_slot(passphrase, SECRET_KEY, CHEAP)
    return slot.record(VAULT, MEMBER, generation, UNLOCK, KEYSET.signing)


def recovery_record(generation: int = 1, code: SecretBytes = CODE) -> bytes:
    return slots.recovery_slot(code).record(VAULT, MEMBER, generation, UNLOCK, KEYSET.signing)


def open_secret_key(kept, passphrase=PASSPHRASE, secret_key=SECRET_KEY, policy=CHEAP):
    return slots.open_with_secret_key(kept, VAULT, passphrase, secret_key, policy, MEMORY)


def test_passphrase_and_secret_key_open_it_together_only():
    kept = [recovery_record(), secret_key_record()]
    record, unlock_key = open_secret_key(kept)
    assert unlock_key == UNLOCK
    assert record.head.member == MEMBER
    assert record.head.cost == CHEAP.floor
    record.check_signature([KEYSET.signing.public])
    for passphrase, secret_key in (
        (SecretBytes(b"x"), SECRET_KEY),
        (PASSPHRASE, SecretBytes(b"x" * 20)),
    ):
        with pytest.raises(WrongCredentials):
            open_secret_key(kept, passphrase, secret_key)
    with pytest.raises(WrongCredentials):
        open_secret_key([])


def test_the_recovery_code_opens_its_slot():
    kept = [secret_key_record(), recovery_record()]
    record, unlock_key = slots.open_with_recovery_code(kept, VAULT, CODE)
    assert unlock_key == UNLOCK
    record.check_signature([KEYSET.signing.public])
    for code, vault in ((SecretBytes(b"x" * 32), VAULT), (CODE, b"W" * 32)):
        with pytest.raises(WrongCredentials):
            slots.open_with_recovery_code(kept, vault, code)


def test_two_slots_of_one_kind_both_open():
    other = SecretBytes(b"other")
    kept = [secret_key_record(), secret_key_record(passphrase=other)]
    assert open_secret_key(kept)[1] == open_secret_key(kept, other)[1] == UNLOCK


def test_one_derivation_seals_at_two_generations():
    slot = slots.secret_key_slot(PASSPHRASE, SECRET_KEY, CHEAP)
    first = slot.record(VAULT, MEMBER, 1, UNLOCK, KEYSET.signing)
    second = slot.record(VAULT, MEMBER, 2, UNLOCK, KEYSET.signing)
    assert records.newest([first, second]) == (second,)
    assert open_secret_key([second])[1] == UNLOCK


def test_a_cost_outside_the_policy_is_refused_before_anything_is_derived(monkeypatch):
    def never(secret: bytes, salt: bytes, params: Argon2Params) -> bytes:
        raise AssertionError("derived")

    kept = [secret_key_record()]
    monkeypatch.setattr(slots, "argon2id", never)
    with pytest.raises(BadParameters):
        open_secret_key(kept, policy=SHIPPED)


def test_a_file_full_of_slots_does_not_stop_the_computer(monkeypatch):
    runs = []

    def counted(secret: bytes, salt: bytes, params: Argon2Params) -> bytes:
        runs.append(params)
        return bytes(32)

    kept = [secret_key_record()] * 100
    monkeypatch.setattr(slots, "argon2id", counted)
    with pytest.raises(WrongCredentials):
        open_secret_key(kept)
    assert len(runs) == slots.MAX_TRIED


def test_nothing_secret_shows():
    slot = slots.recovery_slot(CODE)
    assert "rrrr" not in repr(slot)

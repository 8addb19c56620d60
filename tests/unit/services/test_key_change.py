import pytest

from keystead.core.secret_types import SecretBytes
from keystead.services.emergency_kit import Sheets
from keystead.services.key_change import KeyChange, NewSlots, key_makers
from keystead.vault import records, slots
from keystead.vault.identity import Keyset
from keystead.vault.records import Kind, parse
from tests.support.policies import CHEAP

VAULT, MEMBER = b"V" * 32, b"M" * 16
FIRST, SECOND = SecretBytes(b"1" * 32), SecretBytes(b"2" * 32)
OLD, NEW = Keyset.generate(), Keyset.generate()
PASSPHRASE = SecretBytes(b"horse")


def test_new_slots_open_at_every_generation_after_one_derivation(monkeypatch):
    runs = []
    real = slots.secret_key_slot

    def counted(*given):
        runs.append(given)
        return real(*given)

    monkeypatch.setattr("keystead.services.key_change.slots.secret_key_slot", counted)
    sheets = Sheets()
    new = NewSlots(sheets, PASSPHRASE, CHEAP)
    raw = [
        make(generation)
        for generation in (1, 2)
        for makers in new.makers(VAULT, MEMBER, FIRST, OLD.signing).values()
        for make in makers
    ]
    assert [(parse(item).head.kind, parse(item).head.generation) for item in raw] == [
        (Kind.SECRET_KEY, 1),
        (Kind.RECOVERY, 1),
        (Kind.SECRET_KEY, 2),
        (Kind.RECOVERY, 2),
    ]
    assert len(runs) == 1
    assert sheets.recovery is not None
    for item in raw[1::2]:
        assert slots.open_with_recovery_code([item], VAULT, sheets.recovery)[1] == FIRST
    for item in raw[::2]:
        opened = slots.open_with_secret_key(
            [item], VAULT, PASSPHRASE, sheets.secret_key, CHEAP, 1 << 30
        )
        assert opened[1] == FIRST


def test_without_a_new_recovery_code_its_slot_is_left_alone():
    new = NewSlots(Sheets(with_recovery=False), PASSPHRASE, CHEAP)
    assert list(new.makers(VAULT, MEMBER, FIRST, OLD.signing)) == [Kind.SECRET_KEY]


def test_both_unlock_keys_find_both_keysets_and_the_former_key_is_kept():
    sealed = [(FIRST, NEW), (SECOND, OLD), (SECOND, NEW)]
    made = key_makers(VAULT, MEMBER, sealed, (SECOND, (FIRST,)), OLD.signing)
    raw = [make(1) for makers in made.values() for make in makers]
    raw.append(records.keyset_record(VAULT, MEMBER, 1, FIRST, OLD))
    for unlock_key in (FIRST, SECOND):
        member, keysets = records.open_keysets(unlock_key, raw, VAULT)
        assert member == MEMBER
        assert {keyset.signing.public for keyset in keysets} == {
            OLD.signing.public,
            NEW.signing.public,
        }
    assert records.former_keys(SECOND, raw, VAULT) == (FIRST,)


def test_a_change_is_abstract():
    with pytest.raises(TypeError):
        KeyChange(None, None, None)  # type: ignore[abstract, arg-type]

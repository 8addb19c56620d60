import itertools

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.kdf import Argon2Params
from keystead.crypto.signing import SigningKey
from keystead.errors import KeysteadError
from keystead.vault import records
from keystead.vault.cbor import Cbor, decode, encode
from keystead.vault.errors import ForgedRecord, KeysRenewed, NewerFormat, VaultDamaged
from keystead.vault.identity import Keyset
from keystead.vault.records import Head, Kind

VAULT, MEMBER = b"V" * 32, b"M" * 16
KEY, OTHER = SecretBytes(b"u" * 32), SecretBytes(b"w" * 32)
KEYSET, SECOND = Keyset.generate(), Keyset.generate()


def keyset_record(
    generation: int = 1,
    key: SecretBytes = KEY,
    keyset: Keyset = KEYSET,
    signer: SigningKey | None = None,
    vault: bytes = VAULT,
    member: bytes = MEMBER,
) -> bytes:
    return records.keyset_record(vault, member, generation, key, keyset, signer)


def seeds(keyset: Keyset) -> tuple[bytes, bytes]:
    return keyset.signing.seed, keyset.hpke.private


def changed(raw: bytes, **fields: Cbor) -> bytes:
    content = decode(raw, 10_000)
    assert isinstance(content, dict)
    for name, value in fields.items():
        number = int(name[1:])
        if value is None:
            del content[number]
        else:
            content[number] = value
    return encode(content)


def test_the_keyset_opens_with_the_unlock_key():
    member, keyset = records.open_keyset(KEY, [keyset_record()], VAULT)
    assert member == MEMBER
    assert seeds(keyset) == seeds(KEYSET)
    record = records.parse(keyset_record())
    assert record.head == Head(Kind.KEYSET, VAULT, MEMBER, 1)
    record.check_signature([KEYSET.signing.public])


def test_every_changed_byte_and_every_cut_is_refused():
    raw = keyset_record()
    for at in range(len(raw)):
        for bad in (raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], raw[:at]):
            with pytest.raises(KeysteadError):
                records.open_keyset(KEY, [bad], VAULT)


def test_keysets_of_other_members_and_vaults_are_passed_over():
    mine, theirs = keyset_record(), keyset_record(key=OTHER, keyset=SECOND, member=b"N" * 16)
    foreign = keyset_record(vault=b"W" * 32)
    assert records.open_keyset(KEY, [theirs, foreign, mine], VAULT)[0] == MEMBER
    assert records.open_keyset(OTHER, [mine, theirs], VAULT)[0] == b"N" * 16
    with pytest.raises(VaultDamaged):
        records.open_keyset(KEY, [mine, theirs], VAULT, member=b"N" * 16)
    with pytest.raises(VaultDamaged):
        records.open_keyset(KEY, [foreign], VAULT)
    with pytest.raises(VaultDamaged):
        records.open_keyset(KEY, [], VAULT)


def test_during_a_renewal_both_keysets_open_the_newest_first():
    old, new = keyset_record(1), keyset_record(2, keyset=SECOND, signer=KEYSET.signing)
    member, keysets = records.open_keysets(KEY, [old, new], VAULT, MEMBER)
    assert member == MEMBER
    assert [seeds(keyset) for keyset in keysets] == [seeds(SECOND), seeds(KEYSET)]


def test_a_keyset_that_a_stranger_signed_is_refused():
    with pytest.raises(ForgedRecord):
        records.open_keyset(KEY, [keyset_record(signer=SigningKey.generate())], VAULT)


def test_a_record_moved_to_another_member_or_vault_does_not_open():
    raw = keyset_record()
    for field, value in (("_3", b"N" * 16), ("_4", 2), ("_1", 1), ("_2", b"W" * 32)):
        bad = records.parse(changed(raw, **{field: value}))
        if bad.raw == raw:
            continue
        with pytest.raises(DecryptionFailed):
            bad.open(KEY.reveal(), b"keystead/v1/keyset")
        with pytest.raises(ForgedRecord):
            bad.check_signature([KEYSET.signing.public])


def test_a_device_whose_keys_were_renewed_elsewhere_is_told():
    new = keyset_record(2, key=OTHER)
    former = records.former_key_record(VAULT, MEMBER, 2, OTHER, [KEY], KEYSET.signing)
    with pytest.raises(KeysRenewed, match="new Secret Key"):
        records.open_keyset(KEY, [new, former], VAULT)
    assert records.open_keyset(OTHER, [new, former], VAULT)[0] == MEMBER


def test_former_keys_open_with_the_present_one_newest_first():
    third = SecretBytes(b"t" * 32)
    raw = records.former_key_record(VAULT, MEMBER, 3, third, [OTHER, KEY], KEYSET.signing)
    assert records.former_keys(third, [raw], VAULT) == (OTHER, KEY)
    assert records.former_keys(KEY, [raw], VAULT) == ()
    assert records.former_keys(KEY, [], VAULT) == ()
    many = [SecretBytes(bytes([number]) * 32) for number in range(100)]
    raw = records.former_key_record(VAULT, MEMBER, 4, third, many, KEYSET.signing)
    assert records.former_keys(third, [raw], VAULT) == tuple(many[:64])


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"_0": 2}, NewerFormat),
        ({"_0": 2, "_1": b"of another meaning"}, NewerFormat),
        ({"_0": 0}, VaultDamaged),
        ({"_1": 5}, VaultDamaged),
        ({"_1": 0}, VaultDamaged),
        ({"_2": b"short"}, VaultDamaged),
        ({"_3": 5}, VaultDamaged),
        ({"_4": 2**32}, VaultDamaged),
        ({"_5": b"s" * 16}, VaultDamaged),
        ({"_6": [1, 2, 3]}, VaultDamaged),
        ({"_8": b"short"}, VaultDamaged),
        ({"_9": b"short"}, VaultDamaged),
        ({"_9": None}, VaultDamaged),
        ({"_10": 1}, VaultDamaged),
    ],
)
def test_each_field_is_checked(fields, kind):
    with pytest.raises(kind):
        records.parse(changed(keyset_record(), **fields))


@pytest.mark.parametrize("cost", [[1, 2], [1, 2, 3, 4], [1, 2, True], [1, 2, b"3"], [1, 2, 2**32]])
def test_the_cost_of_a_slot_is_three_numbers(cost):
    head = Head(Kind.SECRET_KEY, VAULT, MEMBER, 1, b"s" * 16, Argon2Params(64, 1, 4))
    raw = records.sign(head, Sealer(b"k" * 32, b"x"), b"u" * 32, KEYSET.signing)
    assert records.parse(raw).head == head
    with pytest.raises(VaultDamaged):
        records.parse(changed(raw, _6=cost))


def test_a_record_is_bounded():
    with pytest.raises(VaultDamaged):
        records.parse(changed(keyset_record(), _8=bytes(records.MAX_BYTES)))


def test_the_newest_of_each_kind_and_member_stay_whatever_the_order():
    old, new, beside = keyset_record(1), keyset_record(2), keyset_record(2, keyset=SECOND)
    theirs = keyset_record(1, member=b"N" * 16)
    former = records.former_key_record(VAULT, MEMBER, 1, KEY, [OTHER], KEYSET.signing)
    kept = records.newest([old, new, beside, theirs, former])
    assert set(kept) == {new, beside, theirs, former}
    for order in itertools.permutations([old, new, beside, theirs, former]):
        assert records.newest(order) == kept
    assert records.newest((*kept, *kept)) == kept
    assert records.newest([]) == ()


def test_with_a_renewed_key_nobody_pushes_valid_records_out():
    new = keyset_record(3, keyset=SECOND)
    old, beside = keyset_record(1), keyset_record(3)
    outbid = keyset_record(2**32 - 1, keyset=KEYSET)
    former = records.former_key_record(VAULT, MEMBER, 9, KEY, [OTHER], KEYSET.signing)

    def current(member: bytes) -> list[bytes]:
        return [SECOND.signing.public] if member == MEMBER else []

    kept = records.newest([old, new, beside, outbid, former], current)
    assert set(kept) == {new, beside, former}
    assert records.newest([new, outbid]) == (outbid,)
    assert records.newest([old, outbid], current) == (outbid,)


def test_the_generation_of_a_member_and_kind():
    former = records.former_key_record(VAULT, MEMBER, 7, KEY, [OTHER], KEYSET.signing)
    kept = [keyset_record(3), keyset_record(9, member=b"N" * 16), former]
    assert records.generation([], MEMBER, Kind.KEYSET) == 0
    assert records.generation(kept, MEMBER, Kind.KEYSET) == 3
    assert records.generation(kept, MEMBER, Kind.FORMER_KEY) == 7
    assert records.generation(kept, MEMBER, Kind.RECOVERY) == 0

from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.errors import KeysteadError
from keystead.vault.capsule_codec import HEADER, MAX_FILE, SEALED, Secrets, decode
from keystead.vault.errors import CapsuleDamaged, NewerFormat, NotAVault
from tests.support.capsules import CAPSULE, MEMBER, VAULT, make


@pytest.fixture(scope="module")
def data() -> bytes:
    return make(count=4).data


def with_bytes(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def test_what_is_written_is_read(data: bytes):
    capsule = decode(data)
    assert (HEADER, SEALED, len(data)) == (156, 92, 156 + 92 + 4 * 3)
    assert capsule.encode() == data
    assert capsule.header.vault == VAULT
    assert capsule.header.member == MEMBER
    assert capsule.header.capsule == CAPSULE
    assert (capsule.header.first, capsule.header.count, capsule.header.end) == (1001, 4, 1005)
    assert MAX_FILE == 156 + 92 + 4_500_000


def test_the_lineage_stays_while_the_table_moves_and_differs_for_all_else(data: bytes):
    header = decode(data).header
    assert replace(header, first=5, count=6, commitment=b"x" * 32).lineage() == header.lineage()
    for other in (
        replace(header, vault=b"W" * 32),
        replace(header, member=b"N" * 16),
        replace(header, capsule=b"D" * 16),
        replace(header, light_salt=b"s" * 16),
        replace(header, heavy_salt=b"t" * 16),
    ):
        assert other.lineage() != header.lineage()


def test_the_secrets_have_a_fixed_width_and_do_not_show():
    secrets = Secrets(SecretBytes(b"u" * 32), 123456, SecretBytes(b"t" * 20), 2**40 - 1)
    assert len(secrets.encode()) == 64
    assert Secrets.decode(secrets.encode()) == secrets
    assert "123456" not in repr(secrets)


@pytest.mark.parametrize("length", [0, 7, 8, 155, 247, 250, 259, 261, 263])
def test_every_other_length_is_damage(data: bytes, length: int):
    with pytest.raises(NotAVault if length < 8 else CapsuleDamaged):
        decode((data + b"xyz")[:length])


@pytest.mark.parametrize(
    ("at", "new", "kind"),
    [
        (0, b"X", NotAVault),
        (8, b"\0\2", NewerFormat),
        (8, b"\0\0", CapsuleDamaged),
        (112, (2**40 - 4).to_bytes(8, "big"), CapsuleDamaged),  # first + count = 2^40
        (120, bytes(4), CapsuleDamaged),  # count 0
        (120, (1_500_001).to_bytes(4, "big"), CapsuleDamaged),
        (248, (1_000_000).to_bytes(3, "big"), CapsuleDamaged),  # the first entry
        (257, b"\xff\xff\xff", CapsuleDamaged),  # the last entry
    ],
)
def test_each_number_is_checked_before_anything_is_derived(data, at, new, kind):
    with pytest.raises(kind):
        decode(with_bytes(data, at, new))


def test_a_table_without_entries_is_damage(data: bytes):
    with pytest.raises(KeysteadError):
        decode(with_bytes(data, 120, bytes(4))[:248])

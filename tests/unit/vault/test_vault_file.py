import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.vault import vault_file
from keystead.vault.errors import NewerFormat, NotAVault, TooLarge, VaultDamaged
from keystead.vault.vault_file import (
    CHECK,
    COMMIT,
    HEADER,
    MAGIC,
    MARKER,
    MAX_PAYLOAD,
    VaultContents,
    decode,
    encode,
    read_id,
    salvage,
)

ID = b"V" * 32
parts = st.lists(st.binary(max_size=40), max_size=4)


def contents(records=(), commits=(), blobs=()) -> VaultContents:
    named = {hashlib.sha256(blob).digest(): blob for blob in blobs}
    return VaultContents(ID, tuple(sorted(records)), tuple(commits), named)


SMALL = contents([b"record"], [b"first", b"second"], [b"blob", MARKER * 3])


@given(parts, parts, parts)
def test_a_file_is_read_as_it_was_written(records, commits, blobs):
    made = contents(records, commits, blobs)
    assert decode(encode(made)) == made
    assert encode(decode(encode(made))) == encode(made)
    assert salvage(encode(made)).contents == made
    assert not salvage(encode(made)).lost


@given(parts, st.data())
def test_any_change_is_damage(commits, data):
    good = encode(contents(commits=commits))
    at = data.draw(st.integers(0, len(good) - 1))
    mask = data.draw(st.integers(1, 255))
    with pytest.raises((NotAVault, NewerFormat, VaultDamaged)):
        decode(good[:at] + bytes([good[at] ^ mask]) + good[at + 1 :])


@given(st.binary(max_size=200))
def test_random_bytes_are_no_vault_but_can_be_searched(data: bytes):
    with pytest.raises(NotAVault):
        decode(data)
    assert salvage(data).contents.commits == ()


def test_the_header_in_bytes():
    data = encode(SMALL)
    assert data[:HEADER] == MAGIC + b"\0\1" + ID
    head = b"\1" + (6).to_bytes(4, "big")
    check = hashlib.sha256(head + b"record").digest()[:CHECK]
    assert data[HEADER:].startswith(MARKER + head + b"record" + check)
    assert data[-CHECK - 32 : -CHECK] == hashlib.sha256(data[: -CHECK - 32 - 9]).digest()


def test_the_id_is_read_without_the_rest():
    assert read_id(MAGIC + b"\0\1" + ID + b"anything") == ID


@pytest.mark.parametrize("data", [b"", b"KEY", MAGIC, MAGIC + b"\0\1" + ID[:-1], b"x" * 60])
def test_what_does_not_begin_like_a_vault(data: bytes):
    with pytest.raises(NotAVault):
        read_id(data)


def test_other_versions():
    with pytest.raises(NewerFormat):
        read_id(MAGIC + b"\0\2" + ID)
    with pytest.raises(NotAVault):
        read_id(MAGIC + b"\0\0" + ID)


def test_only_a_whole_file_is_believed_to_be_newer():
    body = MAGIC + b"\0\2" + ID
    head = b"\0" + (32).to_bytes(4, "big")
    digest = hashlib.sha256(body).digest()
    newer = body + MARKER + head + digest + hashlib.sha256(head + digest).digest()[:CHECK]
    with pytest.raises(NewerFormat):
        salvage(newer)
    assert salvage(newer[:-1]).lost == 1


def test_a_second_ending_or_a_missing_one_is_damage():
    data = encode(SMALL)
    for bad in (data + data[HEADER:], data[: -CHECK - 32 - 9], data[:HEADER]):
        with pytest.raises(VaultDamaged):
            decode(bad)
    assert salvage(data[: -CHECK - 32 - 9]).contents == SMALL


def test_a_damaged_stretch_is_counted_once():
    data = encode(SMALL)
    at = data.index(b"second")
    damaged = salvage(data[:at] + b"SECOND" + data[at + 6 :])
    assert damaged.contents.commits == (b"first",)
    assert damaged.lost == 1


def test_a_part_above_the_limit_is_not_written():
    with pytest.raises(TooLarge):
        encode(contents(commits=[bytes(MAX_PAYLOAD + 1)]))


def test_a_length_above_the_limit_is_not_believed():
    head = MARKER + b"\2" + (MAX_PAYLOAD + 1).to_bytes(4, "big")
    with pytest.raises(VaultDamaged):
        decode(MAGIC + b"\0\1" + ID + head + bytes(100))


def test_blobs_print_nothing():
    assert "blob" not in repr(SMALL).replace("blobs", "")
    assert vault_file.FORMAT == 1


def test_a_file_of_markers_does_not_keep_salvage_busy(monkeypatch: pytest.MonkeyPatch):
    whole = encode(contents(commits=[b"commit"]))
    liar = MARKER + bytes([COMMIT]) + (1000).to_bytes(4, "big")
    data = whole + liar * 50 + bytes(2000)
    assert salvage(data).contents.commits == (b"commit",)
    monkeypatch.setattr(vault_file, "MAX_WASTED", 5000)
    late = data + whole[HEADER:]
    assert salvage(late).contents.commits == (b"commit",)
    monkeypatch.setattr(vault_file, "MAX_WASTED", 10**6)
    assert salvage(late).contents.commits == (b"commit", b"commit")

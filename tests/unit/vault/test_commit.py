"""Commits: one encoding, one id, one signature over everything."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.crypto.signing import SigningKey
from keystead.vault.cbor import decode, encode
from keystead.vault.commit import (
    MAX_BYTES,
    MAX_PARENTS,
    NO_VAULT,
    Commit,
    Header,
    parse,
    sign,
)
from keystead.vault.errors import ForgedCommit, NewerFormat, VaultDamaged
from keystead.vault.operations import Right, Sealed

KEY = SigningKey.from_seed(bytes(range(32)))
AUTHOR = b"a" * 16
DEVICE = b"d" * 16
VAULT = b"v" * 32
PARENT = b"p" * 32
EDIT = Sealed(b"e" * 16, PARENT, Right.WRITER, b"h" * 32)
HEADER = Header(VAULT, AUTHOR, DEVICE, (PARENT,), 1_700_000_000)


def _fields(commit: Commit) -> dict[int, Any]:
    decoded = decode(commit.raw, MAX_BYTES)
    assert isinstance(decoded, dict)
    return decoded


def test_a_signed_commit_says_what_it_was_made_of():
    commit = sign(HEADER, (EDIT, EDIT), KEY)
    assert commit.id == hashlib.sha256(commit.raw).digest()
    assert (commit.vault, commit.author, commit.device) == (VAULT, AUTHOR, DEVICE)
    assert (commit.parents, commit.time) == ((PARENT,), 1_700_000_000)
    assert commit.operations == (EDIT, EDIT)
    assert not commit.is_genesis
    assert parse(commit.raw) == commit
    commit.check_signature(KEY.public)


def test_the_genesis_has_neither_vault_nor_parents():
    genesis = sign(Header(NO_VAULT, AUTHOR, DEVICE, (), 0), (), KEY)
    assert genesis.is_genesis
    genesis.check_signature(KEY.public)


def test_parents_are_sorted_when_signed():
    parents = (b"z" * 32, b"a" * 32)
    assert sign(Header(VAULT, AUTHOR, DEVICE, parents, 0), (), KEY).parents == parents[::-1]


def test_another_key_did_not_sign_it():
    other = SigningKey.from_seed(bytes(32))
    with pytest.raises(ForgedCommit):
        sign(HEADER, (), KEY).check_signature(other.public)


def test_a_signature_covers_every_field():
    changes = {
        1: b"w" * 32,
        2: b"b" * 16,
        3: b"e" * 16,
        4: [b"q" * 32],
        5: 1_700_000_001,
        6: [],
        7: bytes(64),
    }
    fields = _fields(sign(HEADER, (EDIT,), KEY))
    assert fields.keys() == changes.keys() | {0}  # another version is another format
    for number, value in changes.items():
        forged = parse(encode(fields | {number: value}))
        with pytest.raises(ForgedCommit):
            forged.check_signature(KEY.public)


def test_a_signature_for_something_else_is_none_for_a_commit():
    fields = _fields(sign(HEADER, (EDIT,), KEY))
    unsigned = {number: value for number, value in fields.items() if number != 7}
    forged = parse(encode(fields | {7: KEY.sign(b"keystead/v1/record", encode(unsigned))}))
    with pytest.raises(ForgedCommit):
        forged.check_signature(KEY.public)
    parse(encode(fields | {7: KEY.sign(b"keystead/v1/commit", encode(unsigned))})).check_signature(
        KEY.public
    )


@given(st.data())
def test_a_flipped_bit_is_never_the_same_signed_commit(data):
    raw = bytearray(sign(HEADER, (EDIT,), KEY).raw)
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((VaultDamaged, ForgedCommit, NewerFormat)):
        parse(bytes(raw)).check_signature(KEY.public)


@pytest.mark.parametrize("version", [2, 255, 2**40])
def test_a_newer_version_says_so(version):
    fields = _fields(sign(HEADER, (), KEY)) | {0: version, 9: "something new"}
    with pytest.raises(NewerFormat, match="newer Keystead"):
        parse(encode(fields))


REFUSED = {
    "version 0": {0: 0},
    "version that is no number": {0: b"\x01"},
    "unknown field": {8: 1},
    "unknown verb": {6: [{0: 99}]},
    "operation that is no map": {6: [1]},
    "short vault id": {1: VAULT[1:]},
    "short author": {2: AUTHOR[1:]},
    "long device": {3: DEVICE + b"d"},
    "parents not sorted": {4: [b"z" * 32, b"a" * 32]},
    "parent twice": {4: [PARENT, PARENT]},
    "short parent": {4: [PARENT[1:]]},
    "parent that is no id": {4: [PARENT, 1]},
    "no parents": {4: []},
    "genesis with a parent": {1: NO_VAULT},
    "too many parents": {4: [bytes([number]) * 32 for number in range(MAX_PARENTS + 1)]},
    "time out of range": {5: 2**53},
    "short signature": {7: bytes(63)},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_other_forms_are_refused(change):
    fields = _fields(sign(HEADER, (EDIT,), KEY))
    with pytest.raises(VaultDamaged):
        parse(encode(fields | change))


@pytest.mark.parametrize("number", range(8))
def test_no_field_may_be_missing(number):
    fields = _fields(sign(HEADER, (EDIT,), KEY))
    with pytest.raises(VaultDamaged):
        parse(encode({key: value for key, value in fields.items() if key != number}))


def test_as_many_parents_as_the_format_allows():
    parents = tuple(bytes([number]) * 32 for number in range(MAX_PARENTS))
    assert sign(Header(VAULT, AUTHOR, DEVICE, parents, 0), (), KEY).parents == parents


def test_a_time_before_1970_cannot_be_signed():
    with pytest.raises(VaultDamaged):
        sign(Header(VAULT, AUTHOR, DEVICE, (PARENT,), -1), (), KEY)

"""Strict CBOR: one encoding for one meaning, and nothing decoded that the format lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.vault import cbor
from keystead.vault.cbor import MAX_DEPTH, decode, encode
from keystead.vault.errors import VaultDamaged

LIMIT = 1 << 24

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 2**64 - 1)
    | st.binary(max_size=300)
    | st.text(max_size=100),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.integers(0, 255), inner, max_size=5)
    ),
    max_leaves=20,
)

# RFC 8949, appendix A, for the types that the format uses.
PUBLISHED = {
    "00": 0,
    "17": 23,
    "1818": 24,
    "1864": 100,
    "1903e8": 1000,
    "1a000f4240": 1_000_000,
    "1b000000e8d4a51000": 1_000_000_000_000,
    "1bffffffffffffffff": 2**64 - 1,
    "f4": False,
    "f5": True,
    "f6": None,
    "40": b"",
    "4401020304": b"\x01\x02\x03\x04",
    "60": "",
    "6449455446": "IETF",
    "62c3bc": "ü",
    "64f0908591": "\U00010151",
    "80": [],
    "8301820203820405": [1, [2, 3], [4, 5]],
    "a0": {},
    "a201020304": {1: 2, 3: 4},
}

REFUSED = {
    "nothing at all": "",
    "trailing bytes": "0000",
    "negative number": "20",
    "half float": "f93c00",
    "single float": "fa47c35000",
    "double float": "fb3ff199999999999a",
    "undefined": "f7",
    "simple value": "f0",
    "simple value in two bytes": "f8ff",
    "break alone": "ff",
    "tag: date": "c074323031332d30332d32315432303a30343a30305a",
    "tag: bignum": "c249010000000000000000",
    "tag: negative bignum": "c349010000000000000000",
    "tag: regular expression": "d8236161",
    "tag: shared value": "d81c80",
    "tag: shared reference": "d81d00",
    "tag: string reference": "d81900",
    "tag: self-described": "d9d9f700",
    "tag inside": "81c100",
    "indefinite bytes": "5f4101ff",
    "indefinite text": "7f6161ff",
    "indefinite array": "9f01ff",
    "indefinite map": "bf0102ff",
    "reserved length 28": "1c",
    "reserved length 29": "5d",
    "reserved length 30": "9e",
    "number not the shortest, 1 byte": "1817",
    "number not the shortest, 2 bytes": "1900ff",
    "number not the shortest, 4 bytes": "1a0000ffff",
    "number not the shortest, 8 bytes": "1b00000000ffffffff",
    "length not the shortest": "580100",
    "number cut off": "19ff",
    "length cut off": "5b000000",
    "bytes cut off": "420a",
    "text cut off": "6361",
    "text that is not UTF-8": "61ff",
    "text with a surrogate": "63eda080",
    "overlong text": "62c080",
    "array cut off": "8201",
    "array that claims 2^32 items": "9affffffff",
    "map cut off after a key": "a101"[:4],
    "map cut off before a key": "a2010203"[:6],
    "map that claims 2^64-1 entries": "bbffffffffffffffff",
    "keys not sorted": "a203040102",
    "duplicate keys": "a201020103",
    "text key": "a1616100",
    "bytes key": "a1416100",
    "negative key": "a12000",
    "false as key": "a1f400",
    "key above 255": "a119010000",
    "key not the shortest": "a1180100",
    "key cut off": "a118",
}


@pytest.mark.parametrize(("encoded", "value"), PUBLISHED.items(), ids=PUBLISHED)
def test_published_examples(encoded, value):
    assert encode(value).hex() == encoded
    assert decode(bytes.fromhex(encoded), LIMIT) == value


@pytest.mark.parametrize("encoded", REFUSED.values(), ids=REFUSED)
def test_what_is_not_ours_is_refused(encoded):
    with pytest.raises(VaultDamaged):
        decode(bytes.fromhex(encoded), LIMIT)


@given(values)
def test_what_was_encoded_decodes_to_itself(value):
    assert decode(encode(value), LIMIT) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_or_are_the_only_encoding(data):
    try:
        value = decode(data, LIMIT)
    except VaultDamaged:
        return
    assert encode(value) == data


@given(values, st.data())
def test_a_changed_byte_is_refused_or_means_something_else(value, data):
    encoded = bytearray(encode(value))
    place = data.draw(st.integers(0, len(encoded) - 1))
    encoded[place] ^= data.draw(st.integers(1, 255))
    try:
        changed = decode(bytes(encoded), LIMIT)
    except VaultDamaged:
        return
    assert encode(changed) != encode(value)


def test_the_limit_on_bytes_comes_first():
    with pytest.raises(VaultDamaged, match="larger than the format allows"):
        decode(b"\x1c" * 11, 10)
    assert decode(b"\x49" + bytes(9), 10) == bytes(9)


def test_nesting_has_a_limit():
    assert decode(b"\x81" * MAX_DEPTH + b"\x00", LIMIT)
    for hostile in (b"\x81" * (MAX_DEPTH + 1) + b"\x00", b"\x81" * 100_000, b"\xa1\x00" * 100_000):
        with pytest.raises(VaultDamaged):
            decode(hostile, LIMIT)


def test_the_number_of_values_has_a_limit(monkeypatch):
    monkeypatch.setattr(cbor, "MAX_ITEMS", 1000)
    assert decode(encode([0] * 999), LIMIT) == [0] * 999
    with pytest.raises(VaultDamaged):
        decode(encode([0] * 1000), LIMIT)
    with pytest.raises(VaultDamaged):
        decode(encode({number: [[]] * 4 for number in range(200)}), LIMIT)

"""Fields are what the format says, or the whole is refused."""

import pytest

from keystead.vault.errors import VaultDamaged
from keystead.vault.fields import Reader, as_cbor, pair


def test_fields_come_out_once_and_nothing_is_left():
    reader = Reader({1: b"ab", 2: 7, 3: "text", 4: [1], 5: {1: 2}, 6: b"any"})
    assert reader.has(1)
    assert reader.octets(1, 2) == b"ab"
    assert not reader.has(1)
    assert reader.integer(2) == 7
    assert reader.text(3) == "text"
    assert reader.array(4) == [1]
    assert reader.mapping(5) == {1: 2}
    assert reader.octets(6) == b"any"
    reader.end()


def test_the_map_that_is_read_stays_whole():
    source = as_cbor({1: 1})
    Reader(source).integer(1)
    assert source == {1: 1}


def test_optional_bytes_may_be_absent_but_not_wrong():
    reader = Reader({1: b"ab"})
    assert reader.optional_octets(9, 2) is None
    assert reader.optional_octets(1, 2) == b"ab"
    with pytest.raises(VaultDamaged):
        Reader({1: b"ab"}).optional_octets(1, 3)
    with pytest.raises(VaultDamaged):
        Reader({1: None}).optional_octets(1, 3)


@pytest.mark.parametrize("value", [None, 1, "a", b"a", [1], True])
def test_only_a_map_has_fields(value):
    with pytest.raises(VaultDamaged):
        Reader(value)


@pytest.mark.parametrize("value", [None, 1, "ab", [1], b"abc", b"a", b""])
def test_bytes_of_another_type_or_size(value):
    with pytest.raises(VaultDamaged):
        Reader({1: value}).octets(1, 2)


@pytest.mark.parametrize("value", [None, b"1", "1", True, False, [1], 2**53, 2**64 - 1])
def test_numbers_of_another_type_or_above_the_limit(value):
    with pytest.raises(VaultDamaged):
        Reader({1: value}).integer(1)


def test_numbers_below_the_limit():
    assert Reader({1: 2**53 - 1}).integer(1) == 2**53 - 1
    assert Reader({1: 4}).integer(1, limit=5) == 4
    with pytest.raises(VaultDamaged):
        Reader({1: 5}).integer(1, limit=5)


@pytest.mark.parametrize("take", [Reader.text, Reader.array, Reader.mapping])
@pytest.mark.parametrize("value", [None, 1, b"a"])
def test_text_arrays_and_maps_of_another_type(take, value):
    with pytest.raises(VaultDamaged):
        take(Reader({1: value}), 1)


@pytest.mark.parametrize("take", [Reader.octets, Reader.integer, Reader.text, Reader.array])
def test_a_missing_field(take):
    with pytest.raises(VaultDamaged):
        take(Reader({2: 1}), 1)


def test_a_field_that_nobody_asked_for():
    with pytest.raises(VaultDamaged):
        Reader({1: 1}).end()


def test_pairs():
    assert pair([b"a", b"bc"], 1, 2) == (b"a", b"bc")


@pytest.mark.parametrize(
    "value",
    [
        None,
        {0: b"a", 1: b"bc"},
        [b"a"],
        [b"a", b"bc", b"d"],
        ["a", b"bc"],
        [b"aa", b"bc"],
        [b"a", "bc"],
        [b"a", b"b"],
    ],
)
def test_what_is_not_a_pair(value):
    with pytest.raises(VaultDamaged):
        pair(value, 1, 2)

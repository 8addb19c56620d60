import pytest

from keystead.formats.flat import FLAT_LIMIT, FlatFault, Item, check_size, replaced


def test_a_size_is_counted_in_bytes():
    check_size("x" * FLAT_LIMIT)
    for text in ("x" * (FLAT_LIMIT + 1), "é" * (FLAT_LIMIT // 2 + 1)):
        with pytest.raises(FlatFault) as caught:
            check_size(text)
        assert caught.value.line == 1


def test_only_the_named_values_are_replaced():
    items = [Item("A", "1", 1, 2, 3), Item("B", "2", 1, 6, 7)]
    assert replaced("A=1 B=2", items, {"A": "one", "B": "two"}) == "A=one B=two"
    assert replaced("A=1 B=2", items, {"B": "two"}) == "A=1 B=two"


def test_an_item_hides_its_value():
    assert "hidden" not in repr(Item("A", "hidden", 1, written="hidden"))

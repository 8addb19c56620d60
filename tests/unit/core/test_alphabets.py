"""Alphabets, and that each class is present without favouring a value."""

import math
from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.alphabets import (
    ALPHANUMERIC,
    LOOKALIKES,
    SYMBOLS,
    bits,
    bits_each,
    check_symbols,
    classes,
    draw,
    draw_each,
)
from keystead.core.errors import BadValue


def test_the_alphabets_have_each_character_once() -> None:
    assert len(ALPHANUMERIC) == len(set(ALPHANUMERIC)) == 62
    assert len(SYMBOLS) == len(set(SYMBOLS)) == 28
    assert check_symbols("!!-_") == "!-_"


@pytest.mark.parametrize("wrong", ["", "a!", "! ", "é", "\n", "!" * 33])
def test_symbols_are_printable_ascii_symbols(wrong: str) -> None:
    with pytest.raises(BadValue):
        check_symbols(wrong)


def test_look_alikes_are_left_out_of_every_class() -> None:
    found = classes(SYMBOLS, readable=True)
    assert len(found) == 4
    assert not LOOKALIKES & set("".join(found))
    with pytest.raises(BadValue, match="look-alike"):
        classes("|", readable=True)


@given(st.integers(4, 60), st.booleans())
def test_each_class_is_present(length: int, readable: bool) -> None:
    parts = classes(SYMBOLS, readable)
    text = draw_each(parts, length)
    assert len(text) == length
    assert all(any(character in part for character in text) for part in parts)


def test_a_length_without_room_is_refused() -> None:
    with pytest.raises(BadValue):
        draw_each(classes("!"), 3)


def test_every_text_that_fits_is_as_likely() -> None:
    """Over the 36 texts of three characters with one of each part.

    Patching the missing class in would make some of them twice as likely.
    """
    parts = ("ab", "1")
    fitting = ["".join(t) for t in product("ab1", repeat=3) if "1" in t and set(t) & {"a", "b"}]
    counts = Counter(draw_each(parts, 3) for _ in range(18_000))
    assert set(counts) == set(fitting)
    expected = 18_000 / len(fitting)
    statistic = sum((counts[text] - expected) ** 2 / expected for text in fitting)
    # 17 degrees of freedom: 76 is exceeded once in about 10^9 runs.
    assert (len(fitting), statistic < 76) == (18, True)
    assert bits_each(parts, 3) == pytest.approx(math.log2(18))


def test_bits_count_the_texts() -> None:
    assert bits("ab", 10) == 10
    assert bits_each(("a", "b"), 1) == 0
    assert bits_each(classes(SYMBOLS), 40) < bits("".join(classes(SYMBOLS)), 40)
    assert set(draw("ab", 200)) == {"a", "b"}

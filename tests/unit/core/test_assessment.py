import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.assessment import ENOUGH, WEAK, bits_of


@pytest.mark.parametrize(
    "text",
    ["a", "password", "123456789012", "aaaaaaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnopqrstuvwxyz",
     "ababababababababababab", "0000000000000000", "hunter2"],
)  # fmt: skip
def test_what_is_certainly_weak_is_found(text: str):
    assert 0 < bits_of(text) < WEAK


def test_nothing_has_no_bits():
    assert bits_of("") == 0


@pytest.mark.parametrize(
    "make", [secrets.token_hex, secrets.token_urlsafe, lambda size: secrets.token_bytes(size).hex()]
)
def test_what_is_random_is_strong(make):
    for _ in range(50):
        assert bits_of(make(16)) >= WEAK
        assert bits_of(make(32)) >= 2 * WEAK


def test_hex_has_four_bits_a_digit_at_most():
    assert bits_of(secrets.token_hex(16)) <= 128


@given(st.text(max_size=200), st.text(max_size=20))
def test_more_text_is_never_weaker_by_much_and_the_measure_ends(text: str, more: str):
    assert 0 <= bits_of(text) <= ENOUGH
    assert bits_of(text * 100 + more) <= ENOUGH

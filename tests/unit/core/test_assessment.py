import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.assessment import ENOUGH, WEAK, bits_of


@pytest.mark.parametrize(
    "text",
    ["a", "password", "123456789012", "aaaaaaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnopqrstuvwxyz",
     "ababababababababababab", "0000000000000000", "hunter2",
     "abcd1234abcd1234", "fedcba9876543210",
     "c232ab00-9414-11ec-b3c8-9f6bdeced846", "1ec9414c-232a-6b00-b3c8-9f6bdeced846",
     "00000000-0000-0000-0000-000000000000"],
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


@pytest.mark.parametrize("upper", [False, True])
def test_random_hex_is_not_said_to_have_less_than_it_has(upper: bool):
    drawn = random.Random(1)
    values = [drawn.randbytes(8).hex() for _ in range(2_000)]
    bits = [bits_of(one.upper() if upper else one) for one in values]
    assert max(bits) == 64
    assert sum(one == 64 for one in bits) >= 1_960


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("c232ab00-9414-11ec-b3c8-9f6bdeced846", 39),
        ("1ec9414c-232a-6b00-b3c8-9f6bdeced846", 39),
        ("919108f7-52d1-4320-9bac-f847db4148a8", 122),
        ("{919108F7-52D1-4320-9BAC-F847DB4148A8}", 122),
        ("urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c07398f", 74),
        ("2ed6657d-e927-568b-95e1-2665a8aea6a2", 122),
        ("aaaaaaaa-aaaa-4aaa-aaaa-aaaaaaaaaaaa", 54),
    ],
)
def test_a_uuid_has_the_random_bits_of_its_version(text: str, bits: int):
    assert bits_of(text) == bits


@given(st.text(max_size=200), st.text(max_size=20))
def test_more_text_is_never_weaker_by_much_and_the_measure_ends(text: str, more: str):
    assert 0 <= bits_of(text) <= ENOUGH
    assert bits_of(text * 100 + more) <= ENOUGH

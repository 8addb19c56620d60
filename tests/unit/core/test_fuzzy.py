"""Fuzzy finding: how well words fit, and what they mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.fuzzy import INSIDE, SCATTERED, START, WORD, match, place, tokens


def test_what_is_typed_is_taken_apart():
    assert tokens("  Rot STR ") == ("rot", "str")
    assert tokens("") == ()


@pytest.mark.parametrize(
    ("token", "text", "found"),
    [
        ("str", "stripe_secret_key", (START, ((0, 3),))),
        ("sec", "stripe_secret_key", (WORD, ((7, 10),))),
        ("rip", "stripe_secret_key", (INSIDE, ((2, 5),))),
        ("ssk", "stripe_secret_key", (SCATTERED, ((0, 1), (7, 8), (14, 15)))),
        ("key", "monkey_key", (WORD, ((7, 10),))),
        ("zz", "stripe_secret_key", None),
        ("sy", "stripe_secret_key", None),
        ("tk", "stripe_secret_key", None),
    ],
)
def test_the_best_place_of_a_word(token, text, found):
    assert place(token, text) == found


def test_all_words_must_fit_and_all_are_marked():
    assert match(("rot", "str"), "Rotate STRIPE_KEY") == (START + WORD, ((0, 3), (7, 10)))
    assert match(("rot", "aws"), "Rotate STRIPE_KEY") is None
    assert match((), "anything") == (0, ())


def test_pieces_that_touch_are_one():
    assert match(("st", "ri"), "stri") == (START + INSIDE, ((0, 4),))


def test_where_folding_lengthens_a_text_nothing_is_marked():
    assert match(("stras",), "Straße") == (START, ())


@given(st.lists(st.text(min_size=1, max_size=5)), st.text(max_size=40))
def test_what_is_marked_lies_in_the_text_in_order(wanted, text):
    found = match([one.casefold() for one in wanted if one.strip()], text)
    if found is not None:
        ends = [place for span in found[1] for place in span]
        assert ends == sorted(ends)
        assert all(0 <= one <= len(text) for one in ends)

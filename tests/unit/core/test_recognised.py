"""What was recognised, in words."""

from datetime import date

import pytest

from keystead.core.model import Kind
from keystead.core.recognised import MAX_FACT, Recognition, shown


@pytest.mark.parametrize(
    ("found", "words", "malformed", "odd"),
    [
        (Recognition("key", Kind.API_KEY, "AWS"), "Looks like an AWS key", False, False),
        (Recognition("RSA key", Kind.KEY_PAIR, public=True),
         "Looks like an RSA key, which is no secret", False, False),
        (Recognition("key", Kind.API_KEY, checksum_fits=False, remarks=("it is old",)),
         "Looks like a key, but its checksum does not fit and it is old", True, True),
        (Recognition("key", Kind.API_KEY, well_formed=False),
         "Looks like a key, but it has not the form of one", True, True),
        (Recognition("key", Kind.API_KEY, well_formed=False, remarks=("it cannot be read",)),
         "Looks like a key, but it cannot be read", True, True),
    ],
)  # fmt: skip
def test_the_words_say_what_is_odd(found, words: str, malformed: bool, odd: bool) -> None:
    assert (found.words, found.is_malformed, found.is_odd) == (words, malformed, odd)


def test_the_last_day_is_the_one_of_its_end() -> None:
    assert Recognition("key", Kind.JWT, ends=1_893_456_000).expires == date(2030, 1, 1)
    assert Recognition("key", Kind.JWT).expires is None


def test_a_text_is_shown_in_one_line_and_not_too_long() -> None:
    assert shown("a\nb\x1b[0m") == "ab[0m"
    assert len(shown("a" * 999)) == MAX_FACT

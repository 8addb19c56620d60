"""The estimate of a passphrase, and the suggestion."""

import subprocess
import sys

import pytest

from keystead.services.passphrases import LIST_BITS, LIST_SIZE, WORDS, rate, suggest, word_list


@pytest.mark.parametrize(
    ("passphrase", "score"),
    [("", 0), ("password", 0), ("summer2026", 2), ("correct horse battery staple lantern", 4)],
)
def test_common_ones_are_weak_and_several_words_are_strong(passphrase, score):
    assert rate(passphrase).score == score


def test_the_remark_says_what_to_do_in_one_sentence():
    assert rate("").remark == ""
    assert rate("password").remark == "This is a top-10 common password."
    assert rate("correct horse battery staple lantern").remark == "Hard to guess."
    assert rate("vokalu").remark == "Use several words."
    assert rate("tovakelu93").remark == "Another word or two helps."


def test_the_name_of_the_vault_is_what_a_guesser_tries_first():
    assert rate("harbourstudio", ("harbourstudio",)).bits < rate("harbourstudio").bits


def test_a_very_long_one_is_rated_by_its_beginning_and_in_time():
    assert rate("x7!kQ0w)Zr5 " * 2000).bits == rate("x7!kQ0w)Zr5 " * 6).bits


def test_the_list_has_the_entropy_that_is_promised():
    words = word_list()
    assert len(words) == len(set(words)) == LIST_SIZE == round(2**LIST_BITS)
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in words)
    assert (words[0], words[-1]) == ("abacus", "zoom")


def test_a_suggestion_is_drawn_with_equal_chances_from_the_whole_list():
    lists: list[tuple[str, ...]] = []

    def choose(words: tuple[str, ...]) -> str:
        lists.append(words)
        return words[len(lists)]

    assert suggest(choose).split() == list(word_list()[1 : WORDS + 1])
    assert lists == [word_list()] * WORDS


def test_a_suggestion_is_rated_strong_and_never_comes_twice():
    drawn = {suggest() for _ in range(20)}
    assert len(drawn) == 20
    assert all(rate(words).score == 4 for words in drawn)


def test_zxcvbn_is_loaded_on_first_use_only():
    code = "import sys; import keystead.services.passphrases; print('zxcvbn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import BadQuery
from keystead.core.query import MAX_QUERY, Filter, Query, parse, parse_exact

BOTH: list[Callable[[str], Query]] = [parse, parse_exact]


@pytest.mark.parametrize("read", BOTH)
def test_words_filters_quotes_and_negation(read: Callable[[str], Query]) -> None:
    query = read('Billing "EU  shop" env:Prod -tag:ci service:"Google Cloud" is:due -old -"a b"')
    assert query.words == ("billing", "eu  shop")
    assert query.without == ("old", "a b")
    assert query.filters == (
        Filter("env", "prod"),
        Filter("tag", "ci", negated=True),
        Filter("service", "google cloud"),
        Filter("is", "due"),
    )


@pytest.mark.parametrize("read", BOTH)
@pytest.mark.parametrize("text", ["", "  ", '""'])
def test_nothing_asks_for_everything(read: Callable[[str], Query], text: str) -> None:
    assert read(text).is_empty


@pytest.mark.parametrize("read", BOTH)
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("https://x.example", "https://x.example"),
        ('"env:prod"', "env:prod"),
        ("a-b", "a-b"),
        ("ß", "ss"),
        ("-", "-"),
        (":b:c", ":b:c"),
    ],
)
def test_what_only_looks_like_a_filter_is_a_word(
    read: Callable[[str], Query], text: str, word: str
) -> None:
    assert read(text) == Query(words=(word,), exact=read is parse_exact)


def test_long_names_of_filters_are_understood() -> None:
    assert parse("environment:dev state:ok").filters == (Filter("env", "dev"), Filter("is", "ok"))
    assert parse("ENV:dev").filters == (Filter("env", "dev"),)


def test_unfinished_input_is_no_error_in_the_window() -> None:
    assert parse("env:").filters == (Filter("env", ""),)
    assert parse("is:exp").filters == (Filter("is", "exp"),)
    assert parse("is:nonsense") == Query(words=("is:nonsense",))
    assert parse("colour:red") == Query(words=("colour:red",))
    assert parse('"eu sh') == Query(words=("eu sh",))
    assert parse('tag:"eu sh').filters == (Filter("tag", "eu sh"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour:red", "no such filter"),
        ("is:nonsense", "one of these"),
        ("is:exp", "one of these"),
        ("is:", "a name is missing"),
        ("env:", "a name is missing"),
        ('tag:""', "a name is missing"),
        ('"eu sh', "Close it"),
        ("x" * (MAX_QUERY + 1), "at most"),
    ],
)
def test_the_command_line_explains(text: str, message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        parse_exact(text)


@given(st.text(st.sampled_from('ab:"- eEnvistagß\t') | st.characters(), max_size=80))
def test_the_window_takes_any_text(text: str) -> None:
    query = parse(text)
    assert all(word == word.casefold() for word in query.words)
    with contextlib.suppress(BadQuery):
        assert parse_exact(text).words == query.words


def test_a_very_long_text_is_cut_in_the_window() -> None:
    assert len(parse("x" * 5_000).words[0]) == MAX_QUERY

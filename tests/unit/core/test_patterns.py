"""Patterns: what they match, what is refused, and that none takes its time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.patterns import MAX_PATTERN, PatternProblem, parse


@pytest.mark.parametrize(
    ("source", "fits", "not_fits"),
    [
        ("ab_[0-9]{3}", ["ab_123"], ["ab_12", "ab_1234", "xab_123", "ab_12a", "ab_123\n"]),
        ("k(live|test)[a-c]{1,3}", ["klivea", "ktestabc"], ["klive", "ktestd"]),
        (r"S\.[A-Z]{1,9}\.[0-9]{2}", ["S.AB.12"], ["SxAB.12", "S.AB12"]),
        ("[0-9_-]{2}x", ["-_x"], ["a_x"]),
        (r"[a\-z]{1}", ["-"], ["b"]),
    ],
)
def test_the_whole_text_must_fit(source: str, fits: list[str], not_fits: list[str]) -> None:
    pattern = parse(source)
    assert all(pattern.matches(text) for text in fits)
    assert not any(pattern.matches(text) for text in not_fits)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "a*",
        "a+",
        "a?",
        "a.b",
        "^a",
        "(a+)+",
        "((a|b)|c)",
        "(a|ab)",
        "(?=a)a",
        "a{3}",
        "[a-z",
        "[^a]",
        "[z-a]",
        "[a-]x{2}",
        "[!-~]",
        "[a]{0,3}",
        "[a]{3,1}",
        "[a]{5000}",
        "[a]{4000}[b]{4000}",
        "[a-z]{1,9}[a-f]{1,9}",
        "[a-z]{1,9}b",
        "[a-z]{1,9}(live|test)",
        r"\d",
        r"(a)\1",
        "é",
        "[é]",
        "a" * (MAX_PATTERN + 1),
    ],
)
def test_what_could_hold_us_up_or_is_no_pattern_is_refused(source: str) -> None:
    with pytest.raises(PatternProblem):
        parse(source)


def test_the_prefix_is_what_is_plain_at_the_start() -> None:
    assert parse(r"SG\.[0-9]{20}").prefix == "SG."
    assert parse("k_(live|test)[0-9]{20}").prefix == "k_"
    assert (parse("[0-9]{20}").prefix, parse("a[0-9]{2,3}").longest) == ("", 4)


@given(st.from_regex(r"(ab|[a-c]\{1,3\}|[a-c]\{2\}|x|-){1,6}", fullmatch=True), st.data())
def test_it_reads_as_python_does(source: str, data: st.DataObject) -> None:
    """Where a pattern is taken, it means what the same regular expression means."""
    source = re.sub(r"([a-c])\{", r"[\1]{", source)
    try:
        pattern = parse(source)
    except PatternProblem:
        return
    text = data.draw(st.from_regex(source, fullmatch=True) | st.text("abcx-", max_size=12))
    assert pattern.matches(text) is (re.fullmatch(source, text) is not None)

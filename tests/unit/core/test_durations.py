import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.durations import (
    DAY,
    MAX_DAYS,
    MAX_SPAN,
    days_in_words,
    format_days,
    format_span,
    left_in_words,
    parse_days,
    parse_span,
    span_in_words,
)
from keystead.core.errors import BadDuration


@pytest.mark.parametrize(
    ("text", "days"),
    [("90d", 90), ("12w", 84), ("1y", 365), ("90", 90), (" 7 Days ", 7), ("1 week", 7), ("1d", 1)],
)
def test_days_are_read(text: str, days: int) -> None:
    assert parse_days(text) == days


@pytest.mark.parametrize(
    "text", ["", "d", "3m", "48h", "-1d", "1.5d", "0d", "3651d", "99999y", "٣d", "90d90", "1e3"]
)
def test_what_is_no_number_of_days_is_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        parse_days(text)


def test_nought_days_can_be_allowed() -> None:
    assert parse_days("0", minimum=0) == 0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("48h", 172_800),
        ("30m", 1_800),
        ("30 min", 1_800),
        ("7d", 604_800),
        ("2w", 1_209_600),
        ("45s", 45),
        ("1h30m", 5_400),
        ("1 h 30 min", 5_400),
        ("0", 0),
        ("24 Hours", 86_400),
    ],
)
def test_spans_are_read(text: str, seconds: int) -> None:
    assert parse_span(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "48", "h", "4y", "3mo", "-1h", "1.5h", "367d", "1h" * 40, "٣h", "999999999w"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        parse_span(text)


def test_limits_are_named_in_the_message() -> None:
    with pytest.raises(BadDuration, match="1h to 7d") as caught:
        parse_span("30m", minimum=3_600, maximum=7 * DAY)
    assert caught.value.data == {"minimum": 3_600, "maximum": 7 * DAY}


@given(st.integers(0, MAX_SPAN))
def test_a_formatted_span_reads_back(seconds: int) -> None:
    assert parse_span(format_span(seconds)) == seconds


@given(st.integers(1, MAX_DAYS))
def test_formatted_days_read_back(days: int) -> None:
    assert parse_days(format_days(days)) == days
    assert parse_days(days_in_words(days)) == days


@pytest.mark.parametrize(
    ("seconds", "text", "words"),
    [
        (0, "0", "none"),
        (86_400, "24h", "24 h"),
        (172_800, "48h", "48 h"),
        (604_800, "7d", "7 days"),
        (5_400, "1h30m", "1 h 30 min"),
        (61, "1m1s", "1 min 1 s"),
    ],
)
def test_spans_are_written_as_the_window_shows_them(seconds: int, text: str, words: str) -> None:
    assert format_span(seconds) == text
    assert span_in_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 s"),
        (14.9, "14 s"),
        (60, "1 min"),
        (40 * 60, "40 min"),
        (16 * 3_600 + 48 * 60, "16 h 48 min"),
        (3_600, "1 h"),
        (5 * DAY + 3 * 3_600, "5 days 3 h"),
        (4 * DAY, "4 days"),
    ],
)
def test_what_is_left_is_rounded_down(seconds: float, words: str) -> None:
    assert left_in_words(seconds) == words


def test_one_day_is_not_plural() -> None:
    assert days_in_words(1) == "1 day"
    assert days_in_words(30) == "30 days"

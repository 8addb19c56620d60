from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.dates import (
    DAY,
    ago_in_words,
    day_from_ordinal,
    day_of,
    exact,
    in_words,
    instant,
    parse_day,
)
from keystead.core.errors import BadDate

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 19, 43, tzinfo=UTC).timestamp()


@given(st.dates())
def test_every_iso_day_reads_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2027-02-29",
        "2027-13-01",
        "0000-01-01",
        "27-01-31",
        "31.01.2027",
        "2027-1-31",
        "2027-01-31T00:00",
        "20270131",
        "2027-W05-1",
        "٢٠٢٧-٠١-٣١",
        "never",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_day(text)


def test_leap_days_exist_where_they_do() -> None:
    assert parse_day(" 2028-02-29 ") == date(2028, 2, 29)
    assert parse_day("2000-02-29") == date(2000, 2, 29)
    with pytest.raises(BadDate):
        parse_day("2100-02-29")


@given(st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_day_of_a_time_is_the_calendars(moment: datetime) -> None:
    # timestamp() is a float: half a second before midnight may round up to it.
    whole = moment.replace(microsecond=0)
    assert day_of(whole.timestamp()) == whole.date()


def test_days_beyond_the_calendar_are_its_ends() -> None:
    assert day_from_ordinal(10**9) == date.max
    assert day_from_ordinal(-5) == date.min
    assert day_of(10**15) == date.max
    assert instant(10**15) == "9999-12-31T23:59:59Z"
    assert instant(-1) == "1970-01-01T00:00:00Z"


def test_moments_and_exact_days() -> None:
    assert instant(NOW + 0.9) == "2026-11-22T19:43:00Z"
    assert exact(date(2026, 12, 22)) == "22 Dec 2026"
    assert exact(date(2027, 1, 3)) == "3 Jan 2027"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-400, "13 months ago"),
        (-8, "8 days ago"),
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (3, "in 3 days"),
        (12, "in 12 days"),
        (57, "in 57 days"),
        (90, "in 90 days"),
        (92, "in 3 months"),
        (160, "in 5 months"),
        (243, "in 7 months"),
        (244, "in 8 months"),
        (340, "in 11 months"),
        (366, "in 12 months"),
        (731, "in 2 years"),
        (-3_700, "10 years ago"),
    ],
)
def test_days_in_words(days: int, words: str) -> None:
    assert in_words(TODAY + timedelta(days), TODAY) == words


def test_no_day_is_never() -> None:
    assert in_words(None, TODAY) == "never"
    assert ago_in_words(None, NOW) == "never"


@given(st.integers(0, 40_000), st.integers(0, 400))
def test_what_is_later_never_reads_as_nearer(days: int, more: int) -> None:
    def size(words: str) -> tuple[int, int]:
        if words in ("today", "tomorrow"):
            return (0, ("today", "tomorrow").index(words))
        _, number, unit = words.split()
        return (("days", "months", "years").index(unit), int(number))

    now = date(2000, 1, 1)
    near, far = now + timedelta(days), now + timedelta(days + more)
    assert size(in_words(near, now)) <= size(in_words(far, now))


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (-300, "just now"),
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (12 * 60 + 5, "12 min ago"),
        (40 * 60, "40 min ago"),
        (3_599, "59 min ago"),
        (4 * 3_600, "4 h ago"),
        (DAY - 1, "23 h ago"),
        (DAY, "yesterday"),
        (DAY + 1_800, "yesterday"),
        (25 * 3_600, "2 days ago"),
        (2 * DAY - 3_600, "2 days ago"),
        (6 * DAY, "6 days ago"),
        (100 * DAY, "3 months ago"),
    ],
)
def test_a_past_moment_in_words(ago: int, words: str) -> None:
    # Early in the day, so that 47 hours before is two calendar days back.
    now = datetime(2026, 11, 22, 0, 30, tzinfo=UTC).timestamp()
    assert ago_in_words(now - ago, now) == words

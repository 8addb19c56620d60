"""Moments in words, by the wall clock (the tests run in UTC)."""

from datetime import date

from keystead.core.durations import DAY, HOUR
from keystead.gui.models.moments import (
    begins,
    day_begins,
    event_moment,
    exact_moment,
    full_moment,
    moment_in_words,
)

NOW = 1_795_378_380.0  # 22 November 2026, 20:13 UTC


def test_today_and_yesterday_have_a_clock():
    assert moment_in_words(NOW - 2 * HOUR, NOW) == "today 18:13"
    assert moment_in_words(NOW - DAY, NOW) == "yesterday 20:13"


def test_older_moments_are_days():
    assert moment_in_words(NOW - 100 * DAY, NOW) == "14 Aug"
    assert moment_in_words(NOW - 400 * DAY, NOW) == "18 Oct 2025"


def test_an_exact_moment_has_day_and_clock():
    assert exact_moment(NOW + 16 * HOUR) == "Mon 23 Nov, 12:13"


def test_a_moment_of_the_audit_always_has_a_clock():
    assert event_moment(NOW - 2 * HOUR, NOW) == "today 18:13"
    assert event_moment(NOW - 100 * DAY, NOW) == "14 Aug, 20:13"
    assert event_moment(NOW - 400 * DAY, NOW) == "18 Oct 2025, 20:13"
    assert full_moment(NOW) == "Sun 22 Nov 2026, 20:13:00"


def test_a_day_begins_at_midnight():
    midnight = begins(date(2026, 11, 22))
    assert full_moment(midnight) == "Sun 22 Nov 2026, 00:00:00"
    assert day_begins(NOW) == midnight
    assert day_begins(NOW, 6) == begins(date(2026, 11, 16))

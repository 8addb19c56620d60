"""Moments in words, by the wall clock (the tests run in UTC)."""

from keystead.core.durations import DAY, HOUR
from keystead.gui.models.moments import exact_moment, moment_in_words

NOW = 1_795_378_380.0  # 22 November 2026, 20:13 UTC


def test_today_and_yesterday_have_a_clock():
    assert moment_in_words(NOW - 2 * HOUR, NOW) == "today 18:13"
    assert moment_in_words(NOW - DAY, NOW) == "yesterday 20:13"


def test_older_moments_are_days():
    assert moment_in_words(NOW - 100 * DAY, NOW) == "14 Aug"
    assert moment_in_words(NOW - 400 * DAY, NOW) == "18 Oct 2025"


def test_an_exact_moment_has_day_and_clock():
    assert exact_moment(NOW + 16 * HOUR) == "Mon 23 Nov, 12:13"

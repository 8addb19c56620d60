"""Which backups stay, tried on any history of backups."""

from hypothesis import given
from hypothesis import strategies as st

from keystead.core.durations import DAY, WEEK
from keystead.core.retention import DAYS, WEEKS, due, kept

NOW = 1_767_225_600  # Thursday, 1 January 2026, 00:00 UTC
MONDAY = NOW - 3 * DAY

moments = st.integers(min_value=NOW - 400 * DAY, max_value=NOW)
histories = st.lists(moments, max_size=60)


def test_a_year_of_daily_backups_leaves_seven_days_and_four_weeks():
    history: list[int] = []
    noon = NOW + DAY // 2
    for day in range(366):
        now = noon + day * DAY
        history = sorted(kept([*history, now], now))
        ages = [(now - one) // DAY for one in history]
        assert sorted(ages)[: min(DAYS, day + 1)] == list(range(min(DAYS, day + 1)))
        assert len(history) <= DAYS + WEEKS
        if day >= WEEKS * 7:
            assert max(ages) >= WEEKS * 7 - 6
            assert max(ages) <= WEEKS * 7 + 6
    weekly = [one for one in history if (noon + 365 * DAY - one) // DAY >= DAYS]
    assert {(one // DAY + 3) % 7 for one in weekly} == {6}, "the last day of a week is Sunday"


def test_a_week_begins_on_monday():
    sunday, monday = MONDAY - 1, MONDAY
    now = MONDAY + 3 * WEEK
    assert kept([sunday, monday, now], now) == {sunday, monday, now}
    assert kept([sunday - DAY, sunday, now], now) == {sunday, now}


@given(histories, moments)
def test_only_what_was_made_is_kept_and_the_newest_always(history, now):
    stay = kept(history, now)
    assert stay <= set(history)
    assert not history or max(history) in stay


@given(histories, moments)
def test_what_is_let_go_has_a_newer_one_of_its_week_or_is_too_old(history, now):
    stay = kept(history, now)
    for gone in set(history) - stay:
        newer = [one for one in stay if gone < one <= gone + WEEK]
        assert newer or now - gone > (WEEKS * 7) * DAY
        assert now - gone >= DAY
        same_day = [one for one in stay if one // DAY == gone // DAY and one > gone]
        assert same_day or now // DAY - gone // DAY >= DAYS


@given(histories, moments)
def test_asking_again_lets_nothing_more_go(history, now):
    stay = kept(history, now)
    assert kept(stay, now) == stay


@given(histories, moments, st.integers(min_value=0, max_value=60 * DAY))
def test_a_week_keeps_its_newest_whenever_it_is_looked_at(history, now, passed):
    """What stays later is a part of what stays now: nothing that a later day wants was let go."""
    assert kept(history, now + passed) <= kept(history, now) | {one for one in history if one > now}


@given(histories, moments)
def test_the_order_does_not_matter_and_what_lies_ahead_stays(history, now):
    assert kept(reversed(history), now) == kept(history, now)
    assert {one for one in history if one > now} <= kept(history, now)


def test_a_backup_is_due_when_the_last_is_older_than_a_day():
    assert due([], NOW)
    assert due([NOW - DAY], NOW)
    assert not due([NOW - DAY + 1, NOW - 9 * DAY], NOW)
    assert not due([NOW + DAY - 1], NOW), "a clock that is a little behind"
    assert due([NOW + DAY], NOW), "a clock that was wrong when it was made"

"""Each stage of each end once, at most once a day, never a flood, never by night."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core import notices as module
from keystead.core.durations import DAY
from keystead.core.model import Secret, Stage, Version
from keystead.core.notices import AGAIN_DAYS, FEW, Memory, Quiet, notices, snooze, wake

TODAY = date(2026, 2, 26)
NOON = datetime(2026, 2, 26, 12, tzinfo=UTC).timestamp()
LEADS = (14, 7, 1)
CURRENT = (Version(id=b"v", number=1, stage=Stage.CURRENT, created=0),)


def key(number: int = 1, expires_in: int | None = 5, **changes: object) -> Secret:
    on = None if expires_in is None else TODAY + timedelta(expires_in)
    base = Secret(
        id=bytes([number]), name=f"KEY_{number}", environment="dev", environment_id=b"e",
        created=int(NOON), expires=on, versions=CURRENT,
    )  # fmt: skip
    return msgspec.structs.replace(base, **changes)


def look(secrets, days=0, memory=None, hour=12, **more):
    """What is shown so many days after TODAY, and the memory after it."""
    now = NOON + days * DAY
    local = (TODAY.toordinal() + days, hour)
    return notices(secrets, now, local, LEADS, memory or Memory(), **more)


def titles(found) -> list[str]:
    return [one.title for one in found]


def test_each_stage_comes_once_and_what_is_past_each_week():
    memory, shown = Memory(), []
    for day in range(30):
        for hour in (9, 15):
            found, memory = look([key(expires_in=10)], day, memory, hour)
            shown += [(day, *titles(found))] if found else []
    # 10 days before: within 14.  Then 7 days and 1 day before, then past, and each week.
    assert [day for day, *_ in shown] == [0, 3, 9, 11, 11 + AGAIN_DAYS, 11 + 2 * AGAIN_DAYS]
    assert shown[0] == (0, "KEY_1 expires")
    assert shown[3] == (11, "KEY_1 expired")


def test_the_words_say_where_and_when():
    (one,), _ = look([key(expires_in=5)])
    assert one.words == "In dev: in 5 days."
    assert one.secrets == (b"\x01",)


def test_a_keys_own_lead_times_count():
    assert look([key(expires_in=20)])[0] == ()
    assert titles(look([key(expires_in=20, leads=(30,))])[0]) == ["KEY_1 expires"]


def test_many_are_one_summary():
    secrets = [key(number, 0 if number % 2 else -3) for number in range(1, 201)]
    (one,), memory = look(secrets)
    assert one.title == "200 keys need attention"
    assert "100 of them are overdue." in one.words
    assert len(one.secrets) == len(memory.shown) == 200
    assert look(secrets, 0, memory)[0] == ()
    assert len(look(secrets[:FEW])[0]) == FEW


def test_a_key_that_is_due_twice_is_told_once_a_day():
    both = key(expires_in=1, rotate_every=1, created=int(NOON))
    found, memory = look([both])
    assert len(found) == 1
    assert look([both], 0, memory, 18)[0] == ()
    assert len(look([both], 1, memory)[0]) == 1


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [(21, 8, {*range(8), 21, 22, 23}), (12, 14, {12, 13}), (0, 0, set()), (7, 7, set())],
)
def test_quiet_hours(start, end, hours):
    quiet = Quiet(start, end)
    assert {hour for hour in range(24) if quiet.holds(hour)} == hours
    for hour in range(24):
        found, memory = look([key()], hour=hour, quiet=quiet)
        assert (found == ()) is (hour in hours)
        assert (memory == Memory()) is (hour in hours), "what was not shown comes later"


def test_what_is_put_off_waits_and_can_be_woken():
    memory = snooze(Memory(), b"\x01", TODAY.toordinal() + 3)
    assert look([key()], 2, memory)[0] == ()
    assert len(look([key()], 3, memory)[0]) == 1
    assert len(look([key()], 0, wake(memory, b"\x01"))[0]) == 1
    assert len(look([key(2)], 0, memory)[0]) == 1, "another key is not put off"


def test_a_clock_that_jumped_a_year_ahead_silences_nothing():
    _, ahead = look([key(), key(2, -5)], 365)
    assert len(ahead.shown) == 2
    assert len(look([key(), key(2, -5)], 0, ahead)[0]) == 2
    far = snooze(Memory(), b"\x01", TODAY.toordinal() + 3650)
    assert len(look([key()], 0, far)[0]) == 1


def test_leap_days_are_days():
    leap = datetime(2028, 2, 28, 12, tzinfo=UTC).timestamp()
    secret = msgspec.structs.replace(key(), expires=date(2028, 2, 29))
    local = (date(2028, 2, 28).toordinal(), 12)
    (one,), _ = notices([secret], leap, local, LEADS, Memory())
    assert one.words == "In dev: tomorrow."


def test_reviews_are_one_line_and_come_again_after_a_week():
    found, memory = look([], reviews=12)
    assert titles(found) == ["12 keys are due for a review"]
    assert titles(look([], 1, memory, reviews=1)[0]) == []
    assert titles(look([], 7, memory, reviews=1)[0]) == ["1 key is due for a review"]
    assert look([], reviews=0)[0] == ()


def test_what_is_remembered_stays_small(monkeypatch):
    monkeypatch.setattr(module, "MAX_SHOWN", 5)
    _, memory = look([key(number) for number in range(1, 20)])
    assert len(memory.shown) == 5


@given(
    ends=st.lists(st.integers(-40, 40), max_size=8),
    days=st.lists(st.integers(0, 3), max_size=25),
)
def test_whatever_the_days_no_key_is_told_twice_a_day(ends, days):
    secrets = [key(number, end) for number, end in enumerate(ends, 1)]
    memory, day = Memory(), 0
    told: set[tuple[int, bytes]] = set()
    for step in days:
        day += step
        found, memory = look(secrets, day, memory)
        fresh = [(day, secret) for one in found for secret in one.secrets]
        assert len(fresh) == len(set(fresh))
        assert not told & set(fresh)
        told |= set(fresh)

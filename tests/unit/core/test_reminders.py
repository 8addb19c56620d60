from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core import reminders
from keystead.core.durations import DAY
from keystead.core.model import Renewal, Risk, Secret, Stage, State, Version
from keystead.core.reminders import Due, DueKind, Tone, due, marks_of, moment, standing

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 19, 43, tzinfo=UTC).timestamp()
START = int(NOW) // DAY * DAY


def version(number: int, stage: Stage, until: int | None = None) -> Version:
    return Version(id=bytes([number]), number=number, stage=stage, created=0, overlap_until=until)


CURRENT = (version(1, Stage.CURRENT),)


def made(**changes: object) -> Secret:
    base = Secret(
        id=b"i",
        name="A",
        environment="dev",
        environment_id=b"e",
        created=int(NOW),
        versions=CURRENT,
    )
    return msgspec.structs.replace(base, **changes)


def days_ago(days: int) -> int:
    return int(NOW) - days * DAY


def in_days(days: int) -> date:
    return TODAY + timedelta(days)


def test_a_plain_new_key_is_ok() -> None:
    found = standing(made(), NOW)
    assert found.state is State.OK
    assert found.marks == 0
    assert (found.expires_in, found.rotation_due, found.overlap_left) == (None, None, None)
    assert (found.age_days, found.age_fraction, found.tone) == (0, None, Tone.FRESH)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-400, State.EXPIRED),
        (-1, State.EXPIRED),
        (0, State.EXPIRING),
        (14, State.EXPIRING),
        (15, State.OK),
    ],
)
def test_expiry_goes_by_whole_days(days: int, state: State) -> None:
    secret = made(expires=in_days(days))
    assert standing(secret, NOW).state is state
    assert standing(secret, NOW).expires_in == days
    # The hour of the day makes no difference.
    assert standing(secret, START).state is state
    assert standing(secret, START + DAY - 1).state is state


def test_the_lead_time_can_be_set() -> None:
    secret = made(expires=in_days(20))
    assert standing(secret, NOW, lead_days=20).state is State.EXPIRING
    assert standing(secret, NOW, lead_days=19).state is State.OK


@pytest.mark.parametrize(("age", "state"), [(89, State.OK), (90, State.ROTATION_DUE)])
def test_rotation_is_due_on_its_day(age: int, state: State) -> None:
    secret = made(created=days_ago(age), rotate_every=90)
    assert standing(secret, NOW).state is state
    assert standing(secret, NOW).rotation_in == 90 - age
    assert standing(secret, NOW).rotation_due == in_days(90 - age)


def test_the_mock_up_s_signing_key_is_eleven_days_past_its_rotation() -> None:
    rotated = int(datetime(2026, 8, 13, 9, tzinfo=UTC).timestamp())
    found = standing(made(created=0, last_rotated=rotated, rotate_every=90), NOW)
    assert (found.rotation_in, found.age_days) == (-11, 101)
    assert found.tone is Tone.OVERDUE


def test_the_last_rotation_counts_before_the_creation_and_the_class_gives_the_interval() -> None:
    secret = made(created=days_ago(300), last_rotated=days_ago(29), risk=Risk.HIGH)
    assert standing(secret, NOW).rotation_due == in_days(1)
    assert standing(made(created=days_ago(300), risk=Risk.HIGH), NOW).state is State.ROTATION_DUE


def test_intervals_cross_leap_days_and_year_ends_by_counting_days() -> None:
    made_on = int(datetime(2028, 2, 1, 23, 59, 59, tzinfo=UTC).timestamp())
    assert reminders.rotation_day(made(created=made_on, rotate_every=30)) == date(2028, 3, 2)
    not_leap = int(datetime(2027, 2, 1, 23, 59, 59, tzinfo=UTC).timestamp())
    assert reminders.rotation_day(made(created=not_leap, rotate_every=30)) == date(2027, 3, 3)
    december = int(datetime(2027, 12, 15, tzinfo=UTC).timestamp())
    assert reminders.rotation_day(made(created=december, rotate_every=90)) == date(2028, 3, 14)


def test_a_leap_day_expires_like_any_other() -> None:
    secret = made(expires=date(2028, 2, 29))
    on_the_day = datetime(2028, 2, 29, 12, tzinfo=UTC).timestamp()
    assert standing(secret, on_the_day).state is State.EXPIRING
    assert standing(secret, on_the_day + DAY).state is State.EXPIRED


@pytest.mark.parametrize("when", [datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1)])  # noqa: DTZ001
def test_a_change_to_or_from_summer_time_moves_nothing(when: datetime) -> None:
    # Both are nights of a change in Europe: in UTC they are days like others.
    now = when.replace(tzinfo=UTC).timestamp()
    secret = made(created=int(now) - 30 * DAY, rotate_every=30, expires=when.date())
    assert standing(secret, now).rotation_in == 0
    assert standing(secret, now).expires_in == 0


def test_an_overlap_lasts_to_its_second() -> None:
    until = int(NOW) + 60
    secret = made(
        versions=(version(1, Stage.PREVIOUS, until), version(2, Stage.CURRENT)),
    )
    assert standing(secret, NOW).state is State.OVERLAP
    assert standing(secret, NOW).overlap_left == 60
    assert standing(secret, until - 1).state is State.OVERLAP
    assert standing(secret, until).state is State.OK
    assert standing(secret, until).overlap_left is None


def test_of_two_overlaps_the_later_end_counts() -> None:
    secret = made(
        versions=(
            version(1, Stage.PREVIOUS, int(NOW) + 10),
            version(2, Stage.PREVIOUS, int(NOW) + 99),
            version(3, Stage.PREVIOUS),
            version(4, Stage.CURRENT),
        )
    )
    assert standing(secret, NOW).overlap_left == 99


def test_a_secret_is_revoked_only_without_a_current_version() -> None:
    revoked = made(versions=(version(1, Stage.REVOKED), version(2, Stage.PENDING)))
    assert standing(revoked, NOW).state is State.REVOKED
    replaced = made(versions=(version(1, Stage.REVOKED), version(2, Stage.CURRENT)))
    assert standing(replaced, NOW).state is State.OK
    assert standing(made(versions=()), NOW).state is State.OK


EVERYTHING: dict[State, dict[str, object]] = {
    State.TRASH: {"trashed": 5},
    State.CONFLICT: {"conflicts": ("notes",)},
    State.REVOKED: {"versions": (version(1, Stage.REVOKED),)},
    State.EXPIRED: {"expires": in_days(-1)},
    State.ROTATION_DUE: {"created": days_ago(90), "rotate_every": 90},
    State.EXPIRING: {"expires": in_days(3)},
    State.OVERLAP: {
        "versions": (version(1, Stage.PREVIOUS, int(NOW) + 9), version(2, Stage.CURRENT))
    },
}


@pytest.mark.parametrize("first", range(len(EVERYTHING)))
def test_of_several_facts_the_more_urgent_names_the_state(first: int) -> None:
    order = list(EVERYTHING)
    changes: dict[str, object] = {}
    for state in reversed(order[first:]):
        changes |= EVERYTHING[state]
    assert standing(made(**changes), NOW).state is order[first]


def test_facts_below_the_state_stay_known() -> None:
    secret = made(
        **(EVERYTHING[State.EXPIRED] | EVERYTHING[State.ROTATION_DUE] | EVERYTHING[State.OVERLAP])
    )
    wanted = reminders.EXPIRED | reminders.ROTATION_DUE | reminders.OVERLAP
    assert marks_of(secret, moment(NOW)) == wanted


def test_trashed_and_revoked_keys_are_never_due() -> None:
    overdue: dict[str, object] = {"expires": in_days(-5), "created": 0, "rotate_every": 1}
    for state in (State.TRASH, State.REVOKED):
        secret = made(**(overdue | EVERYTHING[state]))
        found = standing(secret, NOW)
        assert found.state is state
        assert (found.expires_in, found.rotation_due, found.age_fraction) == (None, None, None)
        assert due([secret], NOW, 30) == []


@pytest.mark.parametrize(
    ("age", "every", "expires_in", "fraction", "tone"),
    [
        (60, 90, None, 60 / 90, Tone.FRESH),
        (61, 90, None, 61 / 90, Tone.LATE),
        (87, None, 3, 87 / 90, Tone.LATE),
        (24, 180, 6, 24 / 30, Tone.LATE),
        (90, None, 0, 1.0, Tone.LATE),
        (91, None, -1, 91 / 90, Tone.OVERDUE),
        (90, 90, None, 1.0, Tone.OVERDUE),
        (101, 90, 300, 101 / 90, Tone.OVERDUE),
        (0, None, 0, 1.0, Tone.LATE),
        (0, None, -3, 1.0, Tone.OVERDUE),
    ],
)
def test_the_age_bar_ends_with_what_comes_first(
    age: int, every: int | None, expires_in: int | None, fraction: float, tone: Tone
) -> None:
    expires = None if expires_in is None else in_days(expires_in)
    found = standing(made(created=days_ago(age), rotate_every=every, expires=expires), NOW)
    assert found.age_days == age
    assert found.age_fraction == pytest.approx(fraction)
    assert found.tone is tone


def test_a_key_made_ahead_of_this_clock_has_no_negative_age() -> None:
    found = standing(made(created=int(NOW) + 5 * DAY, rotate_every=30), NOW)
    assert (found.age_days, found.rotation_in) == (0, 35)
    assert found.age_fraction == 0.0


def test_times_beyond_the_calendar_do_no_harm() -> None:
    secret = made(created=2**60, rotate_every=3_650)
    assert standing(secret, NOW).rotation_due == date.max
    assert due([secret], NOW, 30) == []


def test_due_lists_both_kinds_by_day_the_overdue_first() -> None:
    late = made(id=b"1", name="LATE", expires=in_days(-2), created=days_ago(31), rotate_every=30)
    soon = made(id=b"2", name="SOON", environment="prod", expires=in_days(30))
    beside = made(id=b"3", name="BESIDE", environment="prod", expires=in_days(30))
    far = made(id=b"4", name="FAR", expires=in_days(31))
    assert due([soon, far, late, beside], NOW, 30) == [
        Due("LATE", "dev", DueKind.EXPIRES, in_days(-2), -2, b"1"),
        Due("LATE", "dev", DueKind.ROTATION, in_days(-1), -1, b"1"),
        Due("BESIDE", "prod", DueKind.EXPIRES, in_days(30), 30, b"3"),
        Due("SOON", "prod", DueKind.EXPIRES, in_days(30), 30, b"2"),
    ]
    assert [one.name for one in due([soon, late], NOW, 30, overdue=False)] == ["SOON"]
    assert due([soon], NOW, 29) == []


def test_a_key_that_expires_today_is_due_today() -> None:
    assert due([made(expires=TODAY)], NOW, 0)[0].days == 0


@given(
    age=st.integers(0, 2_000),
    every=st.one_of(st.none(), st.integers(0, 400)),
    expires_in=st.one_of(st.none(), st.integers(-400, 400)),
    trashed=st.booleans(),
    conflict=st.booleans(),
    later=st.integers(0, 500),
)
def test_time_only_brings_facts_nearer(
    age: int,
    every: int | None,
    expires_in: int | None,
    trashed: bool,
    conflict: bool,
    later: int,
) -> None:
    secret = made(
        created=days_ago(age),
        rotate_every=every,
        expires=None if expires_in is None else in_days(expires_in),
        trashed=1 if trashed else None,
        conflicts=("name",) if conflict else (),
    )
    lasting = reminders.EXPIRED | reminders.ROTATION_DUE
    before = marks_of(secret, moment(NOW)) & lasting
    after = marks_of(secret, moment(NOW + later * DAY)) & lasting
    assert before & after == before
    found = standing(secret, NOW)
    assert found.marks == marks_of(secret, moment(NOW))
    listed = {one.kind for one in due([secret], NOW, 0)}
    assert (DueKind.ROTATION in listed) == bool(found.marks & reminders.ROTATION_DUE)


def rotating(*versions: Version, switched: int = 0) -> Secret:
    one = Renewal(version=b"\x02", former=b"\x01", switched=switched)
    return made(versions=versions, renewal=one)


def test_a_rotation_that_waits_is_due() -> None:
    found = rotating(version(1, Stage.CURRENT), version(2, Stage.PENDING))
    assert standing(found, NOW).state is State.ROTATION_DUE
    assert due([found], NOW, 365) == []
    undone = rotating(version(1, Stage.CURRENT), version(2, Stage.RETIRED))
    assert standing(undone, NOW).state is State.OK


def test_an_old_value_is_to_be_retired_when_its_overlap_ends() -> None:
    until = int(NOW) + 3 * DAY
    found = rotating(version(1, Stage.PREVIOUS, until), version(2, Stage.CURRENT), switched=1)
    assert standing(found, NOW).state is State.OVERLAP
    assert due([found], NOW, 2) == []
    (item,) = due([found], NOW, 3)
    assert (item.kind, item.on, item.days) == (DueKind.RETIRE, in_days(3), 3)
    assert standing(found, until).state is State.ROTATION_DUE
    finished = rotating(version(1, Stage.RETIRED, until), version(2, Stage.CURRENT))
    assert standing(finished, until).state is State.OK
    assert due([finished], until, 365) == []

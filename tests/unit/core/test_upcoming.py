"""While a vault is locked: days and labels, at most one notice a day, by stages."""

from datetime import date, timedelta

import msgspec
import pytest

from keystead.core.upcoming import AHEAD, End, Upcoming, checked, ends_of, is_due, notice
from tests.unit.core.test_notices import NOON, TODAY, key

DAY = TODAY.toordinal()


def upcoming(*days: int, told: int = 0) -> Upcoming:
    ends = tuple(End(f"k{number}", DAY + left, (14, 7, 1)) for number, left in enumerate(days))
    return Upcoming(ends, told)


def test_it_holds_days_and_labels_and_no_names():
    secrets = [key(1, 5), key(2, -3, leads=(30,)), key(3, None), key(4, AHEAD + 1)]
    ends = ends_of(secrets, lambda one: f"x{one[0]}", NOON, (14, 7, 1))
    assert ends == (
        End("x2", DAY - 3, (30,)),
        End("x1", DAY + 5, (14, 7, 1)),
    )
    assert b"KEY" not in msgspec.json.encode(Upcoming(ends))


def test_what_is_due_is_said_once_a_day_and_with_each_stage():
    found, said = upcoming(10, 40), []
    for day in range(DAY, DAY + 30):
        one, found = notice(found, "Team", day)
        assert notice(found, "Team", day)[0] is None or one is None
        said += [(day - DAY, one.title)] if one else []
    # Within 14, 7 and 1 days, then past, and each week; the second one 14 days before.
    assert [day for day, _ in said] == [0, 3, 9, 11, 18, 25, 26]
    assert said[0][1] == "1 key needs attention in Team"
    assert said[-1][1] == "2 keys need attention in Team"


def test_nothing_is_said_of_what_is_far():
    assert notice(upcoming(20), "Team", DAY)[0] is None
    assert notice(Upcoming(), "Team", DAY)[0] is None
    assert not is_due(End("k", DAY + 1, ()), DAY)


def test_a_clock_that_was_ahead_silences_nothing():
    assert notice(upcoming(5, told=DAY + 400), "Team", DAY)[0] is not None


@pytest.mark.parametrize(
    "wrong",
    [
        Upcoming((End("k", 0, (1,)),)),
        Upcoming((End("k", 9_999_999, (1,)),)),
        Upcoming((End("a name of a key", DAY, (1,)),)),
        Upcoming((End("k", DAY, (1,) * 9),)),
        Upcoming((End("k", DAY, (0,)),)),
        Upcoming((End("k", DAY, (AHEAD,)),)),
        Upcoming((), told=-1),
        Upcoming((End("k", DAY, (1,)),) * 20_001),
    ],
)
def test_numbers_that_this_program_did_not_write_are_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 - nothing else is told of it
        checked(wrong)


def test_what_it_wrote_is_taken():
    found = Upcoming(upcoming(1, 2).ends, DAY)
    assert checked(found) is found
    assert date.fromordinal(found.ends[0].on) == TODAY + timedelta(1)

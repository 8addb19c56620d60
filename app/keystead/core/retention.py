"""Which backups stay: of each of 7 days, and of each of 4 weeks, counted in UTC."""

from collections.abc import Iterable

from keystead.core.durations import DAY

DAYS = 7
"""Of each of so many days, today included, the newest backup stays."""

WEEKS = 4
"""Of the present week, and of each of so many before it, the newest backup stays."""

_MONDAY = 3
"""1 January 1970 was a Thursday, the fourth day of a week that begins on Monday."""


def kept(times: Iterable[int], now: float) -> frozenset[int]:
    """Those of ``times`` (Unix seconds) whose backups stay.

    All of the last 24 hours stay: a second one on the same day is made for a reason.  The
    newest of all always stays, and so does what lies ahead of ``now``: a clock that was wrong
    once must not cost a backup.
    """
    made = sorted(set(times))
    today, week = _day(now), _week(now)
    days = {_day(one): one for one in made if today - _day(one) < DAYS}
    weeks = {_week(one): one for one in made if week - _week(one) <= WEEKS}
    fresh = (one for one in made if one > now - DAY)
    return frozenset({*days.values(), *weeks.values(), *fresh, *made[-1:]})


def due(times: Iterable[int], now: float) -> bool:
    """Whether the last backup is older than a day.  One that lies more than a day ahead was
    made under a wrong clock and does not count."""
    return not any(abs(now - one) < DAY for one in times)


def _day(unix: float) -> int:
    return int(unix // DAY)


def _week(unix: float) -> int:
    return (_day(unix) + _MONDAY) // 7

"""Days and moments: read, counted and put in words.  All days are days in UTC.

Unix time has no leap seconds, so a day is 86,400 s and its number is a division; a
``date`` is only made where one is shown.
"""

import re
from datetime import UTC, date, datetime

from keystead.core.errors import BadDate

DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
LAST_ORDINAL = date.max.toordinal()
# Lists count days up to here, months after; the overview draws as many.
DAYS_IN_WORDS = 90

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_SECOND = (LAST_ORDINAL - EPOCH + 1) * DAY - 1


def parse_day(text: str) -> date:
    """The day of ``YYYY-MM-DD`` (ISO 8601, ASCII digits, nothing else).  Raises BadDate."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        raise BadDate("This is not a date. Write year, month and day, as in 2027-01-31.")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise BadDate("There is no such day in the calendar. Check year, month and day.") from None


def ordinal(unix: float) -> int:
    """The UTC day of a Unix time, as ``date.toordinal`` counts."""
    return int(unix // DAY) + EPOCH


def day_from_ordinal(number: int) -> date:
    """The day with that ordinal; beyond the calendar, its first or last day."""
    return date.fromordinal(min(max(number, 1), LAST_ORDINAL))


def day_of(unix: float) -> date:
    """The UTC day of a Unix time (seconds)."""
    return day_from_ordinal(ordinal(unix))


def instant(unix: float) -> str:
    """RFC 3339 in UTC, whole seconds: ``2026-11-22T12:31:00Z``."""
    seconds = int(min(max(unix, 0), _LAST_SECOND))
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exact(day: date) -> str:
    """A day for the detail pane: ``22 Dec 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def in_words(day: date | None, today: date) -> str:
    """A day as lists show it: ``yesterday``, ``today``, ``in 12 days``, ``in 5 months``.

    None is ``never``.  Days up to 90, then whole months, from two years on whole years,
    always rounded down so that nothing seems further away than it is.
    """
    return "never" if day is None else days_in_words(day.toordinal() - today.toordinal())


def days_in_words(days: int) -> str:
    """As ``in_words``, for a number of days from today; negative is past."""
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days == -1:
        return "yesterday"
    size = _size(abs(days))
    return f"in {size}" if days > 0 else f"{size} ago"


def ago_in_words(unix: float | None, now: float) -> str:
    """A past moment: ``just now``, ``12 min ago``, ``4 h ago``, ``yesterday``, ``6 days ago``.

    None is ``never``.  Hours up to a full day, then UTC days.  A moment ahead of ``now``
    (a clock that was set back) is ``just now``.
    """
    if unix is None:
        return "never"
    passed = int(now - unix)
    if passed < 60:
        return "just now"
    if passed < 3_600:
        return f"{passed // 60} min ago"
    if passed < DAY:
        return f"{passed // 3_600} h ago"
    return days_in_words(ordinal(unix) - ordinal(now))


def _size(days: int) -> str:
    if days <= DAYS_IN_WORDS:
        return f"{days} days"
    months = days * 12 * 400 // 146_097  # 400 Gregorian years have 146,097 days
    if months < 24:
        return f"{months} months"
    return f"{months // 12} years"

"""Moments as the detail pane writes them, in the clock of the desktop.

Days of expiry and rotation are UTC days (core.dates); a moment that passed is told in
local time, since a person remembers when it was by the clock on the wall.
"""

from datetime import UTC, date, datetime, timedelta

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment_in_words(unix: float, now: float) -> str:
    """``today 12:31``, ``yesterday 18:42``, ``13 Aug``, ``13 Aug 2025``."""
    at, today = _local(unix), _local(now)
    days = (today.date() - at.date()).days
    clock = f"{at.hour:02}:{at.minute:02}"
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"yesterday {clock}"
    day = f"{at.day} {_MONTHS[at.month - 1]}"
    return day if at.year == today.year else f"{day} {at.year}"


def event_moment(unix: float, now: float) -> str:
    """``today 12:31``, ``yesterday 18:42``, ``13 Aug, 12:31``, ``13 Aug 2025, 12:31``."""
    words, at = moment_in_words(unix, now), _local(unix)
    return words if ":" in words else f"{words}, {at.hour:02}:{at.minute:02}"


def full_moment(unix: float) -> str:
    """``Mon 23 Nov 2026, 12:31:05``."""
    at = _local(unix)
    clock = f"{at.hour:02}:{at.minute:02}:{at.second:02}"
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}, {clock}"


def day_begins(unix: float, back: int = 0) -> int:
    """When the day of a moment began, or that ``back`` days before it, by the clock of the
    desktop; Unix seconds."""
    day = _local(unix).date() - timedelta(back)
    return begins(day)


def begins(day: date) -> int:
    """When this day begins by the clock of the desktop; Unix seconds."""
    return int(datetime(day.year, day.month, day.day).astimezone().timestamp())


def exact_moment(unix: float) -> str:
    """``Mon 23 Nov, 12:31``."""
    at = _local(unix)
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}, {at.hour:02}:{at.minute:02}"


def _local(unix: float) -> datetime:
    return datetime.fromtimestamp(unix, UTC).astimezone()

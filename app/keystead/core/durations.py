"""Durations as people write and read them: ``90d``, ``48h``, "7 days", "16 h 48 min"."""

import re

from keystead.core.errors import BadDuration

MINUTE = 60
HOUR = 3_600
DAY = 86_400
WEEK = 7 * DAY
MAX_DAYS = 3_650
MAX_SPAN = 366 * DAY

_DAYS = re.compile(r"([0-9]{1,5})\s?(d|day|days|w|week|weeks|y|year|years)?")
_DAYS_IN = {"d": 1, "w": 7, "y": 365}
_SPAN = re.compile(r"(?:[0-9]{1,9}\s?[a-z]{1,7}\s?)+")
_PART = re.compile(r"([0-9]{1,9})\s?([a-z]{1,7})")
_SECONDS_IN = {
    "s": 1,
    "sec": 1,
    "m": MINUTE,
    "min": MINUTE,
    "h": HOUR,
    "hour": HOUR,
    "hours": HOUR,
    "d": DAY,
    "day": DAY,
    "days": DAY,
    "w": WEEK,
    "week": WEEK,
    "weeks": WEEK,
}


def parse_days(text: str, *, minimum: int = 1, maximum: int = MAX_DAYS) -> int:
    """Whole days from ``90d``, ``12w``, ``1y`` (365 days), ``7 days`` or a bare ``90``.

    Hours and months are not accepted: the one is no day, the other has no fixed length.
    Raises BadDuration, also when outside ``minimum`` to ``maximum`` days.
    """
    found = _DAYS.fullmatch(text.strip().lower())
    if found is None:
        raise BadDuration("This is not a number of days. Write 90d, 12w or 1y.")
    days = int(found[1]) * _DAYS_IN[(found[2] or "d")[0]]
    if not minimum <= days <= maximum:
        raise BadDuration(
            f"{days_in_words(days)} is out of range: {minimum} to {maximum} days can be set.",
            minimum=minimum,
            maximum=maximum,
        )
    return days


def parse_span(text: str, *, minimum: int = 0, maximum: int = MAX_SPAN) -> int:
    """Seconds from ``48h``, ``30m`` (minutes), ``7d``, ``2w``, ``45s`` or ``1h30m``.

    A bare ``0`` is nothing; any other number needs its unit.  Raises BadDuration, also
    when outside ``minimum`` to ``maximum`` seconds.
    """
    plain = text.strip().lower()
    seconds = 0
    if plain != "0":
        if len(plain) > 64 or _SPAN.fullmatch(plain) is None:
            raise BadDuration("This is not a span of time. Write 48h, 30m or 7d.")
        for number, unit in _PART.findall(plain):
            if unit not in _SECONDS_IN:
                raise BadDuration("Units of time are s, m, h, d and w, as in 48h or 7d.")
            seconds += int(number) * _SECONDS_IN[unit]
    if not minimum <= seconds <= maximum:
        raise BadDuration(
            f"This span is out of range: {format_span(minimum)} to {format_span(maximum)} "
            "can be set.",
            minimum=minimum,
            maximum=maximum,
        )
    return seconds


def format_span(seconds: int) -> str:
    """The shortest exact text that ``parse_span`` reads back: ``48h``, ``7d``, ``1h30m``.

    Whole days are written as days from three days on: ``24h`` and ``48h`` stay hours.
    """
    if seconds == 0:
        return "0"
    if seconds % DAY == 0 and seconds >= 3 * DAY:
        return f"{seconds // DAY}d"
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = ((hours, "h"), (minutes, "m"), (rest, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def format_days(days: int) -> str:
    """Text that ``parse_days`` reads back: ``90d``."""
    return f"{days}d"


def days_in_words(days: int) -> str:
    """``1 day``, ``30 days``."""
    return f"{days} day" if days == 1 else f"{days} days"


def span_in_words(seconds: int) -> str:
    """A set span: ``24 h``, ``48 h``, ``7 days``, ``30 min``, ``1 h 30 min``."""
    if seconds == 0:
        return "none"
    if seconds % DAY == 0 and seconds >= 3 * DAY:
        return days_in_words(seconds // DAY)
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def left_in_words(seconds: float) -> str:
    """What is left of a span, rounded down: ``5 days 3 h``, ``16 h 48 min``, ``40 min``.

    Under a minute: ``14 s``.  Nothing left: ``0 s``.
    """
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min"
    if whole < 3 * DAY:
        hours, minutes = whole // HOUR, whole % HOUR // MINUTE
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = whole // DAY, whole % DAY // HOUR
    return f"{days} days {hours} h" if hours else f"{days} days"

"""The ends of keys as an iCalendar file (RFC 5545): all-day events with alarms before them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import icalendar

MORNING: Final = 9
"""The hour of the day at which an alarm comes: a day's event begins at midnight."""
_PRODUCT: Final = "-//Keystead//Keystead//EN"


@dataclass(frozen=True)
class Entry:
    """One event: ``uid`` the same for the same end of a key in every file, so that a
    calendar moves it instead of adding one; ``leads`` days before ``day``."""

    uid: str
    day: date
    title: str
    words: str
    leads: tuple[int, ...] = ()


def calendar(name: str, entries: Iterable[Entry], now: float) -> bytes:
    """The file, UTF-8 with CRLF.  ``now``, Unix seconds, is DTSTAMP: when the events were
    written down (RFC 5545 §3.8.7.2); ``undated`` leaves it out."""
    stamp = datetime.fromtimestamp(int(now), UTC)
    made = icalendar.Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for one in entries:
        made.add_component(_event(one, stamp))
    return bytes(made.to_ical())


def undated(data: bytes) -> bytes:
    """A calendar file without its DTSTAMP lines: equal where the events are equal."""
    return b"".join(
        line for line in data.splitlines(keepends=True) if not line.startswith(b"DTSTAMP:")
    )


def _event(one: Entry, stamp: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", one.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", one.title)
    event.add("description", one.words)
    event.add("transp", "TRANSPARENT")
    for days in one.leads:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.title)
        alarm.add("trigger", timedelta(days=-days, hours=MORNING))
        event.add_component(alarm)
    return event

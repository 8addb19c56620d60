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


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """The file, UTF-8 with CRLF; the same bytes for the same entries.

    DTSTAMP, which has to be there, is the event's own day: the time of writing would make a
    new file each time, and whoever subscribes would fetch it for nothing.
    """
    made = icalendar.Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for one in entries:
        made.add_component(_event(one))
    return bytes(made.to_ical())


def _event(one: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", one.uid)
    event.add("dtstamp", datetime(one.day.year, one.day.month, one.day.day, tzinfo=UTC))
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

"""The calendar file, read back by the library that others use, and by the letter."""

from datetime import date
from typing import Any

import icalendar

from keystead.formats.calendar import Entry, calendar, undated

LEAP = Entry("1@keystead", date(2028, 2, 29), "A, key; expires", "In dev\nvault.", (14, 1))
NOW = 1_800_000_000.0
PLAIN = Entry("2@keystead", date(2026, 12, 31), "B", "b")


def events(data: bytes) -> list[Any]:
    """The events of a calendar file."""
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_events_are_days_with_their_alarms():
    one, other = events(calendar("Team", [LEAP, PLAIN], NOW))
    assert (str(one["summary"]), str(one["description"])) == ("A, key; expires", "In dev\nvault.")
    assert (one["dtstart"].dt, one["dtend"].dt) == (date(2028, 2, 29), date(2028, 3, 1))
    assert (other["dtstart"].dt, other["dtend"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    days = [alarm["trigger"].dt.total_seconds() / 3600 for alarm in one.walk("VALARM")]
    assert days == [9 - 14 * 24, 9 - 24], "at nine in the morning, days before"
    assert other.walk("VALARM") == []


def test_the_letter_of_rfc_5545():
    data = calendar("Team", [LEAP], NOW)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    assert b"VERSION:2.0" in lines
    assert b"DTSTART;VALUE=DATE:20280229" in lines
    assert b"DTSTAMP:20270115T080000Z" in lines
    assert b"SUMMARY:A\\, key\\; expires" in lines


def test_the_same_entries_are_the_same_bytes():
    assert calendar("Team", [LEAP, PLAIN], NOW) == calendar("Team", [LEAP, PLAIN], NOW)
    assert calendar("Team", [LEAP], NOW) != calendar("Team", [PLAIN], NOW)
    assert events(calendar("Team", [], NOW)) == []


def test_the_time_of_writing_is_no_part_of_the_events():
    now, later = (calendar("Team", [LEAP, PLAIN], NOW + more) for more in (0, 1))
    assert now != later
    assert undated(now) == undated(later)
    assert undated(now) != undated(calendar("Team", [LEAP], NOW))


def test_a_long_name_is_folded_and_read_back():
    name = "Ä" * 200
    found = events(calendar(name, [Entry("u", date(2026, 1, 1), name, "")], NOW))
    assert str(found[0]["summary"]) == name

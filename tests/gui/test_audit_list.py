"""Events with what stands below them."""

import pytest
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.vault.audit_list import AuditList
from tests.unit.gui.models.test_audit_rows import EXPORTED, HERE, NOW, record

OLDER = record("add", "API_KEY")


@pytest.fixture
def events(theme: Theme, qtbot: QtBot) -> AuditList:
    made = AuditList(theme)
    qtbot.addWidget(made)
    return made


def show(events: AuditList, *records: object, keep: bool = False) -> None:
    events.show_records(records, NOW, HERE, {}, keep)  # type: ignore[arg-type]


def lines(events: AuditList) -> list[str]:
    return [line.words() for line in events.lines]


def why(events: AuditList) -> str:
    return f"{events.quiet.heading.words()}. {events.quiet.words.words()}"


def tell(events: AuditList, busy: bool = False, ended: bool = False, some: bool = False) -> str:
    events.tell(busy, ended, 40, NOW - 3600, some)
    return events.count.words()


def test_all_about_the_chosen_event_stands_below(events: AuditList):
    show(events, EXPORTED, OLDER)
    assert lines(events)[0].startswith("Exported · API_KEY v3 in prod")
    events.table.choose(1)
    assert lines(events)[0].startswith("Added · API_KEY")
    assert "this device" in lines(events)[1]
    assert lines(events)[2].startswith("Signed in commit")


def test_the_chosen_event_stays_where_nothing_else_is_wanted(events: AuditList):
    show(events, EXPORTED, OLDER)
    events.table.choose(1)
    show(events, record("copy", "B"), EXPORTED, OLDER, keep=True)
    assert events.table.current() == OLDER
    show(events, record("copy", "B"), EXPORTED, OLDER)
    assert events.table.rows() == [0]
    events.table.choose(2)
    show(events, EXPORTED, keep=True)
    assert events.table.current() == EXPORTED


def test_how_many_there_are(events: AuditList):
    show(events, EXPORTED)
    assert tell(events, ended=True) == "1 event. There are no older ones."
    assert tell(events, ended=True, some=True) == "1 event matches. There are no older ones."
    events.append([OLDER])
    assert tell(events, ended=True, some=True).startswith("2 events match.")
    assert tell(events).startswith("The newest 2 events, back to today ")
    assert tell(events, some=True).startswith("The newest 2 events that match, back to today ")
    assert "looking further back than today " in tell(events, busy=True)


def test_why_there_are_none(events: AuditList):
    show(events)
    assert tell(events, busy=True, some=True) == ""
    assert not events.table.isVisibleTo(events)
    assert "Looking" in why(events)
    assert not events.clear.isVisibleTo(events)
    tell(events, ended=True, some=True)
    assert "None of 40 events fits all filters." in why(events)
    assert events.clear.isVisibleTo(events)
    tell(events, ended=True)
    assert "Nothing happened yet" in why(events)
    assert not events.clear.isVisibleTo(events)


def test_what_could_not_be_read_is_not_called_empty(events: AuditList):
    show(events)
    events.fail()
    assert "could not be read" in why(events)
    assert not events.clear.isVisibleTo(events)
    show(events, EXPORTED)
    events.fail()
    assert events.table.isVisibleTo(events)
    assert events.count.words() == "1 event. Older ones could not be read."


def test_nothing_stays_once_it_is_emptied(events: AuditList):
    show(events, EXPORTED)
    tell(events, ended=True)
    events.empty()
    assert events.table.model_.rowCount() == 0
    assert [*lines(events), events.count.words()] == [""] * 4

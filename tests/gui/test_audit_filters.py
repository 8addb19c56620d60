"""What is wanted of the audit, as a person says it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.models.moments import begins
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.audit_filters import AuditFilters
from keystead.services.audit import ACTIONS, GROUPS, Wanted
from tests.support.demo_vault import NOW
from tests.support.window import OpenWindow


@pytest.fixture
def filters(window: OpenWindow, theme: Theme, qtbot: QtBot) -> AuditFilters:
    made = AuditFilters(theme)
    qtbot.addWidget(made)
    snapshot = window.controller.snapshot
    assert snapshot is not None
    made.show_snapshot(snapshot)
    made.show_people(["Ben", "Mara"])
    return made


def told(filters: AuditFilters) -> list[Wanted]:
    """What was wanted at each change."""
    found: list[Wanted] = []
    filters.changed.connect(lambda: found.append(filters.wanted(NOW)))
    return found


def entries(box: ChoiceBox) -> list[str]:
    return [box.itemText(at) for at in range(box.count())]


def test_each_asks_for_what_it_says(window: OpenWindow, filters: AuditFilters):
    changes = told(filters)
    filters.action.choose("use")
    filters.environment.choose("prod")
    filters.member.choose("Ben")
    filters.since.setCurrentIndex(1)
    filters.key.choose(window.secret("NPM_TOKEN"))
    ids = frozenset({window.secret("NPM_TOKEN").id})
    assert changes[-1] == Wanted(
        since=begins(date(2026, 11, 22)), member="Ben", action="use", environment="prod", about=ids
    )
    assert len(changes) == 5


def test_words_are_searched_once_they_stand(filters: AuditFilters, qtbot: QtBot):
    changes = told(filters)
    qtbot.keyClicks(filters.search.edit, " prod npm ")
    assert changes == []
    qtbot.waitUntil(lambda: bool(changes))
    assert changes == [Wanted(words="prod npm")]


def test_enter_does_not_wait(filters: AuditFilters, qtbot: QtBot):
    changes = told(filters)
    qtbot.keyClicks(filters.search.edit, "npm")
    qtbot.keyClick(filters.search.edit, Qt.Key.Key_Return)
    assert changes == [Wanted(words="npm")]


def test_a_word_is_not_lost_when_members_arrive(filters: AuditFilters, qtbot: QtBot):
    changes = told(filters)
    qtbot.keyClicks(filters.search.edit, "npm")
    filters.show_people(["Ben", "Eve", "Mara"])
    qtbot.waitUntil(lambda: changes == [Wanted(words="npm")])


def test_since_a_day(filters: AuditFilters):
    assert not filters.day.isVisibleTo(filters)
    filters.since.setCurrentIndex(2)
    assert filters.wanted(NOW).since == begins(date(2026, 11, 16))
    filters.since.setCurrentIndex(4)
    assert filters.day.isVisibleTo(filters)
    assert filters.wanted(NOW).since is None
    changes = told(filters)
    filters.day.edit.setText("2026-11-0")
    assert changes == []
    filters.day.edit.setText("2026-11-01")
    assert changes == [Wanted(since=begins(date(2026, 11, 1)))]
    filters.since.setCurrentIndex(0)
    assert not filters.day.isVisibleTo(filters)
    assert filters.wanted(NOW).since is None


def test_every_action_can_be_chosen_by_its_group_and_by_itself(filters: AuditFilters):
    offered = set()
    for at in range(filters.action.count()):
        filters.action.setCurrentIndex(at)
        offered.add(filters.wanted(NOW).action)
    assert offered == {"", *GROUPS, *ACTIONS}
    words = entries(filters.action)
    assert words[:2] == ["Every action", "All uses"]
    assert len(set(words)) == len(words)


def test_all_is_cleared_at_once(window: OpenWindow, filters: AuditFilters):
    assert not filters.clear_all.isVisibleTo(filters)
    filters.action.choose("use")
    filters.key.choose(window.secret("NPM_TOKEN"))
    filters.search.set_text("word")
    filters.since.setCurrentIndex(4)
    filters.day.set_day(date(2026, 11, 1))
    assert filters.clear_all.isVisibleTo(filters)
    changes = told(filters)
    filters.clear_all.click()
    assert changes == [Wanted()]
    assert not filters.clear_all.isVisibleTo(filters)
    assert not filters.day.isVisibleTo(filters)


def test_one_key_alone_takes_the_place_of_all_else(window: OpenWindow, filters: AuditFilters):
    filters.action.choose("use")
    filters.search.set_text("word")
    changes = told(filters)
    secret = window.secret("NPM_TOKEN")
    filters.show_only(secret)
    assert changes == []
    assert filters.wanted(NOW) == Wanted(about=frozenset({secret.id}))
    assert filters.clear_all.isVisibleTo(filters)


def test_who_is_chosen_stays_while_others_come(filters: AuditFilters):
    filters.member.choose("Mara")
    changes = told(filters)
    filters.show_people(["Ada", "Ben", "Mara"])
    assert entries(filters.member) == ["Everybody", "Ada", "Ben", "Mara"]
    assert filters.wanted(NOW).member == "Mara"
    assert changes == []
    assert entries(filters.environment) == ["Every environment", "dev", "staging", "prod"]


def test_who_is_no_longer_there_is_asked_for_no_more(filters: AuditFilters):
    filters.member.choose("Ben")
    changes = told(filters)
    filters.show_people(["Mara"])
    assert changes == [Wanted()]
    assert not filters.clear_all.isVisibleTo(filters)


def test_down_leads_to_the_events(filters: AuditFilters, qtbot: QtBot):
    with qtbot.waitSignal(filters.moved_down):
        qtbot.keyClick(filters.search.edit, Qt.Key.Key_Down)

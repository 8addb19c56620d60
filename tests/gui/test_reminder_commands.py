"""Reminders of one key put off and taken up; the calendar as a file."""

from pathlib import Path

import icalendar
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from keystead.core.notices import Memory
from keystead.errors import FileProblem, KeysteadError
from keystead.services import reminding
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow

KEY = "GITHUB_TOKEN"


def entries(window: OpenWindow) -> dict[str, QAction]:
    """The menu *Silence reminders* of a key."""
    secret = window.choose(KEY)
    menu = QMenu(window.view)
    later = window.view.commands.reminders.add_to(menu, secret)
    return {action.text(): action for action in later.actions() if action.text()}


def memory(window: OpenWindow) -> Memory:
    found: list[Memory] = []
    work(window, lambda owner: found.append(reminding.memory_of(owner.vault)))
    return found[0]


def test_a_key_is_silent_for_as_long_as_was_asked(window: OpenWindow) -> None:
    offered = entries(window)
    assert list(offered) == ["For a day", "For a week", "For a month", "Remind me again"]
    until = []
    for words in list(offered)[:3]:
        offered[words].trigger()
        window.settle()
        until.append(memory(window).snoozed[window.secret(KEY).id.hex()])
    assert [day - until[0] for day in until] == [0, 6, 29]
    assert window.view.toast.words() == f"Reminders of {KEY} stay away for a month."
    offered["Remind me again"].trigger()
    window.settle()
    assert memory(window).snoozed == {}
    assert window.view.toast.words() == f"Reminders of {KEY} come again."


def test_the_calendar_is_written_where_the_dialog_said(
    window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, offered = tmp_path / "keys.ics", []

    def chosen(_: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append((title, Path(name).suffix, kinds))
        return str(path), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    window.view.commands.reminders.a_calendar.trigger()
    window.settle()
    assert offered == [("Export a calendar", ".ics", "Calendars (*.ics)")]
    titles = [
        str(event["summary"])
        for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    ]
    assert any(title.startswith("SENDGRID_API_KEY") for title in titles), titles
    assert "keys.ics. It names keys, and holds no values." in window.view.toast.words()


def test_nothing_is_written_where_the_dialog_was_left(
    window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    window.view.commands.reminders.export()
    window.settle()
    assert list(tmp_path.glob("*.ics")) == []


def test_a_file_that_is_no_calendar_stays(window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "gone" / "keys.ics"
    failed: list[KeysteadError] = []
    window.controller.failed.disconnect()
    window.controller.failed.connect(failed.append)
    window.view.commands.reminders.write(path)
    window.settle()
    assert isinstance(failed[0], FileProblem)
    assert not path.parent.exists()

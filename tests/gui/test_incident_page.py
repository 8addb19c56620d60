"""The page of an incident, driven as a person does."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from keystead.gui.vault.incident_page import IncidentPage
from keystead.services import incidents, revocation
from keystead.vault.bodies import Action
from tests.support.screens_revoke import PAGE, revoked, with_page, work
from tests.support.window import OpenWindow


@pytest.fixture
def page(window: OpenWindow) -> IncidentPage:
    revoked(window)
    window.view.commands.revoking.incidents()
    window.settle()
    return window.view.covers.incidents


def test_tasks_are_ticked_and_the_focus_goes_on(window: OpenWindow, page):
    assert page.lines is not None
    assert [tick.isChecked() for tick in page.lines.ticks[:2]] == [True, False]
    assert not page.lines.ticks[0].isEnabled()
    page.lines.ticks[1].setFocus()
    page.lines.ticks[1].click()
    window.settle()
    assert page.lines.ticks[1].isChecked()
    assert page.lines.ticks[2].hasFocus()
    assert "2 of" in page.intro.words()


def test_a_snapshot_without_news_leaves_the_page_as_it_is(window: OpenWindow, page):
    before = page.lines
    window.controller.refresh()
    window.settle()
    assert page.lines is before


def test_the_end_is_recorded(window: OpenWindow, page):
    page.close_case.click()
    window.settle()
    assert not page.close_case.isVisible()
    assert "closed today" in page.intro.words()
    assert page.lines is not None
    assert not any(tick.isEnabled() for tick in page.lines.ticks)


def test_the_record_is_written_where_it_was_asked_for(window, page, tmp_path: Path, monkeypatch):
    answers = ["", str(tmp_path / "incident.md"), str(tmp_path / "no" / "folder.md")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (answers.pop(0), ""))
    page.export.click()
    page.export.click()
    window.settle()
    assert (tmp_path / "incident.md").read_text().startswith("# Incident")
    page.export.click()
    window.settle()
    assert "did not work" in page.banner.words()


def test_a_revoked_value_is_looked_at_on_purpose_and_journaled(window: OpenWindow, page):
    assert page.lines is not None
    (box,) = page.lines.boxes.values()
    assert box.copy.isHidden()
    box.eye.click()
    window.settle()
    assert box.showing
    window.clock.advance(61)
    window.controller.refresh()
    window.settle()
    page.refresh()
    window.settle()
    assert page.lines.boxes[next(iter(page.lines.boxes))] is box  # not from under the eye
    box.eye.click()
    window.settle()
    assert not box.showing
    window.settle()
    assert page.lines.boxes[next(iter(page.lines.boxes))] is not box  # what came meanwhile
    assert window.owner.vault.journal.events[-1][1].action is Action.REVEAL


def test_one_of_several_incidents_is_chosen(window: OpenWindow, page):
    secret = window.secret("NPM_TOKEN")
    window.clock.advance(60)
    work(window, lambda owner: revocation.revoke(owner.vault, [secret], "another"))
    page.refresh()
    window.settle()
    assert page.which.isVisible()
    assert page.which.count() == 2
    page.which.setCurrentIndex(0)
    page.which.activated.emit(0)
    window.settle()
    assert page.intro.words().startswith("Another.")


def test_the_issuers_page_is_opened(window: OpenWindow, monkeypatch):
    pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(url.toString()))
    with_page(window)
    secret = window.secret("STRIPE_SECRET_KEY")
    work(window, lambda owner: revocation.revoke(owner.vault, [secret], "leaked"))
    window.view.commands.revoking.incidents()
    window.settle()
    lines = window.view.covers.incidents.lines
    assert lines is not None
    lines.page_asked.emit(PAGE)
    assert pages == [PAGE]


def test_without_an_incident_the_page_says_so(window: OpenWindow):
    window.view.commands.revoking.incidents()
    window.settle()
    page = window.view.covers.incidents
    assert page.lines is None
    assert not page.export.isVisible()
    page.end_case()
    page.ask_for_file()
    assert incidents.cases_of(window.owner.vault) == []

"""The audit in the window, as a person uses it."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from keystead.gui.shell import LEAST
from keystead.gui.vault.audit_page import AuditPage
from keystead.services import secrets
from keystead.services.audit import USES, Record
from keystead.services.audit_reading import ROWS
from tests.support.screens_audit import happened, spoil, unlocked
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow, wait_for

KEY = Qt.Key


@pytest.fixture
def page(window: OpenWindow) -> AuditPage:
    happened(window)
    window.view.commands.pages.audit()
    window.settle()
    return window.view.covers.audit


def records(page: AuditPage) -> list[Record]:
    model = page.table.model_
    found = (model.record(row) for row in range(model.rowCount()))
    return [one for one in found if one is not None]


def choose(page: AuditPage, action: str, secret: str = "") -> Record:
    """Choose the newest event of that kind."""
    found = [one for one in records(page) if (one.fact.action, one.secret) == (action, secret)]
    page.table.choose(page.table.model_.row_of(found[0]))
    return found[0]


def search(window: OpenWindow, qtbot: QtBot, words: str) -> None:
    edit = window.view.covers.audit.filters.search.edit
    edit.clear()
    qtbot.keyClicks(edit, words)
    qtbot.keyClick(edit, KEY.Key_Return)
    window.settle()


def test_the_newest_comes_first_and_is_chosen(page: AuditPage):
    times = [one.fact.time for one in records(page)]
    assert times == sorted(times, reverse=True)
    assert page.table.rows() == [0]
    assert page.list.count.words() == f"{len(times)} events. There are no older ones."


def test_words_are_searched_in_all_of_an_event(window: OpenWindow, page: AuditPage, qtbot: QtBot):
    search(window, qtbot, "nightly")
    assert [one.fact.action for one in records(page)] == ["run"]
    assert page.list.count.words() == "1 event matches. There are no older ones."
    search(window, qtbot, "zebra")
    assert records(page) == []
    assert "Nothing matches" in page.list.quiet.heading.words()
    page.list.clear.click()
    window.settle()
    assert len(records(page)) > 50
    assert page.filters.search.text() == ""


def test_filters_are_taken_together(window: OpenWindow, page: AuditPage):
    whole = len(records(page))
    page.filters.action.choose("use")
    window.settle()
    uses = records(page)
    assert {one.fact.action for one in uses} <= USES
    page.filters.environment.choose("prod")
    window.settle()
    in_prod = records(page)
    assert {one.environment for one in in_prod} == {"prod"}
    page.filters.since.setCurrentIndex(1)
    window.settle()
    today = records(page)
    assert whole > len(uses) > len(in_prod) > len(today) > 0
    page.filters.key.edit.setText("prod/NPM_TOKEN")
    window.settle()
    assert {one.secret for one in records(page)} == {"NPM_TOKEN"}
    page.filters.clear_all.click()
    window.settle()
    assert len(records(page)) == whole


def test_whom_one_can_ask_for(window: OpenWindow, page: AuditPage):
    member = page.filters.member
    assert [member.itemText(at) for at in range(member.count())] == ["Everybody", "Mara Lindqvist"]
    page.filters.action.choose("trash")
    page.filters.member.setCurrentIndex(1)
    window.settle()
    assert {one.member for one in records(page)} == {"Mara Lindqvist"}


def test_older_events_come_as_it_scrolls(window: OpenWindow, page: AuditPage, qtbot: QtBot):
    whole = len(records(page))
    unlocked(window, 2 * ROWS)
    page.read()
    window.settle()
    assert len(records(page)) == ROWS
    assert page.list.count.words().endswith("Older ones come as you scroll.")
    page.table.setFocus()
    qtbot.keyClick(page.table, KEY.Key_End)
    window.settle()
    assert len(records(page)) == 2 * ROWS
    assert page.table.rows() == [ROWS - 1]
    qtbot.keyClick(page.table, KEY.Key_End)
    window.settle()
    assert len(records(page)) == 2 * ROWS + whole
    assert page.list.count.words().endswith("There are no older ones.")


def test_what_happens_meanwhile_is_shown_at_the_top(window: OpenWindow, page: AuditPage):
    chosen = choose(page, "run", "STRIPE_SECRET_KEY")
    page.table.scrollToTop()
    before = len(records(page))
    secret = window.secret("NPM_TOKEN")
    work(window, lambda owner: secrets.edit(owner.vault, secret, {"notes": "x"}))
    window.settle()
    assert len(records(page)) == before + 1
    assert records(page)[0].fact.action == "edit"
    assert page.table.current() == chosen


def test_what_happens_while_it_looks_is_shown_once_it_has(window: OpenWindow, page: AuditPage):
    unlocked(window, 1200)
    page.filters.action.choose("edit")
    assert page.feed.busy
    secret = window.secret("NPM_TOKEN")
    work(window, lambda owner: secrets.edit(owner.vault, secret, {"notes": "x"}))
    wait_for(lambda: not page.feed.busy)
    assert records(page)[0].secret == "NPM_TOKEN"
    assert len(records(page)) > 1


def test_whoever_reads_further_down_is_not_disturbed(window: OpenWindow, page: AuditPage):
    bar = page.table.verticalScrollBar()
    bar.setValue(200)
    before = records(page)
    secret = window.secret("NPM_TOKEN")
    work(window, lambda owner: secrets.edit(owner.vault, secret, {"notes": "x"}))
    assert records(page) == before
    assert bar.value() == 200
    bar.setValue(0)
    window.settle()
    assert len(records(page)) == len(before) + 1


def test_the_proof_is_started_and_told(window: OpenWindow, page: AuditPage):
    page.verify.click()
    assert not page.verify.isEnabled()
    window.settle()
    assert page.verify.isEnabled()
    assert page.proof.words().startswith("All ")


def test_a_changed_commit_is_named(window: OpenWindow, page: AuditPage):
    commits = list(window.owner.vault.state.commits)
    spoil(window.vault.place.replica, commits[-4])
    page.verify.click()
    window.settle()
    assert commits[-4].hex()[:16] in page.proof.words()
    page.filters.environment.choose("prod")
    window.settle()
    assert records(page) == []
    assert page.list.quiet.heading.words() == "The audit could not be read"
    assert page.banner.isVisibleTo(page)
    assert "private copy of the vault is damaged" in page.banner.words()


def test_what_is_filtered_goes_into_the_file(
    window: OpenWindow, page: AuditPage, tmp_path: Path, monkeypatch
):
    path = tmp_path / "audit.jsonl"
    answers, titles = ["", str(path), str(path), str(tmp_path / "no" / "folder")], []

    def answer(_parent: object, title: str, *_: object) -> tuple[str, str]:
        titles.append(title)
        return answers.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    page.export.click()
    window.settle()
    assert not path.exists()
    page.export.click()
    window.settle()
    assert len(path.read_text().splitlines()) == len(records(page))
    assert "the whole audit" in window.view.toast.words()
    page.filters.action.choose("run")
    window.settle()
    page.export.click()
    window.settle()
    (line,) = map(json.loads, path.read_text().splitlines())
    assert (line["action"], line["secret"]) == ("run", "STRIPE_SECRET_KEY")
    assert "1 record written to audit.jsonl" in window.view.toast.words()
    assert titles[1:] == ["Export the whole audit", "Export the audit as it is filtered"]
    page.export.click()
    window.settle()
    assert "did not work" in page.banner.words()
    assert len(records(page)) == 1


def test_enter_shows_the_key(window: OpenWindow, page: AuditPage, qtbot: QtBot):
    record = choose(page, "run", "STRIPE_SECRET_KEY")
    qtbot.keyClick(page.table, KEY.Key_Return)
    assert not window.view.covers.covered
    current = window.view.table.current()
    assert current is not None
    assert current.id == record.fact.object


@pytest.mark.parametrize(
    ("action", "words"),
    [("purge", "This key was erased. Its events stay."),
     ("failed-unlocks", "This event is not about a key."),
     ("vault-name", "This event is not about a key.")],
)  # fmt: skip
def test_there_is_not_always_a_key(
    window: OpenWindow, page: AuditPage, qtbot: QtBot, action: str, words: str
):
    choose(page, action)
    if action == "purge":
        assert "A key that was erased" in page.list.lines[0].words()
    qtbot.keyClick(page.table, KEY.Key_Return)
    assert window.view.toast.words() == words
    assert window.view.covers.covered


def test_the_menu_of_an_event_filters(window: OpenWindow, page: AuditPage):
    choose(page, "run", "STRIPE_SECRET_KEY")
    for words, left in (
        ("Only what Mara Lindqvist did", 50),
        ("Only this key", 5),
        ("Only this action", 1),
    ):
        page.table.menu_asked.emit(QPoint(300, 300))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (entry,) = [one for one in menu.actions() if one.text() == words]
        entry.trigger()
        menu.close()
        window.settle()
        assert len(records(page)) >= left
        choose(page, "run", "STRIPE_SECRET_KEY")
    assert len(records(page)) == 1
    wanted = page.filters.wanted(0)
    assert (wanted.member, wanted.action) == ("Mara Lindqvist", "run")


def test_an_event_without_a_key_offers_none(page: AuditPage):
    choose(page, "failed-unlocks")
    page.table.menu_asked.emit(QPoint(300, 300))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == [
        "Only this action",
        "Only what Mara Lindqvist did",
    ]
    menu.close()


def test_search_and_table_by_keyboard(window: OpenWindow, page: AuditPage, qtbot: QtBot):
    page.setFocus()
    qtbot.keyClick(page, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filters.search.edit.hasFocus()
    qtbot.keyClick(page.filters.search.edit, KEY.Key_Down)
    assert page.table.hasFocus()
    assert page.table.rows() == [0]
    qtbot.keyClick(page.table, KEY.Key_Up)
    assert page.filters.search.edit.hasFocus()


def test_a_lock_empties_the_list(window: OpenWindow, page: AuditPage):
    page.verify.click()
    window.settle()
    window.controller.lock()
    assert records(page) == []
    assert [line.words() for line in page.list.lines] == ["", "", ""]
    assert page.list.count.words() == ""
    assert page.proof.isHidden()
    window.settle()
    assert records(page) == []


def test_a_lock_while_it_reads(window: OpenWindow, page: AuditPage):
    page.read()
    page.verify.click()
    window.controller.lock()
    window.settle()
    assert records(page) == []
    assert not page.proof.running


def test_an_empty_vault_has_an_audit_too(empty: OpenWindow):
    empty.view.commands.pages.audit()
    empty.settle()
    found = {one.fact.action for one in records(empty.view.covers.audit)}
    assert {"vault-name", "environment", "new-key"} <= found


def test_all_of_it_fits_the_smallest_window(window: OpenWindow, page: AuditPage):
    page.filters.since.setCurrentIndex(4)
    window.stage.resize(LEAST)
    window.settle()
    for widget in (page.export, page.filters.clear_all, page.filters.day, page.table):
        right = widget.mapTo(page, widget.rect().topRight()).x()
        assert right < page.width(), widget

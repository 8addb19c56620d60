"""The Overview over a real vault: marks, findings, ages, activity; by keyboard and as tables."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.core.health import Next
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.vault.finding_row import FindingRow
from keystead.gui.vault.overview import FEW, OverviewPage
from tests.support.window import OpenWindow


@pytest.fixture
def page(window: OpenWindow, qtbot: QtBot) -> OverviewPage:
    window.show()
    window.view.commands.pages.overview()
    found = window.view.covers.overview
    qtbot.waitUntil(lambda: bool(found.findChildren(FindingRow)))
    return found


def rows(page: OverviewPage) -> list[FindingRow]:
    return [one for one in page.findChildren(FindingRow) if one.isVisibleTo(page)]


def test_findings_come_the_worst_first_and_all_on_request(page: OverviewPage, qtbot: QtBot):
    qtbot.waitUntil(lambda: len(rows(page)) == FEW)
    assert rows(page)[0].accessibleName().startswith("Critical: staging/SENDGRID_API_KEY")
    page.health.link.click()
    qtbot.waitUntil(lambda: len(rows(page)) > FEW)
    assert page.health.remark.words() == f"{len(rows(page))} findings"


def test_a_key_of_a_finding_is_shown_and_its_step_begun(
    window: OpenWindow, page: OverviewPage, qtbot: QtBot
):
    first = rows(page)[0].finding
    page.opened.emit(first.secret_id)
    assert not window.view.covers.covered
    current = window.view.table.current()
    assert current is not None
    assert current.id == first.secret_id
    window.view.commands.pages.overview()
    page.acted.emit(first.secret_id, Next.EDIT)
    assert isinstance(window.view.commands.dialog, SecretEditor)
    window.view.commands.close_dialog()
    page.acted.emit(first.secret_id, Next.OPEN)
    assert window.view.commands.dialog is None


def test_the_days_ahead_are_read_with_the_arrow_keys(page: OverviewPage, qtbot: QtBot):
    chart = page.horizon
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current is not None
    assert chart.current.days < 0
    assert chart.current.name in chart.accessibleName()
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == [chart.current.target]


def test_charts_have_tables_behind_them(page: OverviewPage):
    assert page.horizon.isVisibleTo(page)
    page.as_tables.click()
    assert not page.horizon.isVisibleTo(page)
    assert page.ends.isVisibleTo(page)
    assert page.side.ages_table.isVisibleTo(page)
    page.as_tables.click()
    assert page.horizon.isVisibleTo(page)


def test_the_sidebar_says_where_one_is_and_esc_goes_back(
    window: OpenWindow, page: OverviewPage, qtbot: QtBot
):
    assert window.view.covers.covered
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not window.view.covers.covered
    window.view.sidebar.nav.chosen.emit("page:overview")
    assert window.view.covers.covered


def test_a_change_is_seen_without_asking(window: OpenWindow, page: OverviewPage, qtbot: QtBot):
    secret = window.secret("SENDGRID_API_KEY", "staging")
    window.controller.trash([secret])
    qtbot.waitUntil(lambda: bool(rows(page)) and rows(page)[0].finding.name != "SENDGRID_API_KEY")


def test_an_empty_vault_is_well(empty: OpenWindow, qtbot: QtBot):
    empty.show()
    empty.view.commands.pages.overview()
    page = empty.view.covers.overview
    qtbot.waitUntil(lambda: page.well.isVisibleTo(page))
    assert "Nothing ends" in page.horizon.accessibleName()

"""The table of events: by keyboard, by mouse, as it scrolls, in both schemes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.models import audit_table as columns
from keystead.gui.theme.metrics import ROW
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.audit_table import AuditTable
from keystead.services.audit import Record
from tests.support.pictures import picture, shows
from tests.support.window import Stage
from tests.unit.gui.models.test_audit_rows import EXPORTED, FACT, HERE, NOW, THERE, record

KEY = Qt.Key
RECORDS = [
    EXPORTED,
    replace(EXPORTED, fact=replace(FACT, device=THERE), environment="dev"),
    record("failed-unlocks", count=3),
    record("edit", "API_KEY", fields=("notes", "owner")),
    record("edit", "API_KEY", quarantined=True),
    record("copy"),
]


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> Iterator[AuditTable]:
    stage = Stage()
    qtbot.addWidget(stage)
    made = AuditTable(theme)
    stage.hold(made)
    stage.resize(1016, 10 * ROW)
    stage.show()
    stage.activateWindow()
    qtbot.waitActive(stage)
    made.model_.show(RECORDS, NOW, HERE, {"prod": "prod"})
    made.setFocus()
    yield made
    stage.close()


def many(table: AuditTable, number: int = 60) -> None:
    table.model_.show([record("add", f"KEY_{at}") for at in range(number)], NOW, HERE)
    QApplication.processEvents()


def test_arrows_home_and_end_choose_and_enter_opens(table: AuditTable, qtbot: QtBot):
    chosen: list[Record | None] = []
    table.chosen.connect(chosen.append)
    table.choose(0)
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_End)
    qtbot.keyClick(table, KEY.Key_Home)
    assert chosen == [RECORDS[0], RECORDS[1], RECORDS[-1], RECORDS[0]]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, KEY.Key_Return)
    assert opened.args == [RECORDS[0]]


def test_up_in_the_first_row_leaves_the_table(table: AuditTable, qtbot: QtBot):
    left: list[bool] = []
    table.left_up.connect(lambda: left.append(True))
    table.choose(1)
    qtbot.keyClick(table, KEY.Key_Up)
    assert left == []
    qtbot.keyClick(table, KEY.Key_Up)
    assert left == [True]


def test_with_tab_the_first_row_is_chosen(table: AuditTable, theme: Theme):
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.current() == RECORDS[0]
    assert shows(table, theme.palette.accent_soft, 1000)


def test_a_double_click_opens(table: AuditTable, qtbot: QtBot):
    place = table.visualRect(table.model_.index(2, columns.WHAT)).center()
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [RECORDS[2]]


def test_near_its_end_it_asks_for_more(table: AuditTable, qtbot: QtBot):
    many(table)
    asked: list[int] = []
    table.more_asked.connect(lambda: asked.append(table.verticalScrollBar().value()))
    assert not table.scrolled_down
    table.verticalScrollBar().setValue(ROW)
    assert asked == []
    assert table.scrolled_down
    qtbot.keyClick(table, KEY.Key_End)
    assert asked
    with qtbot.waitSignal(table.at_top):
        qtbot.keyClick(table, KEY.Key_Home)


def test_the_menu_of_a_row(table: AuditTable):
    places: list[QPoint] = []
    table.menu_asked.connect(places.append)

    def ask(reason: QContextMenuEvent.Reason) -> None:
        at = QPoint(3, 4)
        QApplication.sendEvent(table.viewport(), QContextMenuEvent(reason, at, at))

    ask(QContextMenuEvent.Reason.Mouse)
    assert places == []
    table.choose(1)
    ask(QContextMenuEvent.Reason.Mouse)
    assert places == [QPoint(3, 4)]
    ask(QContextMenuEvent.Reason.Keyboard)
    row = table.visualRect(table.model_.index(1, 0))
    assert table.viewport().mapFromGlobal(places[1]).y() == row.bottom()


@pytest.mark.parametrize("width", [696, 865, 866, 1016, 1500])
def test_columns_fill_the_width(table: AuditTable, width: int):
    window: QWidget = table.window()
    window.resize(width, 10 * ROW)
    QApplication.processEvents()
    widths = [table.columnWidth(at) for at in range(len(columns.HEADS))]
    assert sum(widths) == table.viewport().width()
    assert table.isColumnHidden(columns.DEVICE) == (width < 866)
    assert min(width for at, width in enumerate(widths) if at != columns.DEVICE) >= 70


def test_failed_unlocks_and_the_scheme_are_seen(table: AuditTable, theme: Theme):
    assert shows(table, theme.palette.amber, 5)
    before = picture(table)
    table.model_.show([one for one in RECORDS if one.fact.count == 1], NOW, HERE)
    assert not shows(table, theme.palette.amber)
    assert picture(table) != before

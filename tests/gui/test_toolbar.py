"""Search and filter."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.support.window import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_f_searches_as_one_types(window: OpenWindow, qtbot: QtBot):
    qtbot.keyClick(window.view.table, Qt.Key.Key_F, CONTROL)
    search = window.view.toolbar.search
    assert search.edit.hasFocus()
    qtbot.keyClicks(search.edit, "env:prod shop")
    assert len(window.names()) == 6
    assert all(window.secret(name) for name in window.names())
    qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    assert window.view.table.hasFocus()


def test_esc_empties_the_search_from_the_field_and_from_the_table(window: OpenWindow, qtbot: QtBot):
    search = window.view.toolbar.search
    search.set_text("stripe")
    search.edit.setFocus()
    qtbot.keyClick(search.edit, Qt.Key.Key_Escape)
    assert search.text() == ""
    search.set_text("stripe")
    window.view.table.setFocus()
    qtbot.keyClick(window.view.table, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert len(window.names()) == 27


def test_ctrl_c_in_the_search_copies_words_and_no_value(window: OpenWindow, qtbot: QtBot):
    search = window.view.toolbar.search.edit
    window.view.toolbar.search.set_text("stripe")
    search.setFocus()
    search.selectAll()
    qtbot.keyClick(search, Qt.Key.Key_C, CONTROL)
    window.settle()
    assert QApplication.clipboard().text() == "stripe"
    assert window.guard.copied is None


def test_the_filter_menu_writes_into_the_search(window: OpenWindow, qtbot: QtBot):
    toolbar = window.view.toolbar
    qtbot.mouseClick(toolbar.filter, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries = {action.text(): action for action in menu.actions()}
    assert {"Expired", "Rotation due", "prod", "billing"} <= set(entries)
    entries["Rotation due"].trigger()
    menu.close()
    assert toolbar.search.text() == "is:rotation-due"
    assert set(window.names()) == {"JWT_SIGNING_KEY", "TWILIO_AUTH_TOKEN"}
    qtbot.mouseClick(toolbar.filter, Qt.MouseButton.LeftButton)
    again = {action.text(): action for action in menu.actions()}
    assert again["Rotation due"].isChecked()
    again["Rotation due"].trigger()
    menu.close()
    assert toolbar.search.text() == ""


def test_the_placeholder_counts_and_an_empty_vault_has_no_filter(
    window: OpenWindow,
):
    assert window.view.toolbar.search.edit.placeholderText() == "Search 27 keys"
    assert window.view.toolbar.filter.isVisible()


def test_thousands_are_separated_as_everywhere(window: OpenWindow):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    window.view.toolbar.show_snapshot(snapshot, 10_005)
    assert window.view.toolbar.search.edit.placeholderText() == "Search 10,005 keys"
    counts = msgspec.structs.replace(snapshot.counts, tags={"ci": 10_000})
    window.view.sidebar._count(counts)
    item = window.view.sidebar.nav.item("tag:ci")
    assert item is not None
    assert item.accessibleName().endswith(", 10,000")


def test_an_empty_vault(empty: OpenWindow):
    assert empty.view.toolbar.search.edit.placeholderText() == "Search"
    assert not empty.view.toolbar.filter.isVisible()

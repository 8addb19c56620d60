"""The ways to the pages: shortcut, menu of the vault, palette, sidebar, menu of a key."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keystead.gui.vault.palette_entries import palette_of
from tests.support.window import OpenWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def menu(window: OpenWindow) -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def pick(window: OpenWindow, words: str) -> None:
    """Choose an entry of the menu that is open."""
    opened = menu(window)
    (entry,) = [one for one in opened.actions() if one.text() == words]
    entry.trigger()
    opened.close()
    window.settle()


def on_page(window: OpenWindow) -> bool:
    covers = window.view.covers
    return covers.currentWidget() is covers.audit


def test_the_audit_by_shortcut_and_back(window: OpenWindow, qtbot: QtBot):
    qtbot.keyClick(window.view.table, Qt.Key.Key_A, CONTROL | SHIFT)
    assert on_page(window)
    assert window.view.sidebar.more.current() == "page:audit"
    window.settle()
    qtbot.keyClick(window.view.covers.audit, Qt.Key.Key_Escape)
    assert not window.view.covers.covered
    assert window.view.sidebar.more.current() == ""


def test_the_audit_from_the_sidebar(window: OpenWindow, qtbot: QtBot):
    item = window.view.sidebar.more.item("page:audit")
    assert item is not None
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert on_page(window)
    window.settle()


def test_the_audit_from_the_menu_of_the_vault(window: OpenWindow):
    window.view.commands.open_vault_menu(QPoint(200, 200))
    pick(window, "Audit")
    assert on_page(window)


@pytest.mark.parametrize("words", ["audit", "who", "what happened"])
def test_the_audit_from_the_palette(window: OpenWindow, words: str):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    entries = palette_of(window.view, snapshot).find(words)
    (entry,) = [one for one in entries if one.words == "Audit"]
    assert entry.right == "Ctrl+Shift+A"
    entry.run()
    assert on_page(window)
    window.settle()


def test_a_keys_activity_from_its_menu(window: OpenWindow):
    secret = window.choose("NPM_TOKEN")
    window.view.commands.open_menu(QPoint(300, 300))
    pick(window, "Show its activity")
    page = window.view.covers.audit
    assert on_page(window)
    assert page.filters.key.edit.text() == "prod/NPM_TOKEN"
    model = page.table.model_
    found = {model.record(row).fact.object for row in range(model.rowCount())}  # type: ignore[union-attr]
    assert found == {secret.id}


@pytest.mark.parametrize("words", ["activity npm", "act npm"])
def test_a_keys_activity_from_the_palette(window: OpenWindow, words: str):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    palette_of(window.view, snapshot).find(words)[0].run()
    window.settle()
    assert on_page(window)
    assert window.view.covers.audit.filters.key.ids() == {window.secret("NPM_TOKEN").id}


def test_no_page_comes_over_a_dialog(window: OpenWindow):
    window.choose("NPM_TOKEN")
    commands = window.view.commands
    commands.new()
    for show in (commands.pages.audit, commands.pages.overview, commands.pages.protection):
        show()
    commands.pages.activity()
    assert not window.view.covers.covered
    commands.close_dialog()
    commands.pages.protection()
    assert window.view.covers.covered
    window.settle()


def test_without_a_key_there_is_no_activity(window: OpenWindow):
    window.view.table.clearSelection()
    assert not window.view.commands.a_activity.isEnabled()
    window.view.commands.pages.activity()
    assert not window.view.covers.covered

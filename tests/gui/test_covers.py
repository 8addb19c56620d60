from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.gui.models.snapshot import VaultStatus
from keystead.gui.vault.notices import PAGE_EXPOSED
from tests.support.demo_vault import NOW

DAY = 86400


def _renewed(window, days):
    status = VaultStatus(renewed_at=int(NOW) - days * DAY)
    window.controller._status = status
    window.controller.status_changed.emit(status)


def test_a_page_rests_the_keys_commands_and_esc_brings_them_back(window):
    window.choose("GITHUB_TOKEN")
    covers, commands = window.view.covers, window.view.commands
    covers.turn_to_protection()
    assert covers.covered
    assert not commands.a_trash.isEnabled()
    assert not commands.a_copy.isEnabled()
    assert commands.a_lock.isEnabled()
    assert window.view.sidebar.more.current() == "protection"
    assert window.view.sidebar.nav.current() == ""
    QTest.keyClick(covers.protection, Qt.Key.Key_Escape)
    assert not covers.covered
    assert commands.a_trash.isEnabled()
    assert window.view.sidebar.nav.current() == "view:all"


def test_the_sidebar_leads_away_from_a_page(window):
    window.view.covers.turn_to_protection()
    item = window.view.sidebar.nav.item("env:prod")
    assert item is not None
    QTest.mouseClick(item, Qt.MouseButton.LeftButton)
    assert not window.view.covers.covered
    assert window.view.scope.environment == "prod"


def test_the_list_to_rotate_is_reached_from_its_banner(window):
    covers = window.view.covers
    assert covers.to_rotate() == []
    _renewed(window, 50)
    number = len(covers.to_rotate())
    assert 0 < number < 26
    assert f"{number} keys have to be rotated" in window.view.notices.words()
    window.view.notices.shown_scope.emit(PAGE_EXPOSED)
    assert covers.currentWidget() is covers.exposed
    assert len(covers.exposed.names) == number
    secret = covers.to_rotate()[0]
    covers.exposed.shown.emit(secret)
    assert not covers.covered
    assert window.view.table.current().id == secret.id


def test_a_key_of_no_page_is_a_scope(window):
    assert not window.view.covers.show_page("view:trash")

"""The sidebar: counts, what its entries show, the lock."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.window import OpenWindow


def right(window: OpenWindow, key: str) -> str:
    item = window.view.sidebar.nav.item(key)
    assert item is not None
    return item.accessibleName().rpartition(", ")[2]


def press(window: OpenWindow, qtbot: QtBot, key: str) -> None:
    item = window.view.sidebar.nav.item(key)
    assert item is not None
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)


def test_views_and_environments_have_their_counts(window: OpenWindow):
    assert window.view.sidebar.name.words() == "Harbour Studio"
    assert right(window, "view:all") == "27"
    assert right(window, "view:attention") == "7"
    assert right(window, "view:expiring") == "4"
    assert right(window, "view:rotation-due") == "2"
    assert right(window, "view:overlap") == "1"
    assert right(window, "view:trash") == "3"
    assert right(window, "env:prod") == "11"
    assert right(window, "tag:ci") == "4"


def test_prod_comes_first(window: OpenWindow):
    keys = window.view.sidebar.nav.keys()
    assert [key for key in keys if key.startswith("env:")] == ["env:prod", "env:staging", "env:dev"]


def test_an_entry_filters_the_table_and_keeps_the_search(window: OpenWindow, qtbot: QtBot):
    window.view.toolbar.search.set_text("key")
    press(window, qtbot, "env:staging")
    assert window.names() == ["SENDGRID_API_KEY"]
    press(window, qtbot, "service:Stripe")
    assert set(window.names()) == {"STRIPE_SECRET_KEY"}
    window.view.toolbar.search.set_text("")
    assert "STRIPE_WEBHOOK_SECRET" in window.names()
    press(window, qtbot, "view:trash")
    assert "TEST_TOKEN" in window.names()


def test_arrows_go_through_the_entries(window: OpenWindow, qtbot: QtBot):
    press(window, qtbot, "view:all")
    item = window.view.sidebar.nav.item("view:all")
    assert item is not None
    qtbot.keyClick(item, Qt.Key.Key_Down)
    assert window.view.scope.key == "view:attention"
    assert len(window.names()) == 7


def test_more_services_are_shown_and_hidden(window: OpenWindow, qtbot: QtBot):
    nav = window.view.sidebar.nav
    services = [key for key in list(nav.keys()) if key.startswith("service:")]
    assert len(services) == 4
    press(window, qtbot, "more:services")
    assert len([key for key in list(nav.keys()) if key.startswith("service:")]) > 10
    assert nav.current() == "view:all"
    press(window, qtbot, "more:services")
    assert len([key for key in list(nav.keys()) if key.startswith("service:")]) == 4


def test_counts_follow_a_change(window: OpenWindow):
    window.choose("GITHUB_TOKEN")
    window.view.commands.trash()
    window.settle()
    assert right(window, "view:all") == "26"
    assert right(window, "view:trash") == "4"


def test_the_lock_button_locks(window: OpenWindow, qtbot: QtBot):
    qtbot.mouseClick(window.view.sidebar.lock, Qt.MouseButton.LeftButton)
    window.settle()
    assert not window.controller.is_open

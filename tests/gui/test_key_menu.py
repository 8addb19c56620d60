"""The menu of the chosen keys: what fits one, several, and what lies in the trash."""

from PySide6.QtWidgets import QMenu

from keystead.gui.vault.key_menu import key_menu
from tests.support.window import OpenWindow


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def menu_of(window: OpenWindow) -> QMenu:
    return key_menu(window.view, window.view.commands)


def test_one_key_has_everything(window: OpenWindow) -> None:
    window.choose("STRIPE_SECRET_KEY")
    assert words(menu_of(window)) == [
        *("Copy value", "Edit", "Rotate", "Tags", "Export"),
        *("Show its activity", "Silence reminders", "Revoke", "Move to trash"),
    ]


def test_several_keys_have_what_is_done_to_several(window: OpenWindow) -> None:
    window.view.table.selectAll()
    assert words(menu_of(window)) == ["Rotate", "Tags", "Export", "Move to trash"]


def test_what_lies_in_the_trash_comes_back_or_goes(window: OpenWindow) -> None:
    window.choose("NPM_TOKEN")
    window.view.commands.a_trash.trigger()
    window.settle()
    window.view.show_scope("view:trash")
    window.choose("NPM_TOKEN")
    assert words(menu_of(window)) == [
        "Copy value",
        "Show its activity",
        "Restore",
        "Erase for good",
    ]


def test_nothing_chosen_offers_nothing_of_one_key(empty: OpenWindow) -> None:
    assert "Silence reminders" not in words(menu_of(empty))

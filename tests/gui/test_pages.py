"""What stands in the middle when there are no rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.widgets.empty_state import QuietEmpty
from tests.support.window import OpenWindow

LEFT = Qt.MouseButton.LeftButton


def quiet(window: OpenWindow) -> tuple[str, str]:
    (found,) = [one for one in window.view.nothing.findChildren(QuietEmpty) if not one.isHidden()]
    return found.heading.words(), found.words.words()


def test_an_empty_vault_offers_three_ways(empty: OpenWindow, qtbot: QtBot):
    view = empty.view
    assert view.pages.currentWidget() is view.empty
    assert not view.detail.isVisible()
    words = [one.text() for one in view.empty.findChildren(QPushButton)]
    assert words == ["Paste", "Choose", "New key"]
    button = view.empty.findChildren(QPushButton)[2]
    qtbot.mouseClick(button, LEFT)
    assert isinstance(view.commands.dialog, SecretEditor)


def test_the_first_key_turns_it_into_a_list(empty: OpenWindow, qtbot: QtBot):
    qtbot.keyClick(empty.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    editor = empty.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    qtbot.keyClicks(editor.name.edit, "FIRST_KEY")
    qtbot.keyClicks(editor.value.line.edit, "a value")
    qtbot.keyClick(editor.value.line.edit, Qt.Key.Key_Return)
    empty.settle()
    assert empty.names() == ["FIRST_KEY"]
    assert empty.view.pages.currentWidget() is empty.view.table
    assert empty.view.detail.title.words() == "FIRST_KEY"


def test_nothing_found_says_what_was_searched_and_clears(window: OpenWindow, qtbot: QtBot):
    window.view.toolbar.search.set_text("paypal")
    assert quiet(window)[0] == "Nothing found"
    assert "paypal" in quiet(window)[1]
    (button,) = [one for one in window.view.nothing.findChildren(QPushButton) if one.isVisible()]
    qtbot.mouseClick(button, LEFT)
    assert window.view.toolbar.search.text() == ""
    assert window.view.pages.currentWidget() is window.view.table


def test_each_view_says_its_own_words(window: OpenWindow):
    window.view.show_scope("view:revoked")
    assert quiet(window)[0] == "Nothing revoked"
    window.view.show_scope("env:prod")
    window.view.toolbar.search.set_text("nothing like this in here at all, not by any chance")
    heading, words = quiet(window)
    assert heading == "Nothing found in prod"
    assert "…" in words


def test_an_environment_without_keys(empty: OpenWindow):
    empty.controller.add_environment("qa")
    empty.settle()
    empty.view.nothing.show_scope(empty.view.scope.__class__("env:qa"))
    assert quiet(empty)[0] == "No keys in qa"

"""Tags of several keys at once."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.tags import ON, SOME, TagsDialog
from tests.support.window import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window: OpenWindow, qtbot: QtBot, scope: str) -> TagsDialog:
    window.view.show_scope(scope)
    window.view.table.setFocus()
    qtbot.keyClick(window.view.table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(window.view.table, Qt.Key.Key_T, CONTROL)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, TagsDialog)
    return dialog


def test_tags_are_given_and_taken_by_keyboard(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "service:Stripe")
    assert dialog.title.words() == "Tags of 3 keys"
    assert dialog.boxes["billing"].checkState() is ON
    assert dialog.boxes["shop-api"].checkState() is SOME
    qtbot.keyClick(dialog.boxes["billing"], Qt.Key.Key_Space)
    dialog.new.setFocus()
    QTest.keyClicks(dialog.new.edit, "money, ci")
    qtbot.keyClick(dialog.new.edit, Qt.Key.Key_Return)
    window.settle()
    assert window.view.commands.dialog is None
    assert window.view.toast.words() == "Tags of 3 keys changed."
    # What only one of them had stays with that one.
    assert window.secret("STRIPE_SECRET_KEY").tags == ("shop-api", "money", "ci")
    assert window.secret("STRIPE_SECRET_KEY", "dev").tags == ("money", "ci")


def test_one_key_is_said_so_and_nothing_changed_is_nothing_done(window: OpenWindow, qtbot: QtBot):
    window.choose("NPM_TOKEN")
    qtbot.keyClick(window.view.table, Qt.Key.Key_T, CONTROL)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, TagsDialog)
    assert dialog.title.words() == "Tags of 1 key"
    dialog.save()
    window.settle()
    assert window.view.commands.dialog is None
    assert window.secret("NPM_TOKEN").tags == ("ci",)


def test_what_is_no_tag_is_told(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "service:Stripe")
    dialog.new.set_text("x" * 300)
    dialog.save()
    assert dialog.new.message.words()
    dialog.new.set_text(", ".join(f"t{number}" for number in range(50)))
    dialog.save()
    window.settle()
    assert "can be kept" in dialog.new.message.words()
    assert dialog.button.isEnabled()
    assert window.secret("STRIPE_SECRET_KEY").tags == ("billing", "shop-api")


def test_in_the_trash_there_is_nothing_to_tag(window: OpenWindow):
    window.view.show_scope("view:trash")
    window.view.table.selectAll()
    window.view.commands.tags()
    assert window.view.commands.dialog is None

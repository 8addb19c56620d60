"""The detail pane: reveal by a click or while held, copy with its ring, trash, what is shown."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.dialogs.revoke import RevokeDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.gui.widgets.labels import Paragraph
from keystead.services import revocation, secrets
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow, wait_for

LEFT = Qt.MouseButton.LeftButton


def button(window: OpenWindow, words: str) -> Button:
    (found,) = [
        one
        for one in window.view.detail.findChildren(Button)
        if one.text() == words and one.isVisible()
    ]
    return found


def test_the_value_shows_while_the_mouse_holds_the_eye(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    box = window.view.detail.value
    qtbot.mousePress(box.eye, LEFT)
    wait_for(lambda: box.showing)
    assert box.accessibleName() == "Value: shown"
    box.click_time.stop()  # as if it had been down for longer than a click
    qtbot.mouseRelease(box.eye, LEFT)
    assert not box.showing
    assert "sk_live_" in box.accessibleName()


def test_the_value_shows_while_the_space_bar_holds_the_eye(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    box = window.view.detail.value
    box.eye.setFocus()
    qtbot.keyPress(box.eye, Qt.Key.Key_Space)
    wait_for(lambda: box.showing)
    box.click_time.stop()
    qtbot.keyRelease(box.eye, Qt.Key.Key_Space)
    assert not box.showing


def test_a_click_shows_the_value_until_the_next_one(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    box = window.view.detail.value
    qtbot.mouseClick(box.eye, LEFT)
    wait_for(lambda: box.showing)
    events = len(window.owner.vault.journal.events)
    qtbot.mouseClick(box.eye, LEFT)
    window.settle()
    assert not box.showing
    # One look is one line of the audit.
    assert len(window.owner.vault.journal.events) == events


def test_what_a_click_shows_goes_with_another_key_another_value_and_the_lock(
    window: OpenWindow, qtbot: QtBot
):
    secret = window.choose("STRIPE_SECRET_KEY")
    box = window.view.detail.value
    qtbot.mouseClick(box.eye, LEFT)
    wait_for(lambda: box.showing)
    window.choose("NPM_TOKEN")
    assert not box.showing
    # An answer for the key before is not shown under the name of this one.
    box.eye.click()
    window.view.detail.show_value(secret, SecretText("of the other"))
    assert not box.showing
    window.settle()
    assert box.showing
    npm = window.secret("NPM_TOKEN")
    window.controller.work(
        lambda owner: secrets.edit(owner.vault, npm, {}, SecretText("npm_new_value"))
    )
    window.settle()
    assert not box.showing
    box.eye.click()
    window.settle()
    assert box.showing
    window.controller.lock()
    window.settle()
    assert not box.showing


def test_copy_counts_down_and_clear_now_ends_it(window: OpenWindow, qtbot: QtBot):
    secret = window.choose("STRIPE_SECRET_KEY")
    detail, status = window.view.detail, window.view.status
    qtbot.mouseClick(detail.value.copy, LEFT)
    window.settle()
    assert QGuiApplication.clipboard().text() == window.value(secret)
    window.clock.advance(6)
    window.guard.refresh()
    assert "STRIPE_SECRET_KEY | copied – clears in 14 s" in status.words()
    assert detail.value.copy.accessibleName() == "Copied, clears in 14 s"
    qtbot.mouseClick(status.clear, LEFT)
    assert QGuiApplication.clipboard().text() == ""
    assert not detail.value.copy.counting
    assert "copied" not in status.words()


def test_the_ring_belongs_to_the_key_that_was_copied(window: OpenWindow):
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.copy()
    window.settle()
    window.choose("GITHUB_TOKEN")
    assert not window.view.detail.value.copy.counting
    window.choose("STRIPE_SECRET_KEY")
    assert window.view.detail.value.copy.counting


def test_the_mask_never_tells_the_length_and_shows_the_public_prefix(window: OpenWindow):
    window.choose("STRIPE_SECRET_KEY")
    assert "sk_live_" in window.view.detail.value.accessibleName()
    window.choose("MAILGUN_API_KEY", "dev")
    assert window.view.detail.value.accessibleName() == "Value: hidden"


def test_the_buttons_act_on_the_key(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    for words, sort in (("Edit", SecretEditor), ("Export", ExportDialog)):
        qtbot.mouseClick(button(window, words), LEFT)
        assert isinstance(window.view.commands.dialog, sort)
        window.view.commands.close_dialog()
    qtbot.mouseClick(button(window, "Revoke"), LEFT)
    assert isinstance(window.view.commands.dialog, RevokeDialog)
    window.view.commands.close_dialog()


def test_the_trash_offers_the_way_back_and_the_end(window: OpenWindow, qtbot: QtBot):
    window.view.show_scope("view:trash")
    window.choose("TEST_TOKEN", "dev")
    qtbot.mouseClick(button(window, "Restore"), LEFT)
    window.settle()
    assert window.secret("TEST_TOKEN", "dev").trashed is None
    assert window.view.toast.words() == "TEST_TOKEN restored."
    window.choose("OLD_MAILCHIMP_KEY", "dev")
    qtbot.mouseClick(button(window, "Erase for good"), LEFT)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ConfirmDialog)
    said = " ".join(label.text() for label in dialog.findChildren(Paragraph))
    assert "Name and notes stay in the history" in said
    # Enter at once means Cancel: it has the focus.
    qtbot.keyClick(dialog.no, Qt.Key.Key_Return)
    assert len(window.names()) == 2
    qtbot.mouseClick(button(window, "Erase for good"), LEFT)
    again = window.view.commands.dialog
    assert isinstance(again, ConfirmDialog)
    qtbot.mouseClick(again.sure, LEFT)
    window.settle()
    assert window.names() == ["LEGACY_SOAP_PASSWORD"]


def test_more_opens_the_menu_below_it(window: OpenWindow, qtbot: QtBot):
    asked: list[QPoint] = []
    window.view.detail.menu_asked.disconnect()
    window.view.detail.menu_asked.connect(asked.append)
    qtbot.mouseClick(window.view.detail._more, LEFT)
    assert len(asked) == 1


def test_without_a_choice_it_says_so(window: OpenWindow):
    window.view.table.clearSelection()
    assert window.view.detail.secret is None
    assert window.view.detail._stack.currentWidget() is window.view.detail._nothing


def test_a_revoked_key_cannot_be_exported(window: OpenWindow):
    window.choose("NPM_TOKEN")
    assert button(window, "Export").isEnabled()
    secret = window.secret("NPM_TOKEN")
    work(window, lambda owner: revocation.revoke(owner.vault, [secret], "leaked"))
    window.settle()
    window.choose("NPM_TOKEN")
    assert not button(window, "Export").isEnabled()
    window.choose("GITHUB_TOKEN")
    assert button(window, "Export").isEnabled()

"""Revoking as commands: key, menu, palette, what they open."""

from PySide6.QtGui import QDesktopServices

from keystead.gui.dialogs.revoke import RevokeDialog
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.services import revocation
from tests.support.screens_revoke import PAGE, with_page, work
from tests.support.window import OpenWindow


def test_revoking_opens_the_issuers_page_and_the_incident(window: OpenWindow, monkeypatch):
    pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(url.toString()))
    with_page(window)
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.a_revoke.trigger()
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RevokeDialog)
    dialog.reason.set_text("leaked")
    dialog.button.click()
    window.settle()
    assert pages == [PAGE]
    page = window.view.covers.incidents
    assert window.view.covers.currentWidget() is page
    assert page.lines is not None
    assert page.intro.words().startswith("Leaked. 2 keys revoked")


def test_a_key_without_a_value_says_so(window: OpenWindow):
    secret = window.choose("NPM_TOKEN")
    assert window.view.detail.buttons["Revoke"].isEnabled()
    work(window, lambda owner: revocation.revoke(owner.vault, [secret], "leaked"))
    assert not window.view.detail.buttons["Revoke"].isEnabled()
    assert not window.view.commands.a_revoke.isEnabled()
    window.view.commands.revoking.revoke()
    assert window.view.commands.dialog is None
    assert "Revoked" in window.view.detail.revoked.banner.words()
    window.view.detail.revoked.banner.link.click()
    window.settle()
    assert window.view.covers.currentWidget() is window.view.covers.incidents


def test_a_related_key_is_rotated_from_the_incident(window: OpenWindow):
    window.view.commands.revoking.incidents()
    window.settle()
    window.view.covers.incidents.rotate_asked.emit(window.secret("NPM_TOKEN"))
    assert not window.view.covers.covered
    assert isinstance(window.view.commands.dialog, RotateDialog)
    window.view.commands.close_dialog()


def test_an_empty_vault_has_nothing_to_revoke(empty: OpenWindow):
    empty.view.commands.revoking.panic()
    assert empty.view.commands.dialog is None
    empty.view.commands.revoking.revoke()
    assert empty.view.commands.dialog is None

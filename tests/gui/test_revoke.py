"""The dialog that revokes a key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from keystead.core.drafts import SecretDraft
from keystead.core.model import Stage
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.revoke import RevokeDialog
from keystead.services import secrets
from keystead.vault.bodies import Purge, Purged
from keystead.vault.writer import BodyChange
from tests.support.screens_revoke import PAGE, work
from tests.support.window import OpenWindow


def opened(window: OpenWindow) -> RevokeDialog:
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.revoking.revoke()
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RevokeDialog)
    return dialog


@pytest.fixture
def twin(window: OpenWindow) -> None:
    """STAGING has the same value; the key knows its issuer's page."""
    secret = window.secret("STRIPE_SECRET_KEY")
    value = window.value(secret)

    def change(owner) -> None:
        draft = SecretDraft(name="TWIN", environment="staging")
        secrets.add(owner.vault, draft, SecretText(value))
        secrets.edit(owner.vault, secret, {"revoke_url": PAGE})

    work(window, change)


def test_nothing_is_revoked_before_a_reason_is_typed(window: OpenWindow):
    dialog = opened(window)
    assert not dialog.button.isEnabled()
    dialog.revoke()
    QTest.keyClicks(dialog.reason.edit, "leaked")
    assert dialog.button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    window.settle()
    assert window.secret("STRIPE_SECRET_KEY").current is not None


def test_a_key_and_those_with_its_value_are_revoked_as_one(
    window: OpenWindow, twin, qtbot, monkeypatch
):
    dialog = opened(window)
    assert dialog.same is not None
    assert "TWIN in staging" in dialog.same.text()
    dialog.reason.set_text("leaked")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    with qtbot.waitSignal(dialog.revoked) as emitted:
        dialog.button.click()
    incident, page = emitted.args
    assert page == PAGE
    window.settle()
    for name, environment in (("STRIPE_SECRET_KEY", "prod"), ("TWIN", "staging")):
        secret = window.secret(name, environment)
        assert secret.current is None
        assert [one.id for one in secret.incidents] == [incident]


def test_the_others_and_the_page_are_a_choice(window: OpenWindow, twin, qtbot):
    dialog = opened(window)
    assert dialog.same is not None
    assert dialog.page is not None
    dialog.same.setChecked(False)
    dialog.page.setChecked(False)
    dialog.reason.set_text("leaked")
    with qtbot.waitSignal(dialog.revoked) as emitted:
        dialog.button.click()
    assert emitted.args[1] == ""
    window.settle()
    twin_now = window.secret("TWIN", "staging")
    assert twin_now.current is not None
    assert twin_now.current.stage is Stage.CURRENT


def test_a_reason_that_is_none_and_an_error_are_told(window: OpenWindow):
    dialog = opened(window)
    dialog.reason.set_text("x" * 501)
    dialog.button.click()
    assert "500" in dialog.reason.message.words()
    dialog.reason.set_text("leaked")
    secret = window.secret("STRIPE_SECRET_KEY")
    work(window, lambda owner: secrets.trash(owner.vault, [secret]))
    work(window, lambda owner: owner.vault.write(purged(secret)))
    dialog.button.click()
    window.settle()
    assert "Nothing was revoked" in dialog.banner.words()


def purged(secret):
    """What erases a Secret for good."""
    items = tuple(Purged(secret.id, one.id, ()) for one in secret.versions)
    return [BodyChange(secret.environment_id, Purge(items))]


def test_with_one_or_two_values_their_numbers_are_told(window: OpenWindow):
    window.choose("NPM_TOKEN")
    window.view.commands.revoking.revoke()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RevokeDialog)
    assert dialog._words.words().startswith("v1 will never")
    window.settle()

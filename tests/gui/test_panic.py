"""Revoking many keys at once."""

import pytest

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.panic import PanicDialog
from keystead.services import revocation, secrets
from keystead.services.revocation import Selected
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow


@pytest.fixture
def dialog(window: OpenWindow) -> PanicDialog:
    window.view.commands.revoking.panic()
    window.settle()
    made = window.view.commands.dialog
    assert isinstance(made, PanicDialog)
    made.which.setCurrentIndex(made.which.findText("ci"))
    window.settle()
    return made


def names(dialog: PanicDialog) -> list[str]:
    return [row[0].words for row in dialog.list.rows]


def test_the_keys_of_a_tag_environment_or_service_are_listed(window: OpenWindow, dialog):
    assert names(dialog) == ["GITHUB_TOKEN", "GITHUB_TOKEN", "NPM_TOKEN", "GITLAB_DEPLOY_TOKEN"]
    assert [dialog.sort.itemText(at) for at in range(3)] == ["Tag", "Environment", "Service"]
    dialog.sort.setCurrentIndex(2)
    dialog.which.setCurrentIndex(dialog.which.findText("npm"))
    window.settle()
    assert "NPM_TOKEN" in names(dialog)


def test_only_the_right_number_and_a_reason_revoke(window: OpenWindow, dialog, qtbot):
    for count, reason in (("4", ""), ("3", "stolen"), ("", "stolen"), ("04", "stolen")):
        dialog.count.set_text(count)
        dialog.reason.set_text(reason)
        assert not dialog.button.isEnabled()
        dialog.revoke()
    dialog.count.set_text(" 4 ")
    with qtbot.waitSignal(dialog.revoked):
        dialog.button.click()
    window.settle()
    assert window.secret("NPM_TOKEN").current is None
    assert window.view.covers.covered


def test_a_large_number_may_be_typed_with_and_without_its_comma(window: OpenWindow, dialog):
    assert dialog.count.edit.accessibleName() == "To confirm"
    dialog.reason.set_text("stolen")
    dialog._chosen = Selected(dialog._chosen.secrets * 300, "")
    for typed, may in (("1200", True), ("1,200", True), ("12", False), ("1.200", False)):
        dialog.count.set_text(typed)
        assert dialog.button.isEnabled() == may
        assert dialog.count.message.words() == "Type 1,200 to go on"


def test_a_number_that_is_another_one_by_now_revokes_nothing(window: OpenWindow, dialog):
    dialog.reason.set_text("stolen")
    dialog.count.set_text("4")
    draft = SecretDraft(name="NEW", environment="dev", tags=("ci",))
    work(window, lambda owner: secrets.add(owner.vault, draft, SecretText("v")))
    dialog.button.click()
    window.settle()
    assert window.secret("NPM_TOKEN").current is not None
    assert "Nothing was revoked" in dialog.banner.words()
    assert dialog.count.text() == ""
    assert len(names(dialog)) == 5


def test_a_reason_that_is_too_long_is_told(window: OpenWindow, dialog):
    dialog.count.set_text("4")
    dialog.reason.set_text("x" * 501)
    dialog.button.click()
    assert "500" in dialog.reason.message.words()


def test_without_a_key_there_is_nothing_to_revoke(window: OpenWindow, dialog):
    assert window.controller.snapshot is not None
    chosen = [one for one in window.controller.snapshot.secrets if "ci" in one.tags]
    work(window, lambda owner: revocation.revoke(owner.vault, chosen, "leaked"))
    dialog._ask()
    window.settle()
    assert names(dialog) == []
    assert "No key" in dialog.banner.words()
    assert not dialog.button.isEnabled()

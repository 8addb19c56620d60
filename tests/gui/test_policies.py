"""Policies in the window: classes here and there, own ones, and the editor that offers them."""

import pytest
from pytestqt.qtbot import QtBot

from keystead.core.model import Risk
from keystead.core.policies import Rule
from keystead.gui.dialogs.policies import PoliciesDialog
from keystead.gui.dialogs.policy_row import PolicyRow
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.services import policies
from tests.support.window import OpenWindow


@pytest.fixture
def dialog(window: OpenWindow) -> PoliciesDialog:
    window.view.commands.policies()
    found = window.view.commands.dialog
    assert isinstance(found, PoliciesDialog)
    return found


def row(dialog: PoliciesDialog, place: str, risk: Risk) -> PolicyRow:
    dialog.place.choose(place)
    return dialog._typed[place, risk]


def save(window: OpenWindow, dialog: PoliciesDialog, qtbot: QtBot) -> None:
    dialog.button.click()
    qtbot.waitUntil(lambda: window.view.commands.dialog is None)
    window.settle()


def test_what_holds_stands_behind_empty_fields(dialog: PoliciesDialog):
    high = row(dialog, "prod", Risk.HIGH)
    assert high.every.text() == ""
    assert high.every.edit.placeholderText() == "30d"
    assert high.overlap.edit.placeholderText() == "24h"


def test_a_class_and_an_own_policy_are_saved(
    window: OpenWindow, dialog: PoliciesDialog, qtbot: QtBot
):
    row(dialog, "prod", Risk.HIGH).every.set_text("14d")
    dialog._own_header.link.click()
    made = dialog.own[0]
    made.name.set_text("pci")
    made.every.set_text("never")
    made.leads.set_text("30, 7")
    save(window, dialog, qtbot)
    snapshot = window.controller.snapshot
    assert snapshot is not None
    prod = snapshot.environment_id("prod")
    assert snapshot.policies.classes[prod] == {Risk.HIGH: Rule(14)}
    assert snapshot.policies.own == {"pci": Rule(0, None, (30, 7))}
    window.view.commands.edit(window.choose("STRIPE_SECRET_KEY"))
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    rotate, leads = editor.fields.rotate.edit, editor.fields.leads.edit
    assert rotate.placeholderText() == "14d from environment prod (90d, never)"
    assert editor.fields.overlap.edit.placeholderText() == "24h from high risk (48h, 7d)"
    assert leads.placeholderText() == "from settings (days: 14,7,1)"
    editor.fields.policy.choose("pci")
    assert rotate.placeholderText().startswith("never from policy pci")
    assert leads.toolTip() == "30,7 from policy pci"
    editor.save_button.click()
    qtbot.waitUntil(lambda: window.view.commands.dialog is None)
    assert window.secret("STRIPE_SECRET_KEY").policy == "pci"


def test_what_others_changed_meanwhile_is_kept(
    window: OpenWindow, dialog: PoliciesDialog, qtbot: QtBot
):
    row(dialog, "prod", Risk.HIGH).every.set_text("14d")
    window.controller.work(
        lambda owner: policies.set_class(owner.vault, Risk.HIGH, Rule(overlap=3_600), "prod")
    )
    window.settle()
    save(window, dialog, qtbot)
    snapshot = window.controller.snapshot
    assert snapshot is not None
    prod = snapshot.environment_id("prod")
    assert snapshot.policies.classes[prod] == {Risk.HIGH: Rule(14, 3_600)}


def test_an_own_policy_is_removed_and_its_keys_keep_the_name(
    window: OpenWindow, dialog: PoliciesDialog, qtbot: QtBot
):
    dialog._own_header.link.click()
    dialog.own[0].name.set_text("pci")
    dialog.own[0].every.set_text("7d")
    save(window, dialog, qtbot)
    secret = window.choose("STRIPE_SECRET_KEY")
    window.controller.edit(secret, {"policy": "pci"})
    window.settle()
    window.view.commands.policies()
    again = window.view.commands.dialog
    assert isinstance(again, PoliciesDialog)
    assert not again.own[0].name.isEnabled()
    again.own[0].remove_asked.emit()
    save(window, again, qtbot)
    snapshot = window.controller.snapshot
    assert snapshot is not None
    assert snapshot.policies.own == {}
    window.view.commands.edit(window.choose("STRIPE_SECRET_KEY"))
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    assert editor.fields.policy.currentText() == "pci (removed)"


def test_wrong_fields_are_marked_and_nothing_is_saved(window: OpenWindow, dialog: PoliciesDialog):
    row(dialog, "", Risk.LOW).every.set_text("often")
    dialog._own_header.link.click()
    dialog.own[0].name.set_text("Not a name")
    dialog.own[0].overlap.set_text("7d")
    dialog.button.click()
    assert window.view.commands.dialog is dialog
    assert dialog.own[0].name.frame.state == "error"
    assert dialog._typed["", Risk.LOW].every.frame.state == "error"


def test_without_a_change_nothing_is_written(window: OpenWindow, dialog: PoliciesDialog):
    before = window.controller.snapshot
    dialog.button.click()
    assert window.view.commands.dialog is None
    assert window.controller.snapshot is before

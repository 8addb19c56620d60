"""The editor of a key: new and as it stands, right and wrong, saved and not saved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.model import Access, Kind, Risk, Secret, Stage
from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.services import maintenance, secrets
from keystead.vault.session import OpenVault
from tests.support.window import OpenWindow, wait_for

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window: OpenWindow) -> SecretEditor:
    dialog = window.view.commands.dialog
    assert isinstance(dialog, SecretEditor)
    return dialog


def new(window: OpenWindow) -> SecretEditor:
    window.view.commands.new()
    return opened(window)


def edit(window: OpenWindow, name: str, environment: str = "prod") -> SecretEditor:
    window.view.commands.edit(window.secret(name, environment))
    return opened(window)


def save(window: OpenWindow, editor: SecretEditor, qtbot: QtBot) -> None:
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    window.settle()


def test_a_new_key_by_keyboard_alone(window: OpenWindow, qtbot: QtBot):
    qtbot.keyClick(window.view.table, Qt.Key.Key_N, CONTROL)
    editor = opened(window)
    assert editor.name.edit.hasFocus()
    qtbot.keyClicks(editor.name.edit, "PAYPAL_SECRET")
    qtbot.keyClick(editor.name.edit, Qt.Key.Key_Tab)
    qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Tab)
    assert editor.value.line.edit.hasFocus()
    qtbot.keyClicks(editor.value.line.edit, "EBWKjlELKMYqRNQ6sYvFo64FtaRLRR5BdHEESmha49TM")
    qtbot.keyClick(editor.value.line.edit, Qt.Key.Key_Return)
    window.settle()
    assert window.view.commands.dialog is None
    made = window.secret("PAYPAL_SECRET", "staging")
    assert window.view.table.current() == made
    assert window.value(made).startswith("EBWK")
    assert window.view.toast.words() == "PAYPAL_SECRET saved in staging."


def test_every_field_is_kept(window: OpenWindow, qtbot: QtBot):
    editor = new(window)
    fields = editor.fields
    editor.name.set_text("EVERYTHING")
    editor.environment.choose("dev")
    editor.value.set_value(SecretText("value"))
    fields.service.set_text("Acme")
    fields.kind.choose(Kind.PASSWORD)
    fields.expires.set_day(date(2027, 1, 31))
    fields.tags.set_text("a, b,, a")
    fields.description.set_text("one\ntwo")
    fields.risk.choose(Risk.LOW)
    fields.owner.set_text("Mara")
    fields.rotate.set_text("12w")
    fields.overlap.set_text("36h")
    fields.access.choose(Access.READ_ONLY)
    fields.region.set_text("EU")
    fields.permissions.set_text("read\nwrite\n")
    fields.ip_ranges.set_text("10.0.0.0/8")
    fields.referrers.set_text("https://a.example")
    fields.user_agents.set_text("curl")
    fields.methods.set_text("GET\nPOST")
    fields.endpoints.set_text("/v1")
    fields.time_window.set_text("Mon to Fri")
    fields.quota.set_text("5 a second")
    fields.rotate_url.set_text("https://a.example/rotate")
    fields.revoke_url.set_text("https://a.example/revoke")
    fields.places.set_text("~/app/.env\nnightly job")
    fields.notes.set_text("note")
    save(window, editor, qtbot)
    made = window.secret("EVERYTHING", "dev")
    assert (made.service, made.kind, made.expires) == ("Acme", Kind.PASSWORD, date(2027, 1, 31))
    assert (made.tags, made.description, made.risk) == (("a", "b"), "one\ntwo", Risk.LOW)
    assert (made.owner, made.rotate_every, made.overlap) == ("Mara", 84, 36 * 3600)
    assert (made.access, made.permissions) == (Access.READ_ONLY, ("read", "write"))
    held = made.restrictions
    assert (held.ip_ranges, held.referrers) == (("10.0.0.0/8",), ("https://a.example",))
    assert (held.user_agents, held.methods, held.endpoints) == (
        ("curl",),
        ("GET", "POST"),
        ("/v1",),
    )
    assert (held.time_window, held.region, held.quota) == ("Mon to Fri", "EU", "5 a second")
    assert (made.rotate_url, made.revoke_url) == (
        "https://a.example/rotate",
        "https://a.example/revoke",
    )
    assert [(place.kind, place.where) for place in made.places] == [
        ("file", "~/app/.env"),
        ("program", "nightly job"),
    ]
    assert made.notes == "note"
    # And they come back as they were: saving again changes nothing.
    again = edit(window, "EVERYTHING", "dev")
    save(window, again, qtbot)
    assert window.secret("EVERYTHING", "dev") == made


def test_wrong_fields_are_marked_where_they_are(window: OpenWindow, qtbot: QtBot):
    editor = new(window)
    fields = editor.fields
    editor.name.set_text("STRIPE-KEY")
    fields.expires.edit.setText("2020-01-31")
    fields.rotate.set_text("often")
    fields.overlap.set_text("some time")
    fields.rotate_url.set_text("dashboard")
    fields.tags.set_text('a "b"')
    save(window, editor, qtbot)
    assert window.view.commands.dialog is editor
    assert "Character 7 does not fit" in editor.name.message.words()
    assert "The value is empty" in editor.value.line.message.words()
    assert "is in the past" in fields.expires_error.words()
    assert "number of days" in fields.rotate.message.words()
    assert "span of time" in fields.overlap.message.words()
    assert "no web address" in fields.rotate_url.message.words()
    assert fields.tags.frame.state == "error"
    fields.expires.edit.setText("31.1.2027")
    save(window, editor, qtbot)
    assert "Write year, month and day" in fields.expires_error.words()
    fields.expires.set_day(None)
    assert fields.expires_error.words() == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("x" * 65_537, "larger than 64 KiB"),
        ("a\0b", "NUL"),
        ("", "empty"),
    ],
)
def test_a_value_that_cannot_be_kept_is_told_beside_the_field(
    window: OpenWindow, qtbot: QtBot, value: str, words: str
):
    editor = new(window)
    editor.name.set_text("FINE")
    editor.value.set_value(SecretText(value))
    save(window, editor, qtbot)
    assert words in editor.value.line.message.words()


def test_a_name_that_is_taken_is_told_beside_it_and_nothing_typed_is_lost(
    window: OpenWindow, qtbot: QtBot
):
    editor = new(window)
    editor.name.set_text("GITHUB_TOKEN")
    editor.environment.choose("prod")
    editor.value.set_value(SecretText("typed with care"))
    editor.fields.notes.set_text("a long note")
    save(window, editor, qtbot)
    assert "prod/GITHUB_TOKEN exists already" in editor.name.message.words()
    assert editor.value.value().reveal() == "typed with care"
    assert editor.fields.notes.text() == "a long note"
    editor.name.set_text("GITHUB_TOKEN_2")
    save(window, editor, qtbot)
    assert window.secret("GITHUB_TOKEN_2").notes == "a long note"


def test_a_full_disk_is_told_in_the_dialog_and_saving_can_be_tried_again(
    window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    def full(self: OpenVault, changes: object) -> None:
        raise FileProblem("The disk is full. Nothing was changed.")

    editor = new(window)
    editor.name.set_text("LATER")
    editor.value.set_value(SecretText("kept"))
    with monkeypatch.context() as broken:
        broken.setattr(OpenVault, "write", full)
        save(window, editor, qtbot)
    assert editor.banner.words() == "This was not saved The disk is full. Nothing was changed."
    assert editor.value.value().reveal() == "kept"
    save(window, editor, qtbot)
    assert window.value(window.secret("LATER", "staging")) == "kept"


def test_a_new_value_keeps_the_old_one_as_previous(window: OpenWindow, qtbot: QtBot):
    editor = edit(window, "NPM_TOKEN")
    assert editor.value.line.edit.placeholderText() == "v1 stays. A new value replaces it."
    editor.value.set_value(SecretText("npm_a_new_one_for_the_test"))
    save(window, editor, qtbot)
    secret = window.secret("NPM_TOKEN")
    assert [version.stage for version in secret.versions] == [Stage.PREVIOUS, Stage.CURRENT]
    assert window.value(secret) == "npm_a_new_one_for_the_test"


def test_editing_without_a_value_leaves_it_and_keeps_the_environment(
    window: OpenWindow, qtbot: QtBot
):
    before = window.value(window.secret("NPM_TOKEN"))
    editor = edit(window, "NPM_TOKEN")
    assert not editor.environment.isVisible()
    editor.fields.notes.set_text("new")
    save(window, editor, qtbot)
    secret = window.secret("NPM_TOKEN")
    assert (secret.notes, len(secret.versions)) == ("new", 1)
    assert window.value(secret) == before


def test_a_past_expiry_that_was_there_before_may_stay(window: OpenWindow, qtbot: QtBot):
    editor = edit(window, "SENDGRID_API_KEY", "staging")
    editor.fields.notes.set_text("I know")
    save(window, editor, qtbot)
    assert window.secret("SENDGRID_API_KEY", "staging").notes == "I know"


def test_esc_leaves_everything_as_it_was(window: OpenWindow, qtbot: QtBot):
    editor = edit(window, "NPM_TOKEN")
    qtbot.keyClick(editor.name.edit, Qt.Key.Key_Escape)
    assert window.view.commands.dialog is None
    editor = edit(window, "NPM_TOKEN")
    editor.fields.notes.set_text("changed my mind")
    discard(editor, qtbot)
    window.settle()
    assert window.view.commands.dialog is None
    assert window.secret("NPM_TOKEN").notes == ""


def discard(editor: SecretEditor, qtbot: QtBot) -> None:
    """Esc, and what stands on the button of the question."""
    qtbot.keyClick(editor.name.edit, Qt.Key.Key_Escape)
    assert isinstance(editor._above, ConfirmDialog)
    qtbot.mouseClick(editor._above.sure, Qt.MouseButton.LeftButton)


def test_esc_does_not_lose_what_was_typed(window: OpenWindow, qtbot: QtBot):
    editor = new(window)
    qtbot.keyClicks(editor.name.edit, "NEW_KEY")
    editor.value.line.edit.setFocus()
    qtbot.keyClicks(editor.value.line.edit, "typed")
    qtbot.keyClick(editor.value.line.edit, Qt.Key.Key_Escape)
    above = editor._above
    assert isinstance(above, ConfirmDialog)
    assert QApplication.focusWidget() is above.no
    qtbot.keyClick(above.no, Qt.Key.Key_Escape)
    assert window.view.commands.dialog is editor
    assert editor.value.value().reveal() == "typed"
    assert QApplication.focusWidget() is editor.value.line.edit


def test_a_generated_value_goes_into_the_field(window: OpenWindow, qtbot: QtBot):
    editor = new(window)
    qtbot.mouseClick(editor.value.generate, Qt.MouseButton.LeftButton)
    window.settle()
    (dialog,) = window.view.findChildren(GenerateDialog)
    shown = dialog.shown.text()
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert editor.value.value().reveal() == shown
    assert len(shown) == 43


def test_ctrl_v_anywhere_offers_a_new_key(window: OpenWindow, qtbot: QtBot):
    QGuiApplication.clipboard().setText("  export STRIPE_TEST='sk_test_aaaaaaaaaaaaaaaa'\n")
    qtbot.keyClick(window.view.table, Qt.Key.Key_V, CONTROL)
    editor = opened(window)
    assert editor.name.text() == "STRIPE_TEST"
    assert editor.value.value().reveal() == "sk_test_aaaaaaaaaaaaaaaa"
    assert editor.fields.service.text() == "Stripe"


def test_an_empty_clipboard_offers_nothing(window: OpenWindow, qtbot: QtBot):
    QGuiApplication.clipboard().setText(" \n")
    qtbot.keyClick(window.view.table, Qt.Key.Key_V, CONTROL)
    assert window.view.commands.dialog is None
    assert window.view.toast.words() == "There is no text on the clipboard."


def test_places_keep_what_was_known_of_them(window: OpenWindow, qtbot: QtBot):
    editor = edit(window, "STRIPE_SECRET_KEY")
    env = str(Path.home() / "src/shop-api/.env")
    editor.fields.places.set_text(f"{env}\n/srv/other.env")
    save(window, editor, qtbot)
    first, second = window.secret("STRIPE_SECRET_KEY").places
    assert (first.where, first.version) == (env, 7)
    assert (second.kind, second.version) == ("file", 0)


def elsewhere(window: OpenWindow, change: Callable[[OpenVault], object]) -> None:
    """What another computer publishes comes in while the dialog is open."""
    other = window.vault.elsewhere()
    change(other)
    other.publish()
    other.close()
    before = window.controller.snapshot

    def came() -> bool:
        window.controller.tick()
        window.settle()
        return window.controller.snapshot is not before

    wait_for(came)


def present(vault: OpenVault, name: str = "NPM_TOKEN") -> Secret:
    return next(item for item in vault.secrets() if (item.name, item.environment) == (name, "prod"))


def test_what_another_computer_changed_comes_into_the_open_dialog(window: OpenWindow, qtbot: QtBot):
    editor = edit(window, "NPM_TOKEN")
    editor.fields.notes.set_text("typed here")
    elsewhere(
        window, lambda vault: secrets.edit(vault, present(vault), {"owner": "Ann", "tags": ("x",)})
    )
    assert editor.news.isVisible()
    assert "What you typed stays, everything else is up to date." in editor.news.words()
    assert editor.fields.owner.text() == "Ann"
    assert editor.fields.notes.text() == "typed here"
    save(window, editor, qtbot)
    saved = window.secret("NPM_TOKEN")
    assert (saved.owner, saved.tags, saved.notes) == ("Ann", ("x",), "typed here")


def test_a_field_that_both_changed_is_named_and_both_contents_can_be_looked_at(
    window: OpenWindow, qtbot: QtBot
):
    editor = edit(window, "NPM_TOKEN")
    editor.fields.notes.set_text("mine")
    elsewhere(window, lambda vault: secrets.edit(vault, present(vault), {"notes": "theirs"}))
    assert "Notes: both changed. Saving takes what you see here." in editor.news.words()
    assert editor.fields.notes.text() == "mine"
    qtbot.mouseClick(editor.news.link, Qt.MouseButton.LeftButton)
    assert editor.fields.notes.text() == "theirs"
    # More news leaves what is shown as it is.
    elsewhere(window, lambda vault: secrets.edit(vault, present(vault), {"kind": Kind.PASSWORD}))
    assert editor.fields.kind.chosen() is Kind.PASSWORD
    qtbot.mouseClick(editor.news.link, Qt.MouseButton.LeftButton)
    assert editor.fields.notes.text() == "mine"
    save(window, editor, qtbot)
    assert window.secret("NPM_TOKEN").notes == "mine"


def test_two_new_values_are_both_kept(window: OpenWindow, qtbot: QtBot):
    editor = edit(window, "NPM_TOKEN")
    editor.value.set_value(SecretText("npm_mine"))
    elsewhere(
        window,
        lambda vault: secrets.edit(vault, present(vault), {}, SecretText("npm_theirs")),
    )
    assert "A new value was saved there (v2). It becomes the previous one" in editor.news.words()
    save(window, editor, qtbot)
    secret = window.secret("NPM_TOKEN")
    stages = [version.stage for version in secret.versions]
    assert stages == [Stage.PREVIOUS, Stage.PREVIOUS, Stage.CURRENT]
    assert secret.versions[1].overlap_until is not None
    assert window.value(secret) == "npm_mine"


def test_a_change_that_comes_in_with_the_save_itself_is_never_written_over(
    window: OpenWindow, qtbot: QtBot
):
    editor = edit(window, "NPM_TOKEN")
    editor.fields.notes.set_text("mine")
    other = window.vault.elsewhere()
    secrets.edit(other, present(other), {"notes": "theirs"})
    other.publish()
    other.close()
    save(window, editor, qtbot)
    assert "was changed on another computer meanwhile" in editor.banner.words()
    assert "Notes: both changed." in editor.news.words()
    assert window.secret("NPM_TOKEN").notes == "theirs"
    assert editor.fields.notes.text() == "mine"
    save(window, editor, qtbot)
    assert window.secret("NPM_TOKEN").notes == "mine"


def test_a_key_that_went_elsewhere_is_told(window: OpenWindow, qtbot: QtBot):
    editor = edit(window, "NPM_TOKEN")
    editor.fields.notes.set_text("mine")
    elsewhere(window, lambda vault: secrets.trash(vault, [present(vault)]))
    assert "put into the trash there. Saving takes it out again." in editor.news.words()
    elsewhere(window, lambda vault: maintenance.purge(vault, [present(vault)]))
    assert "Erased for good elsewhere" in editor.news.words()
    assert not editor.save_button.isEnabled()
    assert editor.fields.notes.text() == "mine"

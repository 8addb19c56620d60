"""A name or a value that the vault has already is said while the key is made."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.services import revocation
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow, wait_for

CONTROL = Qt.KeyboardModifier.ControlModifier


def pasted(window: OpenWindow, qtbot: QtBot, text: str) -> SecretEditor:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(window.view.table, Qt.Key.Key_V, CONTROL)
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    return editor


def test_a_name_that_exists_can_get_the_value(window: OpenWindow, qtbot: QtBot):
    window.view.show_scope("env:dev")
    editor = pasted(window, qtbot, "HF_TOKEN=hf_" + "newer" * 8)
    assert editor.known.name.words().startswith("HF_TOKEN exists in dev already")
    editor.known.name.link.setFocus()
    qtbot.keyClick(editor.known.name.link, Qt.Key.Key_Return)
    edit = window.view.commands.dialog
    assert isinstance(edit, SecretEditor)
    assert edit.title.words() == "Edit HF_TOKEN"
    qtbot.mouseClick(edit.save_button, Qt.MouseButton.LeftButton)
    window.settle()
    secret = window.secret("HF_TOKEN", "dev")
    assert len(secret.versions) == 2
    assert window.value(secret) == "hf_" + "newer" * 8


def test_another_name_or_environment_is_free(window: OpenWindow, qtbot: QtBot):
    window.choose("GITHUB_TOKEN")
    editor = pasted(window, qtbot, "NPM_TOKEN=npm_" + "newer" * 8)
    assert not editor.known.name.isHidden()
    editor.environment.choose("staging")
    assert editor.known.isHidden()
    editor.environment.choose("prod")
    assert not editor.known.name.isHidden()
    editor.name.set_text("NPM_TOKEN_2")
    assert editor.known.isHidden()


def test_a_value_that_is_kept_already_is_said(window: OpenWindow, qtbot: QtBot):
    value = window.value(window.secret("GITHUB_TOKEN"))
    editor = pasted(window, qtbot, value)
    wait_for(lambda: not editor.known.value.isHidden())
    told = editor.known.value.words()
    assert "As GITHUB_TOKEN in prod." in told
    assert value not in told
    editor.value.clear()
    assert editor.known.isHidden()


def test_a_value_that_was_revoked_is_said(window: OpenWindow, qtbot: QtBot):
    secret = window.secret("GITHUB_TOKEN")
    value = window.value(secret)
    work(window, lambda owner: revocation.revoke(owner.vault, [secret], "leaked"))
    editor = pasted(window, qtbot, value)
    wait_for(lambda: not editor.known.value.isHidden())
    assert "This value was revoked as prod/GITHUB_TOKEN" in editor.known.value.words()


def test_the_key_that_is_edited_is_no_other(window: OpenWindow):
    secret = window.choose("GITHUB_TOKEN")
    value = window.value(secret)
    window.view.commands.edit(secret)
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    editor.value.line.set_text(value)
    editor.known._ask()
    window.settle()
    assert editor.known.isHidden()

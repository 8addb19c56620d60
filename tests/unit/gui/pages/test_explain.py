from pathlib import Path

from PySide6.QtGui import QGuiApplication

from keystead.gui.pages import explain
from keystead.gui.pages.known import KnownVault
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.masked_value import TextBox


def _words(dialog):
    return " ".join(one.words() for one in dialog.findChildren(Paragraph))


def _commands(dialog):
    return [one.accessibleDescription() for one in dialog.findChildren(TextBox)]


def test_lost_names_recover_with_the_file(theme, stage):
    vault = KnownVault(b"V" * 32, "Work", Path("/home/mara/my keys.keystead"))
    dialog = explain.lost(theme, stage, vault)
    dialog.open()
    assert dialog.done.hasFocus()
    assert "recovery code" in _words(dialog)
    assert _commands(dialog)[0] == "keystead recover '/home/mara/my keys.keystead'"
    dialog.findChildren(TextBox)[0].copy.click()
    assert QGuiApplication.clipboard().text() == _commands(dialog)[0]
    dialog.done.click()
    assert dialog.isHidden()


def test_an_unknown_vault_is_set_up_with_the_secret_key(theme, stage):
    dialog = explain.not_set_up(theme, stage, "/media/stick/work.keystead")
    assert "Secret Key" in _words(dialog)
    assert _commands(dialog) == [
        "keystead setup-device /media/stick/work.keystead",
        "keystead recover /media/stick/work.keystead",
    ]

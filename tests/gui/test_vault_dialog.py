"""Answers that come after a dialog is gone."""

from keystead.gui.dialogs.vault_dialog import VaultDialog
from tests.support.window import OpenWindow


def test_an_answer_is_taken_only_while_it_is_open(window: OpenWindow):
    dialog = VaultDialog(window.view.theme, window.view, window.controller, "A dialog", 400)
    seen: list[int] = []
    answer = dialog.if_open(seen.append)
    dialog.open()
    answer(1)
    dialog.cancel()
    answer(2)
    assert seen == [1]
    dialog.deleteLater()

"""Rotation in the detail pane."""

from keystead.gui.dialogs.rotate.dialog import RotateDialog
from tests.support.window import OpenWindow


def test_it_begins_with_a_button_and_goes_on_with_a_card(window: OpenWindow, begun: RotateDialog):
    bar = window.view.detail.rotation
    begun.next.click()
    begun.next.click()
    window.settle()
    begun.cancel()
    window.settle()
    assert bar.button.text() == "Resume rotation"
    assert bar.title.words().startswith("Rotation of v")
    assert "of the overlap left" in bar.words.words()
    assert bar.bar.isVisible()
    window.choose("NPM_TOKEN")
    assert bar.button.text() == "Rotate"
    assert bar.title.isHidden()
    bar.button.click()
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RotateDialog)
    assert dialog.title.words() == "Rotate NPM_TOKEN"

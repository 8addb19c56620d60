"""When the command opens an assistant, and when it does nothing."""

from keystead.gui.dialogs.rotate.dialog import RotateDialog
from tests.support.window import OpenWindow


def test_it_needs_a_live_key_and_no_other_dialog(window: OpenWindow):
    commands = window.view.commands
    window.view.table.clearSelection()
    window.view.show_scope("view:trash")
    window.view.table.selectRow(0)
    window.settle()
    assert not commands.a_rotate.isEnabled()
    commands.rotation.rotate()
    assert commands.dialog is None
    window.view.show_scope("view:all")
    secret = window.choose("NPM_TOKEN")
    commands.rotation.rotate(secret)
    window.settle()
    dialog = commands.dialog
    assert isinstance(dialog, RotateDialog)
    commands.rotation.rotate(secret)
    assert commands.dialog is dialog

"""What can be done, and when it cannot."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from tests.support.window import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_e_exports_and_ctrl_l_locks(window: OpenWindow, qtbot: QtBot):
    qtbot.keyClick(window.view.table, Qt.Key.Key_E, CONTROL)
    assert isinstance(window.view.commands.dialog, ExportDialog)
    window.view.commands.close_dialog()
    qtbot.keyClick(window.view.table, Qt.Key.Key_L, CONTROL)
    assert not window.controller.is_open
    window.settle()


def test_while_a_dialog_is_open_the_shortcuts_rest(window: OpenWindow, qtbot: QtBot):
    window.view.commands.new()
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    for key in (Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_L, Qt.Key.Key_F):
        qtbot.keyClick(editor.fields.kind, key, CONTROL)
    qtbot.keyClick(editor.fields.kind, Qt.Key.Key_Delete)
    window.settle()
    assert window.view.commands.dialog is editor
    assert window.controller.is_open
    assert len(window.names()) == 27
    # And no second one opens over it by any other way.
    window.view.commands.edit(window.secret("NPM_TOKEN"))
    window.view.commands.files.export()
    window.view.commands.new_environment()
    assert window.view.commands.dialog is editor


def test_only_what_fits_the_key_is_offered(window: OpenWindow):
    commands = window.view.commands
    assert commands.a_edit.isEnabled()
    assert not commands.a_restore.isEnabled()
    window.view.show_scope("view:trash")
    window.view.table.selectRow(0)
    assert not commands.a_edit.isEnabled()
    assert commands.a_restore.isEnabled()
    commands.edit()
    assert commands.dialog is None
    commands.open_menu(QPoint(300, 300))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert words == ["Copy value", "Show its activity", "Restore", "Erase for good"]
    menu.close()
    window.view.table.clearSelection()
    assert not commands.a_copy.isEnabled()


def test_nothing_chosen_is_nothing_done(window: OpenWindow):
    window.view.table.clearSelection()
    commands = window.view.commands
    for call in (commands.copy, commands.edit, commands.trash, commands.restore, commands.erase):
        call()
    window.settle()
    assert commands.dialog is None
    commands.undo()
    window.settle()
    assert len(window.names()) == 27


def test_several_keys_are_restored_at_once(window: OpenWindow):
    window.view.show_scope("view:trash")
    window.view.table.selectAll()
    window.view.commands.restore()
    window.settle()
    assert window.view.toast.words() == "3 keys restored."
    assert window.names() == []


def test_the_new_button_offers_every_way_in(window: OpenWindow):
    words = [action.text() for action in window.view.commands.new_entries()]
    assert words == ["New key", "Paste a key", "Import a .env file", "New environment"]

"""What can be done, and when it cannot."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.dialogs.palette import PaletteDialog
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
    for key in (Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_F):
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


def test_ctrl_l_locks_over_every_dialog(window: OpenWindow, qtbot: QtBot):
    """Whoever does not see that it did not lock types the passphrase into a field."""
    window.view.commands.new()
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    qtbot.keyClicks(editor.name.edit, "HALF_TYPED")
    qtbot.keyClick(editor.name.edit, Qt.Key.Key_Escape)  # and over the question above it
    qtbot.keyClick(window.view, Qt.Key.Key_L, CONTROL)
    assert not window.controller.is_open
    window.settle()


def test_ctrl_l_locks_over_the_palette(window: OpenWindow, qtbot: QtBot):
    qtbot.keyClick(window.view.table, Qt.Key.Key_K, CONTROL)
    qtbot.keyClick(window.view, Qt.Key.Key_L, CONTROL)
    assert not window.controller.is_open
    window.settle()


def test_over_the_keys_all_but_what_is_about_them_works(window: OpenWindow, qtbot: QtBot):
    view, commands = window.view, window.view.commands
    window.choose("NPM_TOKEN")
    qtbot.keyClick(view.table, Qt.Key.Key_O, CONTROL)
    assert view.covers.covered
    for action in (commands.a_copy, commands.a_edit, commands.a_trash, commands.a_export):
        assert not action.isEnabled()
    qtbot.keyClick(window.view, Qt.Key.Key_N, CONTROL)
    assert isinstance(commands.dialog, SecretEditor)
    qtbot.keyClick(commands.dialog.name.edit, Qt.Key.Key_Escape)
    assert view.covers.covered
    qtbot.keyClick(window.view, Qt.Key.Key_K, CONTROL)
    assert isinstance(commands.dialog, PaletteDialog)
    commands.close_dialog()
    view.focus_search()  # as the palette does
    assert not view.covers.covered
    assert QApplication.focusWidget() is view.toolbar.search.edit


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

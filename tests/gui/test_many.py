"""Several keys at once: choosing them by keyboard and mouse, and what is done with them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.widgets.buttons import Button
from tests.support.window import OpenWindow

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, DOWN = Qt.MouseButton.LeftButton, Qt.Key.Key_Down


def counted(window: OpenWindow) -> str:
    assert window.view.detail.shows_many
    return window.view.detail.many.heading.words()


def test_shift_and_arrows_choose_more_and_the_pane_counts(window: OpenWindow, qtbot: QtBot):
    table = window.view.table
    for expected in ("2 keys chosen", "3 keys chosen"):
        qtbot.keyClick(table, DOWN, SHIFT)
        assert counted(window) == expected
    qtbot.keyClick(table, DOWN)
    assert not window.view.detail.shows_many
    assert window.view.detail.secret is not None


def test_ctrl_a_and_shift_end_choose_to_the_end(window: OpenWindow, qtbot: QtBot):
    table = window.view.table
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    assert counted(window) == "27 keys chosen"
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert len(table.rows()) == 1
    qtbot.keyClick(table, Qt.Key.Key_End, SHIFT)
    assert table.rows() == list(range(27))
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Home, SHIFT)
    assert len(table.rows()) == 27


def test_clicks_with_ctrl_and_shift_choose(window: OpenWindow, qtbot: QtBot):
    table = window.view.table

    def at(row: int) -> QPoint:
        return QPoint(80, table.rowViewportPosition(row) + 18)

    qtbot.mouseClick(table.viewport(), LEFT, pos=at(1))
    qtbot.mouseClick(table.viewport(), LEFT, CONTROL, at(4))
    assert table.rows() == [1, 4]
    qtbot.mouseClick(table.viewport(), LEFT, SHIFT, at(6))
    assert table.rows() == [1, 4, 5, 6]
    qtbot.mouseClick(table.viewport(), LEFT, CONTROL, at(5))
    assert table.rows() == [1, 4, 6]


def test_what_is_chosen_stays_chosen_when_the_list_changes(window: OpenWindow, qtbot: QtBot):
    table = window.view.table
    for _ in range(2):
        qtbot.keyClick(table, DOWN, SHIFT)
    before = {one.id for one in table.chosen()}
    window.controller.trash([window.secret("HF_TOKEN", "dev")])
    window.settle()
    assert {one.id for one in table.chosen()} == before
    qtbot.mouseClick(table.header_.viewport(), LEFT, pos=QPoint(40, 10))
    assert {one.id for one in table.chosen()} == before
    assert counted(window) == "3 keys chosen"


def test_several_are_trashed_and_brought_back(window: OpenWindow, qtbot: QtBot):
    names = window.names()
    for _ in range(2):
        qtbot.keyClick(window.view.table, DOWN, SHIFT)
    qtbot.keyClick(window.view.table, Qt.Key.Key_Delete)
    window.settle()
    assert window.view.toast.words() == "3 keys moved to the trash."
    assert len(window.names()) == 24
    qtbot.mouseClick(window.view.toast._link, LEFT)
    window.settle()
    assert window.names() == names


def test_the_buttons_of_the_pane_act_on_all(window: OpenWindow, qtbot: QtBot):
    window.view.show_scope("view:trash")
    window.view.table.setFocus()
    qtbot.keyClick(window.view.table, Qt.Key.Key_A, CONTROL)
    many = window.view.detail.many
    restore, erase = many._trashed.findChildren(Button)
    assert many._live.isHidden()
    qtbot.mouseClick(erase, LEFT)
    dialog = window.view.commands.dialog
    assert dialog is not None
    assert dialog.accessibleName() == "Erase 3 keys for good?"
    window.view.commands.close_dialog()
    qtbot.mouseClick(restore, LEFT)
    window.settle()
    assert window.view.toast.words() == "3 keys restored."


def test_keys_of_one_environment_are_exported_together(window: OpenWindow, qtbot: QtBot):
    window.view.show_scope("env:staging")
    window.view.table.setFocus()
    qtbot.keyClick(window.view.table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(window.view.table, Qt.Key.Key_E, CONTROL)
    window.settle()
    assert isinstance(window.view.commands.dialog, ExportDialog)


def test_of_several_environments_one_is_asked_for(window: OpenWindow, qtbot: QtBot):
    qtbot.keyClick(window.view.table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(window.view.table, Qt.Key.Key_E, CONTROL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert sorted(words) == [
        "Export 11 keys of dev",
        "Export 11 keys of prod",
        "Export 5 keys of staging",
    ]
    menu.actions()[0].trigger()
    menu.close()
    window.settle()
    assert isinstance(window.view.commands.dialog, ExportDialog)


def test_services_and_environments_are_told(window: OpenWindow):
    secrets = [window.secret("AWS_ACCESS_KEY_ID"), window.secret("AWS_SECRET_ACCESS_KEY")]
    snapshot = window.controller.snapshot
    assert snapshot is not None
    many = window.view.detail.many
    window.view.detail.show_many(secrets, snapshot)
    assert many.remark.words() == "All of AWS."
    window.view.detail.show_many([*secrets, window.secret("NPM_TOKEN")], snapshot)
    assert many.remark.words() == "Of 2 services."
    window.view.detail.show_many(snapshot.secrets, snapshot)
    assert many._live.isHidden()
    assert many._trashed.isHidden()

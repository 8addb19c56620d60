"""The command palette, all by keyboard."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.dialogs.palette import PaletteDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from tests.support.window import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, DOWN, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def opened(window: OpenWindow, qtbot: QtBot, words: str = "") -> PaletteDialog:
    qtbot.keyClick(window.view.table, Qt.Key.Key_K, CONTROL)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, PaletteDialog)
    assert dialog.field.hasFocus()
    QTest.keyClicks(dialog.field, words)
    return dialog


def lines(dialog: PaletteDialog) -> list[str]:
    rows = dialog.list.entries.rows
    return [row if isinstance(row, str) else row.spoken() for row in rows]


def test_a_verb_and_a_part_of_a_name(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    dialog = opened(window, qtbot, "exp str")
    # The key that was chosen comes first among its likes.
    assert lines(dialog) == [
        "Keys",
        "Export STRIPE_SECRET_KEY in prod",
        "Export STRIPE_SECRET_KEY in dev",
        "Export STRIPE_WEBHOOK_SECRET in staging",
    ]
    assert dialog.results.words() == "3 results"
    entry = dialog.list.current()
    assert entry is not None
    assert entry.marked == ((0, 3),)
    assert entry.name_marked == ((0, 3),)
    qtbot.keyClick(dialog.field, ENTER)
    window.settle()
    assert isinstance(window.view.commands.dialog, ExportDialog)


def test_a_name_alone_copies(window: OpenWindow, qtbot: QtBot):
    secret = window.secret("NPM_TOKEN")
    dialog = opened(window, qtbot, "npm")
    assert lines(dialog)[1] == "Copy NPM_TOKEN in prod"
    qtbot.keyClick(dialog.field, ENTER)
    window.settle()
    assert window.view.commands.dialog is None
    assert QGuiApplication.clipboard().text() == window.value(secret)
    assert window.view.table.hasFocus()


def test_letters_in_order_are_enough(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "gdt")
    assert "Copy GITLAB_DEPLOY_TOKEN in staging" in lines(dialog)


def test_an_environment_narrows(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "github dev")
    assert "Copy GITHUB_TOKEN in dev" in lines(dialog)
    assert "Copy GITHUB_TOKEN in prod" not in lines(dialog)


def test_tab_shows_what_else_can_be_done_and_esc_goes_back(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "npm")
    qtbot.keyClick(dialog.field, TAB)
    assert dialog.field.hasFocus()
    assert [line.split()[0] for line in lines(dialog)[1:]] == [
        "Copy",
        "Show",
        "Edit",
        "Rotate",
        "Export",
        "Revoke",
        "Move",
        "Activity",
    ]
    qtbot.keyClick(dialog.field, ESC)
    assert window.view.commands.dialog is dialog
    QTest.keyClicks(dialog.field, "npm")
    qtbot.keyClick(dialog.field, TAB)
    QTest.keyClicks(dialog.field, "ed")
    qtbot.keyClick(dialog.field, ENTER)
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    assert editor.title.words() == "Edit NPM_TOKEN"


def test_backspace_in_the_empty_field_goes_back_too(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "npm")
    qtbot.keyClick(dialog.field, TAB)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Backspace)
    assert "Commands" in lines(dialog)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Backspace)
    assert window.view.commands.dialog is dialog


def test_commands_and_views_with_their_keys_and_counts(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "new")
    assert lines(dialog)[:2] == ["Commands", "New key Ctrl+N"]
    dialog.field.clear()
    QTest.keyClicks(dialog.field, "preferences")
    assert lines(dialog) == ["Commands", "Settings Ctrl+,"]
    dialog.field.clear()
    QTest.keyClicks(dialog.field, "show trash")
    assert lines(dialog)[-1] == "Show Trash 3 keys"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.field, ENTER)
    assert window.view.scope.in_trash


def test_a_command_runs(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "lock")
    assert lines(dialog)[1].startswith("Lock")
    qtbot.keyClick(dialog.field, ENTER)
    assert not window.controller.is_open
    window.settle()


def test_show_goes_to_the_key_wherever_it_is(window: OpenWindow, qtbot: QtBot):
    window.view.show_scope("env:staging")
    window.view.toolbar.search.set_text("redis")
    dialog = opened(window, qtbot, "sho npm")
    assert lines(dialog)[1] == "Show NPM_TOKEN in prod"
    qtbot.keyClick(dialog.field, ENTER)
    window.settle()
    chosen = window.view.table.current()
    assert chosen is not None
    assert chosen.name == "NPM_TOKEN"
    assert window.view.toolbar.search.text() == ""
    trashed = next(one for one in _snapshot(window).secrets if one.trashed is not None)
    window.view.show_secret(trashed)
    assert window.view.scope.in_trash


def _snapshot(window: OpenWindow):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    return snapshot


def test_with_nothing_typed_the_chosen_key_comes_first(window: OpenWindow, qtbot: QtBot):
    window.choose("NPM_TOKEN")
    found = lines(opened(window, qtbot))
    assert found[:2] == ["Keys", "Copy NPM_TOKEN in prod"]
    assert {"Commands", "Views", "New key Ctrl+N", "Show prod 11 keys"} <= set(found)


def test_nothing_found_says_so(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "qqqq")
    assert lines(dialog) == []
    assert dialog.nothing.isVisible()
    for key in (ENTER, DOWN, TAB):
        qtbot.keyClick(dialog.field, key)
    assert window.view.commands.dialog is dialog


def test_arrows_pass_headings_and_go_round(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot)
    rows = len([row for row in dialog.list.entries.rows if not isinstance(row, str)])
    first = dialog.list.current()
    for _ in range(rows):
        qtbot.keyClick(dialog.field, DOWN)
        assert dialog.list.current() is not None
    assert dialog.list.current() is first
    qtbot.keyClick(dialog.field, Qt.Key.Key_PageDown)
    assert dialog.list.current() is not first
    qtbot.keyClick(dialog.field, Qt.Key.Key_PageUp)
    assert dialog.list.current() is first
    # Who cannot see the line hears it.
    assert dialog.field.accessibleDescription() == (first.spoken() if first else "")


def test_the_mouse_chooses_where_it_moves(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot)
    first, second = (dialog.list.visualRect(dialog.list.entries.index(at)) for at in (0, 2))
    before = dialog.list.current()
    QTest.mouseMove(dialog.list.viewport(), first.center())  # a heading
    assert dialog.list.current() is before
    QTest.mouseMove(dialog.list.viewport(), second.center())
    assert dialog.list.currentIndex().row() == 2


def test_the_mouse_chooses_and_runs_and_closes(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot, "npm")
    at = dialog.list.visualRect(dialog.list.entries.index(1)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    window.settle()
    assert window.view.commands.dialog is None
    dialog = opened(window, qtbot)
    qtbot.mouseClick(dialog, Qt.MouseButton.LeftButton, pos=QPoint(20, 400))
    assert window.view.commands.dialog is None


def test_ctrl_k_and_esc_close_it(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window, qtbot)
    qtbot.keyClick(dialog.field, Qt.Key.Key_K, CONTROL)
    assert window.view.commands.dialog is None
    dialog = opened(window, qtbot)
    qtbot.keyClick(dialog.field, ESC)
    assert window.view.commands.dialog is None

"""The table by keyboard and mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keystead.core.sorting import Column
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.models.secret_table import COLUMNS
from tests.support.window import OpenWindow, wait_for

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def click_header(window: OpenWindow, qtbot: QtBot, section: int) -> None:
    header = window.view.table.header_
    place = QPoint(header.sectionViewportPosition(section) + 20, 12)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_first_row_is_chosen_and_shown(window: OpenWindow):
    assert window.names()[0] == "SENDGRID_API_KEY"
    assert window.view.detail.secret == window.view.table.current()
    assert window.view.table.hasFocus()


def test_arrows_move_and_the_detail_follows(window: OpenWindow, qtbot: QtBot):
    table = window.view.table
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Down)
    assert window.view.detail.title.words() == "NPM_TOKEN"
    qtbot.keyClick(table, KEY.Key_End)
    last = table.model_.secret(table.model_.rowCount() - 1)
    assert window.view.detail.secret == last
    qtbot.keyClick(table, KEY.Key_Home)
    assert window.view.detail.title.words() == "SENDGRID_API_KEY"


def test_up_in_the_first_row_goes_to_the_search_and_down_comes_back(
    window: OpenWindow, qtbot: QtBot
):
    qtbot.keyClick(window.view.table, KEY.Key_Up)
    search = window.view.toolbar.search.edit
    assert search.hasFocus()
    qtbot.keyClick(search, KEY.Key_Down)
    assert window.view.table.hasFocus()


def test_a_click_on_a_header_sorts_and_another_turns_round(window: OpenWindow, qtbot: QtBot):
    click_header(window, qtbot, 0)
    assert window.view.table.model_.sorted_by == (Column.NAME, False)
    up = window.names()
    assert up == sorted(up)
    click_header(window, qtbot, 0)
    assert window.names()[0] == max(up)
    # The oldest first is what one wants to see of ages.
    click_header(window, qtbot, 3)
    assert window.view.table.model_.sorted_by == (Column.AGE, True)


def test_the_chosen_key_stays_chosen_when_the_order_changes(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    click_header(window, qtbot, 0)
    assert window.view.detail.title.words() == "STRIPE_SECRET_KEY"
    assert [one.name for one in window.view.table.chosen()] == ["STRIPE_SECRET_KEY"]


def test_enter_a_double_click_and_f2_open_the_editor(window: OpenWindow, qtbot: QtBot):
    table, commands = window.view.table, window.view.commands
    secret = window.choose("STRIPE_SECRET_KEY")
    place = table.visualRect(table.currentIndex()).center()

    def double_click() -> None:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    for act in (
        lambda: qtbot.keyClick(table, KEY.Key_Return),
        double_click,
        lambda: qtbot.keyClick(table, KEY.Key_F2),
    ):
        act()
        assert isinstance(commands.dialog, SecretEditor)
        assert commands.dialog.name.text() == secret.name
        qtbot.keyClick(commands.dialog.name.edit, KEY.Key_Escape)
        assert commands.dialog is None
        assert table.hasFocus()


def test_ctrl_c_copies_the_value(window: OpenWindow, qtbot: QtBot):
    secret = window.choose("GITHUB_TOKEN")
    qtbot.keyClick(window.view.table, KEY.Key_C, CONTROL)
    window.settle()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("ghp_")
    assert copied == window.value(secret)
    assert window.view.detail.value.copy.counting


def test_del_moves_to_the_trash_and_undo_brings_it_back(window: OpenWindow, qtbot: QtBot):
    before = window.names()
    window.choose("GITHUB_TOKEN")
    qtbot.keyClick(window.view.table, KEY.Key_Delete)
    window.settle()
    assert len(window.names()) == len(before) - 1
    # Its neighbour is chosen: pressing Del again would go on from there.
    assert window.view.table.current() is not None
    assert window.view.toast.words() == "GITHUB_TOKEN moved to the trash."
    qtbot.mouseClick(window.view.toast._link, Qt.MouseButton.LeftButton)
    window.settle()
    assert window.names() == before


def test_several_rows_are_trashed_at_once(window: OpenWindow, qtbot: QtBot):
    table = window.view.table
    qtbot.keyClick(table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(table.chosen()) == 2
    qtbot.keyClick(table, KEY.Key_Delete)
    window.settle()
    assert window.view.toast.words() == "2 keys moved to the trash."


def test_the_row_under_the_pointer_is_marked(window: OpenWindow, qtbot: QtBot):
    table = window.view.table
    quiet = table.viewport().grab().toImage()
    rect = table.visualRect(table.model_.index(4, 1))
    qtbot.mouseMove(table.viewport(), rect.center() + QPoint(1, 1))
    wait_for(lambda: table._over == 4)
    assert table.viewport().grab().toImage() != quiet


def test_the_menu_key_opens_the_menu_of_the_row(window: OpenWindow, qtbot: QtBot):
    table = window.view.table
    asked: list[QPoint] = []
    table.menu_asked.connect(asked.append)
    window.view.commands.open_menu(QPoint(200, 200))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == [
        *("Copy value", "Edit", "Rotate", "Tags", "Export"),
        *("Show its activity", "Silence reminders", "Revoke", "Move to trash"),
    ]
    qtbot.keyClick(menu, KEY.Key_Escape)


def test_columns_fill_the_width_with_and_without_a_scroll_bar(window: OpenWindow):
    table = window.view.table
    for scope in ("view:all", "view:trash"):
        window.view.show_scope(scope)
        QApplication.processEvents()
        widths = [table.columnWidth(n) for n in range(7)]
        assert sum(widths) == table.viewport().width()
        assert widths[1:6] == [82, 80, 80, 90, 82]


def test_in_a_narrow_window_names_and_states_stay_and_others_give_way(window: OpenWindow):
    table = window.view.table
    left_out = {1280: "", 1100: "Age, Last used", 1000: "Age, Last used, Service",
        960: "Age, Last used, Service, Expires"}  # fmt: skip
    for width, expected in [*left_out.items(), (1280, "")]:
        window.stage.resize(width, 640)
        QApplication.processEvents()
        hidden = {words for n, (_, words) in enumerate(COLUMNS) if table.isColumnHidden(n)}
        assert hidden == set(filter(None, expected.split(", "))), width
        assert table.columnWidth(0) >= 160
        assert sum(table.columnWidth(n) for n in range(7)) == table.viewport().width()


def test_letters_typed_in_the_table_do_nothing_by_chance(window: OpenWindow, qtbot: QtBot):
    before = window.view.table.current()
    qtbot.keyClick(window.view.table, KEY.Key_S)
    assert window.view.table.current() == before

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from keystead.gui import window_state
from keystead.gui.shell import LEAST, SIZE, Shell
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.window_state import WindowState
from tests.support.homes import home_at, parts


@pytest.fixture
def home(tmp_path):
    return home_at(tmp_path / "home", parts())


@pytest.fixture(autouse=True)
def screen(monkeypatch):
    monkeypatch.setattr(Shell, "room", lambda _: QSize(1920, 1040))


@pytest.fixture
def shell(theme, home, qtbot):
    made = Shell(theme, home)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_opens_in_the_size_of_the_mock_ups(shell):
    assert shell.size() == SIZE
    assert shell.minimumSize() == LEAST
    assert shell.windowTitle() == "Keystead"
    shell.name_vault("Work")
    assert shell.windowTitle() == "Work – Keystead"


def test_it_opens_as_large_as_it_was_closed(theme, home, qtbot):
    window_state.save(home, WindowState(1100, 700))
    shell = Shell(theme, home)
    qtbot.addWidget(shell)
    assert shell.size() == QSize(1100, 700)
    window_state.save(home, WindowState(1100, 700, maximized=True))
    large = Shell(theme, home)
    qtbot.addWidget(large)
    assert large.windowState() & Qt.WindowState.WindowMaximized


def test_it_keeps_within_a_small_screen_also_after_a_large_one(theme, home, qtbot, monkeypatch):
    room = QSize(1000, 620)
    monkeypatch.setattr(Shell, "room", lambda _: room)
    for before in (None, WindowState(1600, 1000)):
        if before is not None:
            window_state.save(home, before)
        shell = Shell(theme, home)
        qtbot.addWidget(shell)
        assert shell.width() == room.width()
        # Some height is left for the title bar.
        assert LEAST.height() - 60 < shell.height() < room.height()


def test_the_room_is_that_of_the_screen(shell, monkeypatch):
    monkeypatch.undo()
    assert shell.room() == shell.screen().availableGeometry().size()


def test_one_page_at_a_time(shell):
    first, second = QWidget(), QWidget()
    shell.add_page(first)
    shell.show_page(second)
    assert shell.page is second
    shell.show_page(first)
    shell.drop_page(second)
    assert shell.stack.count() == 1


def test_closing_asks_first_and_keeps_the_size(shell, home, qtbot):
    shell.resize(1100, 700)
    with qtbot.waitSignal(shell.closing):
        shell.close()
    assert shell.isVisible()
    assert window_state.load(home) == WindowState(1100, 700)
    shell.let_close()
    assert not shell.isVisible()


def test_ctrl_q_closes(shell, qtbot):
    shell.activateWindow()
    qtbot.waitActive(shell)
    with qtbot.waitSignal(shell.quit_asked):
        QTest.keyClick(shell, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_one_dialog_at_a_time_and_none_over_the_next_page(shell, theme):
    first, second = (DialogFrame(theme, shell, name) for name in ("First", "Second"))
    shell.open_dialog(first)
    shell.open_dialog(second)
    assert first.isHidden()
    assert shell.dialog is second
    shell.show_page(QWidget())
    assert shell.dialog is None
    shell.close_dialog()


def test_it_comes_forward_when_it_was_hidden(shell, qtbot):
    shell.hide()
    shell.come_forward()
    assert shell.isVisible()
    shell.showMinimized()
    shell.come_forward()
    assert not shell.isMinimized()
    shell.say("Copied.")
    assert shell.toast.words() == "Copied."

"""Several vaults in one window: to another and back, a new one, forgetting."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from keystead.gui.dialogs.forget import ForgetDialog
from keystead.gui.pages.change.page import ChangePage
from keystead.gui.pages.known import KnownVault
from keystead.services.owner import ownership
from tests.support.homes import MadeVault, home_at, parts
from tests.support.windows import Window, window


@pytest.fixture
def two(home, tmp_path):
    return MadeVault(home, tmp_path, name="Work"), MadeVault(home, tmp_path, name="Play")


def _menu(shown: Window) -> list[str]:
    """Open the switcher by keyboard; what it offers."""
    switch = shown.room.view.sidebar.name
    shown.settle()
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    return words


def _current(shown: Window) -> KnownVault:
    current = shown.main.entrance.unlock.current
    assert current is not None
    return current


def _pick(shown: Window, words: str) -> None:
    menu = shown.room.view.sidebar.name.menu_of_vaults()
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.deleteLater()


def test_the_menu_has_the_recent_vaults_first(qapp, qtbot, home, two):
    _, play = two
    with window(qapp, qtbot, home, "Play") as shown:
        shown.clock.advance(100)
        shown.unlock(play)
        assert _menu(shown) == [
            "Play",
            "Work",
            "Open another vault",
            "Create a vault",
            "Settings",
            "Forget Play on this computer",
        ]


def test_to_another_vault_and_back(qapp, qtbot, home, two):
    work, play = two
    with window(qapp, qtbot, home, "Work") as shown:
        shown.unlock(work)
        shown.settle()
        _pick(shown, "Play")
        shown.until_locked()
        assert shown.asks_for == "Play"
        assert shown.main.entrance.unlock.foot.left.words() == ""
        room = shown.unlock(play)
        assert room.view.sidebar.name.words() == "Play"
        assert shown.main.shell.windowTitle() == "Play – Keystead"
    work.unlock().vault.close()


def test_a_new_vault_locks_the_open_one(qapp, qtbot, home, two):
    with window(qapp, qtbot, home, "Work") as shown:
        shown.unlock(two[0])
        _pick(shown, "Create a vault")
        shown.until_locked()
        assert shown.shows(shown.main.making.page)


def test_another_file_is_opened(qapp, qtbot, home, two, monkeypatch):
    work, play = two
    answers = ["", str(work.path), str(play.path)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answers.pop(0), ""))
    with window(qapp, qtbot, home, "Work") as shown:
        shown.unlock(work)
        _pick(shown, "Open another vault")
        shown.settle()
        _pick(shown, "Open another vault")
        shown.settle()
        assert shown.room.view.toast.words() == "This vault is open already."
        _pick(shown, "Open another vault")
        shown.until_locked()
        assert shown.asks_for == "Play"


def test_a_file_that_is_no_vault_leaves_the_open_one_open(
    qapp, qtbot, home, two, tmp_path, monkeypatch
):
    junk = tmp_path / "junk.keystead"
    junk.write_bytes(b"nothing")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(junk), ""))
    with window(qapp, qtbot, home, "Work") as shown:
        room = shown.unlock(two[0])
        _pick(shown, "Open another vault")
        qtbot.waitUntil(lambda: "not a Keystead vault" in room.view.notices.words())
        assert shown.room is room


def test_a_vault_that_this_computer_does_not_know_is_set_up(
    qapp, qtbot, home, two, tmp_path, monkeypatch
):
    foreign = MadeVault(home_at(tmp_path / "other", parts()), tmp_path, name="Foreign")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(foreign.path), ""))
    with window(qapp, qtbot, home, "Work") as shown:
        shown.unlock(two[0])
        _pick(shown, "Open another vault")
        qtbot.waitUntil(lambda: isinstance(shown.main.shell.page, ChangePage))
        shown.until_locked()


def test_forgetting_the_open_vault_locks_it_and_keeps_its_file(qapp, qtbot, home, two):
    work, _ = two
    with window(qapp, qtbot, home, "Work") as shown:
        shown.unlock(work)
        shown.settle()
        _pick(shown, "Forget Work on this computer")
        dialog = shown.main.shell.dialog
        assert isinstance(dialog, ForgetDialog)
        shown.settle()
        assert dialog.no.hasFocus()
        QTest.keyClick(dialog.sure, Qt.Key.Key_Space)
        QTest.keyClick(dialog.button, Qt.Key.Key_Return)
        shown.until_locked()
        qtbot.waitUntil(lambda: [one.name for one in home.vaults()] == ["Play"])
        shown.settle()
        assert shown.asks_for == "Play"
        assert "forgotten" in shown.main.shell.toast.words()
        assert work.path.exists()


def test_forgetting_from_the_unlock_page_until_none_is_left(qapp, qtbot, home, two):
    work, play = two
    with window(qapp, qtbot, home, "Work") as shown:
        page = shown.main.entrance.unlock
        for name in ("Work", "Play"):
            assert shown.asks_for == name
            menu = page.title.menu()
            menu.actions()[-1].trigger()
            dialog = shown.main.shell.dialog
            assert isinstance(dialog, ForgetDialog)
            shown.settle()
            dialog.sure.click()
            dialog.button.click()
            shown.settle()
        assert home.vaults() == []
        assert shown.shows(shown.main.entrance.welcome)
        assert work.path.exists()
        assert play.path.exists()


def test_one_that_another_program_has_open_is_not_forgotten(qapp, qtbot, home, two):
    work, _ = two
    with (
        ownership(home.parts.host, home.place(work.entry)),
        window(qapp, qtbot, home, "Work") as shown,
    ):
        shown.main.switching._forget_closed(_current(shown))
        shown.settle()
        assert "Lock it there first" in shown.main.entrance.unlock.banner.words()
        assert len(home.vaults()) == 2


def test_without_its_file_the_button_stays_shut(qapp, qtbot, home, two):
    work, _ = two
    work.path.rename(Path(f"{work.path}.aside"))
    with window(qapp, qtbot, home, "Work") as shown:
        shown.main.switching.ask_forget(_current(shown))
        dialog = shown.main.shell.dialog
        assert isinstance(dialog, ForgetDialog)
        shown.settle()
        dialog.sure.click()
        assert not dialog.button.isEnabled()
        assert "not there" in dialog.banner.words()
        dialog.cancel()
        assert shown.main.shell.dialog is None
        assert len(home.vaults()) == 2

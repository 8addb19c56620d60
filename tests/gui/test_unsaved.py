"""What was typed and not saved survives a lock, encrypted, and is offered after the unlock."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.model import Risk
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import UNSAVED
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.services.owner import LockReason
from tests.support.demo_vault import DemoVault
from tests.support.window import OpenWindow, filled

CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
VALUE = "sk_test_" + "typed" * 8
Open = Callable[[], OpenWindow]


@pytest.fixture
def vault(tmp_path: Path) -> DemoVault:
    return filled(tmp_path)


@pytest.fixture
def reopen(qtbot: QtBot, qapp: QApplication, theme: Theme, vault: DemoVault) -> Iterator[Open]:
    windows: list[OpenWindow] = []

    def again() -> OpenWindow:
        if windows:
            windows[-1].close()
        windows.append(OpenWindow(theme, vault))
        windows[-1].show()
        windows[-1].settle()
        return windows[-1]

    yield again
    windows[-1].close()


def editor_of(window: OpenWindow) -> SecretEditor:
    dialog = window.view.commands.dialog
    assert isinstance(dialog, SecretEditor)
    return dialog


def type_new(window: OpenWindow) -> None:
    QTest.keyClick(window.view.table, Qt.Key.Key_N, CONTROL)
    editor = editor_of(window)
    QTest.keyClicks(editor.name.edit, "NEW_KEY")
    QTest.keyClicks(editor.value.line.edit, VALUE)
    editor.fields.risk.choose(Risk.HIGH)
    QTest.keyClicks(editor.fields.notes.edit, "half a th")
    # What is wrong is kept too: it is what was typed.
    QTest.keyClicks(editor.fields.expires.edit, "2027-")


def banner(window: OpenWindow) -> str:
    found = window.view.notices._banners.get(UNSAVED)
    return found.words() if found is not None else ""


def go_on(window: OpenWindow) -> SecretEditor:
    QTest.mouseClick(window.view.notices._banners[UNSAVED].link, LEFT)
    return editor_of(window)


@pytest.mark.parametrize("reason", [LockReason.IDLE, LockReason.QUIT])
def test_a_new_key_comes_back_as_it_was_typed(
    reopen: Open, vault: DemoVault, qtbot: QtBot, reason: LockReason
):
    first = reopen()
    type_new(first)
    first.controller.lock(reason)
    first.settle()
    kept = (vault.place.state / "unsaved").read_bytes()
    assert VALUE.encode() not in kept
    assert b"NEW_KEY" not in kept
    again = reopen()
    assert banner(again).startswith("New key NEW_KEY was not saved when the vault locked")
    editor = go_on(again)
    assert editor.name.text() == "NEW_KEY"
    assert editor.value.value().reveal() == VALUE
    assert editor.fields.risk.chosen() is Risk.HIGH
    assert editor.fields.notes.text() == "half a th"
    assert editor.fields.expires.edit.text() == "2027-"
    editor.fields.expires.edit.setText("")
    environment = editor.environment.chosen()
    qtbot.mouseClick(editor.save_button, LEFT)
    again.settle()
    assert again.value(again.secret("NEW_KEY", environment)) == VALUE
    assert not (vault.place.state / "unsaved").exists()
    assert banner(reopen()) == ""


def test_an_edit_comes_back_over_its_key(reopen: Open, vault: DemoVault, qtbot: QtBot):
    first = reopen()
    first.choose("NPM_TOKEN")
    QTest.keyClick(first.view.table, Qt.Key.Key_F2)
    editor_of(first).fields.notes.set_text("written before the lock")
    again = reopen()
    assert banner(again).startswith("An edit of NPM_TOKEN was not saved")
    editor = go_on(again)
    assert editor.title.words() == "Edit NPM_TOKEN"
    assert editor.fields.notes.text() == "written before the lock"
    assert editor.value.is_empty
    # Cancelled, it is gone.
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert isinstance(editor._above, ConfirmDialog)
    editor._above.sure.click()
    again.settle()
    assert not (vault.place.state / "unsaved").exists()


def test_a_second_lock_keeps_it_once(reopen: Open):
    type_new(reopen())
    second = reopen()
    go_on(second)
    third = reopen()
    assert "more after it" not in banner(third)
    assert go_on(third).name.text() == "NEW_KEY"


def test_two_are_offered_one_after_the_other(reopen: Open):
    type_new(reopen())
    second = reopen()
    second.choose("NPM_TOKEN")
    second.view.commands.edit()
    editor_of(second).fields.owner.set_text("Mara")
    third = reopen()
    assert banner(third).startswith("New key NEW_KEY")
    assert "1 more after it" in banner(third)
    third.view.notices.dismiss(UNSAVED)
    assert banner(third).startswith("An edit of NPM_TOKEN")
    third.settle()
    assert banner(reopen()).startswith("An edit of NPM_TOKEN")


def test_a_key_that_is_gone_gets_its_text_as_a_new_one(reopen: Open):
    first = reopen()
    secret = first.choose("NPM_TOKEN")
    first.view.commands.edit()
    editor_of(first).fields.notes.set_text("kept")
    second = reopen()
    second.controller.trash([secret])
    second.settle()
    editor = go_on(second)
    assert editor.title.words() == "New key"
    assert editor.name.text() == "NPM_TOKEN"
    assert editor.environment.chosen() == "prod"
    assert editor.fields.notes.text() == "kept"


def test_what_was_not_touched_is_not_kept(reopen: Open, vault: DemoVault):
    first = reopen()
    first.choose("NPM_TOKEN")
    first.view.commands.edit()
    second = reopen()
    assert banner(second) == ""
    second.view.commands.new()
    reopen()
    assert not (vault.place.state / "unsaved").exists()


def test_it_is_kept_where_somebody_else_locked_first(reopen: Open):
    first = reopen()
    type_new(first)
    # As the window's server does it for a command: closed before the window hears of it.
    first.worker.submit(lambda _: first.owner.lock(LockReason.ASKED))
    first.settle()
    first.controller.lock(LockReason.ASKED)
    first.settle()
    assert banner(reopen()).startswith("New key NEW_KEY")

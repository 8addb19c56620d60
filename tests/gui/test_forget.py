"""What is said before a vault is forgotten on this computer."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.forget import ForgetDialog
from keystead.gui.pages.known import KnownVault
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import Paragraph
from tests.support.window import Stage

VAULT = KnownVault(b"H" * 32, "Harbour", Path("/sync/harbour.keystead"), Path("/keys/device.key"))


def opened(qtbot: QtBot, theme: Theme, calls: list[str]) -> ForgetDialog:
    stage = Stage()
    qtbot.addWidget(stage)
    stage.show()
    dialog = ForgetDialog(theme, stage, VAULT, lambda: calls.append("forget"))
    dialog.open()
    return dialog


def test_it_says_what_goes_and_what_stays(qtbot: QtBot, theme: Theme):
    dialog = opened(qtbot, theme, [])
    told = " ".join(one.words() for one in dialog.findChildren(Paragraph))
    for words in ("/keys/device.key", "capsule", "replica", "/sync/harbour.keystead"):
        assert words in told


def test_only_a_tick_and_the_button_forget(qtbot: QtBot, theme: Theme):
    calls: list[str] = []
    dialog = opened(qtbot, theme, calls)
    dialog.show_file(True)
    QTest.keyClick(dialog.button, Qt.Key.Key_Return)
    assert calls == []
    QTest.keyClick(dialog.sure, Qt.Key.Key_Space)
    QTest.keyClick(dialog.button, Qt.Key.Key_Return)
    assert calls == ["forget"]
    assert dialog.isHidden()


def test_esc_forgets_nothing(qtbot: QtBot, theme: Theme):
    calls: list[str] = []
    dialog = opened(qtbot, theme, calls)
    dialog.show_file(True)
    dialog.sure.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert calls == []
    assert dialog.isHidden()


def test_a_problem_is_told(qtbot: QtBot, theme: Theme):
    dialog = opened(qtbot, theme, [])
    dialog.show_problem("Another vault lies there.")
    assert "Another vault lies there." in dialog.banner.words()
    assert not dialog.button.isEnabled()

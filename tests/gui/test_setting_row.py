"""One setting: an editor that fits its type, and why a value is not taken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from keystead.core.settings import SETTINGS, setting
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.setting_row import SettingRow
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.choices import SpinField
from keystead.gui.widgets.text_field import TextField


def made(qtbot: QtBot, theme: Theme, name: str) -> tuple[SettingRow, list[tuple[str, object]]]:
    row = SettingRow(theme, setting(name))
    qtbot.addWidget(row)
    row.show_value(setting(name).default, False)
    changes: list[tuple[str, object]] = []
    row.changed.connect(lambda name, value: changes.append((name, value)))
    row.show()
    return row, changes


@pytest.mark.parametrize("one", SETTINGS, ids=[one.name for one in SETTINGS])
def test_each_setting_has_an_editor_that_shows_what_holds(qtbot: QtBot, theme: Theme, one):
    row, changes = made(qtbot, theme, one.name)
    assert row._read() == one.default
    assert row.reset.isHidden()
    row.show_value(one.default, True)
    assert not row.reset.isHidden()
    assert changes == []


def test_a_number_is_typed(qtbot: QtBot, theme: Theme):
    row, changes = made(qtbot, theme, "clipboard.clear_after")
    assert isinstance(row.editor, SpinField)
    spin = row.editor.spin
    spin.selectAll()
    QTest.keyClicks(spin, "45")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert changes == [("clipboard.clear_after", 45)]


def test_a_number_out_of_range_says_why_and_is_not_taken(qtbot: QtBot, theme: Theme):
    row, changes = made(qtbot, theme, "clipboard.clear_after")
    assert isinstance(row.editor, SpinField)
    row.editor.spin.selectAll()
    QTest.keyClicks(row.editor.spin, "500")
    QTest.keyClick(row.editor.spin, Qt.Key.Key_Return)
    assert changes == []
    assert row.message.words() == "Enter a whole number from 5 to 120 s."
    assert row.editor.state == "error"
    # Typing on takes the complaint away.
    QTest.keyClick(row.editor.spin, Qt.Key.Key_Down)
    assert row.message.words() == ""


def test_the_time_without_work_is_one_of_minutes(qtbot: QtBot, theme: Theme):
    row, changes = made(qtbot, theme, "lock.idle_after")
    assert isinstance(row.editor, SpinField)
    spin = row.editor.spin
    assert spin.text() == "5 min"
    spin.selectAll()
    QTest.keyClicks(spin, "61")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert row.message.words() == "Enter a whole number from 1 to 60 min."
    spin.selectAll()
    QTest.keyClicks(spin, "10")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert changes == [("lock.idle_after", 600)]
    # The command line takes any second.
    row.show_value(90, True)
    assert spin.text() == "90 s"
    assert row._read() == 90


def test_no_word_of_the_command_line_is_shown(qtbot: QtBot, theme: Theme):
    for one in SETTINGS:
        row, _ = made(qtbot, theme, one.name)
        shown = [label.text() for label in row.findChildren(QLabel)]
        assert not any(one.name in words for words in shown)
        if isinstance(row.editor, ChoiceBox):
            offered = {row.editor.itemText(at) for at in range(row.editor.count())}
            assert not offered & {"system", "light", "dark", "dotenv", "npm-dotenv"}


def test_a_text_that_is_too_long_is_told(qtbot: QtBot, theme: Theme):
    row, changes = made(qtbot, theme, "vault.default")
    assert isinstance(row.editor, TextField)
    row.editor.set_text("x" * 2_000)
    row.take()
    assert row.message.words() == "2,000 characters long; 1,024 can be kept."
    assert changes == []


def test_days_are_put_in_order(qtbot: QtBot, theme: Theme):
    row, changes = made(qtbot, theme, "reminders.lead_days")
    assert isinstance(row.editor, TextField)
    row.editor.edit.selectAll()
    QTest.keyClicks(row.editor.edit, "1, 30,7")
    qtbot.waitUntil(lambda: changes == [("reminders.lead_days", "30,7,1")])
    row.editor.edit.selectAll()
    QTest.keyClicks(row.editor.edit, "soon")
    QTest.keyClick(row.editor.edit, Qt.Key.Key_Return)
    assert "whole days" in row.message.words()
    assert len(changes) == 1


def test_a_choice_and_a_flag_hold_at_once(qtbot: QtBot, theme: Theme):
    row, changes = made(qtbot, theme, "appearance.scheme")
    assert isinstance(row.editor, ChoiceBox)
    row.editor.choose("dark")
    assert changes == [("appearance.scheme", "dark")]
    row, changes = made(qtbot, theme, "lock.on_screen_lock")
    assert isinstance(row.editor, CheckBox)
    QTest.keyClick(row.editor, Qt.Key.Key_Space)
    assert changes == [("lock.on_screen_lock", False)]


def test_what_comes_back_does_not_overtake_who_types(qtbot: QtBot, theme: Theme):
    row, _ = made(qtbot, theme, "vault.default")
    assert isinstance(row.editor, TextField)
    QTest.keyClicks(row.editor.edit, "Work")
    row.show_value("", False)
    assert row.editor.text() == "Work"

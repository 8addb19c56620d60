"""The settings page in the running program: each change holds at once, and is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.settings import SETTINGS
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.policies import PoliciesDialog
from keystead.gui.dialogs.settings import SettingsDialog
from keystead.gui.theme.theme import Scheme
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.choices import SpinField
from keystead.gui.widgets.text_field import TextField
from keystead.services import config
from keystead.services.home import Home
from tests.support.homes import MadeVault
from tests.support.windows import Window, short_home, window

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with short_home(tmp_path) as made:
        yield made


@pytest.fixture
def shown(qapp: QApplication, qtbot: QtBot, home: Home, tmp_path: Path) -> Iterator[Window]:
    vault = MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as made:
        made.unlock(vault)
        yield made


def opened(shown: Window) -> SettingsDialog:
    shell = shown.main.shell
    shell.activateWindow()
    shown.qtbot.waitActive(shell)
    QTest.keyClick(shell, Qt.Key.Key_Comma, CONTROL)
    dialog = shell.dialog
    assert isinstance(dialog, SettingsDialog)
    shown.settle()
    return dialog


def stored(home: Home) -> dict[str, object]:
    return dict(config.load(home.parts.host, home.paths.config).chosen())


def test_the_page_is_made_from_the_table(shown: Window):
    assert list(opened(shown).rows) == [one.name for one in SETTINGS]


def test_the_scheme_changes_at_once_and_back(shown: Window, home: Home):
    row = opened(shown).rows["appearance.scheme"]
    assert isinstance(row.editor, ChoiceBox)
    row.editor.choose("dark")
    shown.settle()
    assert shown.main.theme.dark
    assert shown.main.theme.setting is Scheme.DARK
    assert stored(home) == {"appearance.scheme": "dark"}
    row.reset.click()
    shown.settle()
    assert not shown.main.theme.dark
    assert stored(home) == {}
    assert row.reset.isHidden()
    assert row.editor.chosen() == "system"


def test_numbers_hold_for_the_open_vault(shown: Window):
    dialog = opened(shown)
    for name, typed in (("clipboard.clear_after", "60"), ("lock.idle_after", "2")):
        editor = dialog.rows[name].editor
        assert isinstance(editor, SpinField)
        editor.spin.selectAll()
        QTest.keyClicks(editor.spin, typed)
        QTest.keyClick(editor.spin, Qt.Key.Key_Return)
    shown.settle()
    assert shown.main.clipboard.seconds == 60
    assert shown.main.gate.idle_after == 120
    # What was done so far has been told to the owner.
    shown.room.controller.tick()
    shown.settle()
    shown.clock.advance(121)
    shown.until_locked()
    assert "idle for 2 min" in shown.main.entrance.unlock.foot.left.words()


def test_the_lead_time_makes_other_keys_expiring(shown: Window):
    before = shown.snapshot
    assert before.lead_days == 14
    editor = opened(shown).rows["reminders.lead_days"].editor
    assert isinstance(editor, TextField)
    editor.edit.selectAll()
    QTest.keyClicks(editor.edit, "90,7")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    shown.settle()
    assert shown.snapshot.lead_days == 90
    assert shown.snapshot.number > before.number


def test_what_is_still_typed_is_taken_when_it_closes(shown: Window, home: Home):
    dialog = opened(shown)
    editor = dialog.rows["vault.default"].editor
    assert isinstance(editor, TextField)
    editor.setFocus()
    QTest.keyClicks(editor.edit, "Work")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    shown.settle()
    assert stored(home) == {"vault.default": "Work"}


def test_a_file_that_is_not_understood_is_left_alone(shown: Window, home: Home):
    file = home.paths.config / config.FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("clipboard = 7 7\n")
    dialog = opened(shown)
    assert "cannot be read" in dialog.banner.words()
    row = dialog.rows["lock.on_screen_lock"]
    assert isinstance(row.editor, CheckBox)
    row.editor.click()
    shown.settle()
    assert file.read_text() == "clipboard = 7 7\n"
    assert dialog.banner.isVisible()


def test_what_the_command_line_wrote_meanwhile_stays(shown: Window, home: Home):
    dialog = opened(shown)
    host, folder = home.parts.host, home.paths.config
    config.save(host, folder, config.load(host, folder).with_value("vault.default", "Other"))
    row = dialog.rows["lock.on_screen_lock"]
    assert isinstance(row.editor, CheckBox)
    row.editor.click()
    shown.settle()
    assert stored(home) == {"vault.default": "Other", "lock.on_screen_lock": False}


def test_not_over_another_dialog(shown: Window):
    shown.room.view.commands.new()
    shown.main.open_settings()
    assert shown.main.shell.dialog is None
    shown.room.view.commands.close_dialog()
    shown.main.open_settings()
    assert isinstance(shown.main.shell.dialog, SettingsDialog)


def test_it_leads_to_the_policies_of_an_open_vault(shown: Window):
    dialog = opened(shown)
    assert dialog.vault_rules is not None
    dialog.vault_rules.link.click()
    assert shown.main.shell.dialog is None
    assert isinstance(shown.room.view.commands.dialog, PoliciesDialog)


def test_without_an_open_vault_it_leads_to_no_policies(
    qapp: QApplication, qtbot: QtBot, home: Home
):
    with window(qapp, qtbot, home) as made:
        made.main.open_settings()
        dialog = made.main.shell.dialog
        assert isinstance(dialog, SettingsDialog)
        assert dialog.vault_rules is None

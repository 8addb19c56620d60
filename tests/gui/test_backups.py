"""The page of backups: list, back up now, rehearse, look ahead, restore."""

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.backups import BackupsDialog
from keystead.gui.vault.notices import BACKUP
from keystead.system.errors import DiskFull
from tests.support.demo_vault import DemoVault
from tests.support.hosts import FailingHost
from tests.support.window import OpenWindow

LEFT = Qt.MouseButton.LeftButton


def opened(window: OpenWindow) -> BackupsDialog:
    QTest.keyClick(window.view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, BackupsDialog)
    return dialog


def said(dialog: BackupsDialog) -> list[str]:
    return [dialog.list.said(at) for at in range(len(dialog.list.rows))]


def backed_up(window: OpenWindow, qtbot: QtBot) -> BackupsDialog:
    dialog = opened(window)
    qtbot.mouseClick(dialog.now, LEFT)
    window.settle()
    return dialog


def test_without_a_backup_there_is_a_way_to_the_first(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window)
    assert dialog.pages.currentWidget() is dialog.empty
    assert not dialog.rehearse_button.isEnabled()
    assert not dialog.restore_button.isEnabled()
    dialog.rehearse()
    dialog.look_ahead()
    qtbot.mouseClick(dialog.now, LEFT)
    window.settle()
    assert dialog.pages.currentWidget() is dialog.list
    assert dialog.banner.words() == "Backed up 27 keys, read back and verified."
    (row,) = said(dialog)
    assert row.startswith("Made Today 20:13, Keys 27 keys, Size ")
    assert row.endswith("State Verified")
    assert dialog.summary.words().startswith("Last backup: today 20:13. One is made each day")


def test_a_rehearsal_says_what_it_proved(window: OpenWindow, qtbot: QtBot):
    dialog = backed_up(window, qtbot)
    before = window.owner.vault.state.heads()
    qtbot.mouseClick(dialog.rehearse_button, LEFT)
    window.settle()
    assert "The backup of today 20:13 opens 27 keys," in dialog.banner.words()
    assert "Nothing was changed." in dialog.banner.words()
    assert window.owner.vault.state.heads() == before
    assert dialog.pages.currentWidget() is dialog.list


def test_a_restore_is_shown_key_by_key_and_then_done(window: OpenWindow, qtbot: QtBot):
    dialog = backed_up(window, qtbot)
    dialog.cancel()
    secret = window.secret("GITHUB_TOKEN", "prod")
    window.controller.edit(secret, {"notes": "words"}, SecretText("ghp_another"))
    window.controller.add(SecretDraft(name="LATER", environment="dev"), SecretText("v"))
    window.controller.trash([window.secret("NPM_TOKEN", "prod")])
    window.settle()
    before = window.value(window.secret("GITHUB_TOKEN", "prod"))
    dialog = opened(window)
    QTest.keyClick(dialog.list.view, Qt.Key.Key_Return)
    window.settle()
    preview = dialog.preview
    assert dialog.pages.currentWidget() is preview
    assert dialog.title.words() == "Restore the backup of today 20:13"
    assert [preview.list.said(at) for at in range(len(preview.list.rows))] == [
        "Key LATER, Environment dev, What happens Disappears, Detail Made later",
        "Key GITHUB_TOKEN, Environment prod, What happens Changes, "
        "Detail Value v1 instead of v2, notes",
        "Key NPM_TOKEN, Environment prod, What happens Comes back, Detail Out of the trash",
    ]
    assert "takes back what was changed since: 1 key changes, 1 comes back, 1 disappears." in (
        preview.words.words()
    )
    # The harmless button has the focus; going back changes nothing.
    assert dialog.back.hasFocus()
    qtbot.mouseClick(dialog.back, LEFT)
    assert dialog.pages.currentWidget() is dialog.list
    assert window.value(window.secret("GITHUB_TOKEN", "prod")) == before
    qtbot.mouseClick(dialog.restore_button, LEFT)
    window.settle()
    qtbot.mouseClick(dialog.rehearse_button, LEFT)
    window.settle()
    assert dialog.pages.currentWidget() is preview, "from there one can rehearse, too"
    qtbot.mouseClick(dialog.sure, LEFT)
    window.settle()
    assert window.view.commands.dialog is None
    assert "The backup is restored. The file before is kept as" in window.view.toast.words()
    assert "LATER" not in window.names()
    assert "NPM_TOKEN" in window.names()
    assert window.value(window.secret("GITHUB_TOKEN", "prod")) != before
    assert window.vault.place.file.with_name("harbour.before-restore-1").exists()
    # The window goes on with it.
    window.controller.add(SecretDraft(name="AFTER", environment="dev"), SecretText("v"))
    window.settle()
    assert "AFTER" in window.names()


def test_where_nothing_changed_there_is_nothing_to_restore(window: OpenWindow, qtbot: QtBot):
    dialog = backed_up(window, qtbot)
    qtbot.mouseClick(dialog.restore_button, LEFT)
    window.settle()
    assert dialog.preview.same.isVisible()
    assert "nothing to take back" in dialog.preview.words.words()
    assert not dialog.sure.isEnabled()
    dialog.restore()
    assert window.view.commands.dialog is dialog


def test_damaged_and_foreign_files_are_named(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dialog = backed_up(window, qtbot)
    backup = dialog.chosen()
    assert backup is not None
    data = backup.path.read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    files = {
        "This backup is damaged": data[:-1],
        "no backup of a vault": b"Dear diary",
        "newer Keystead": data[:8] + (99).to_bytes(2, "big") + data[10:],
        "another vault": DemoVault(other).place.file.read_bytes(),
    }
    chosen = tmp_path / "chosen.keystead"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    for words, content in files.items():
        chosen.write_bytes(content)
        qtbot.mouseClick(dialog.other, LEFT)
        window.settle()
        assert "This backup cannot be used" in dialog.banner.words()
        assert words in dialog.banner.words()
        assert dialog.pages.currentWidget() is dialog.list
    chosen.write_bytes(data)
    qtbot.mouseClick(dialog.other, LEFT)
    window.settle()
    assert dialog.title.words() == "Restore the backup chosen.keystead"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    dialog.choose_file()


def test_a_damaged_one_in_the_list_cannot_be_chosen(window: OpenWindow, qtbot: QtBot):
    dialog = backed_up(window, qtbot)
    backup = dialog.chosen()
    assert backup is not None
    backup.path.write_bytes(backup.path.read_bytes()[:-1])
    dialog.cancel()
    dialog = opened(window)
    assert said(dialog)[0].endswith("State Damaged")
    assert not dialog.rehearse_button.isEnabled()
    assert not dialog.restore_button.isEnabled()


def test_a_full_disk_is_told_and_costs_nothing(window: OpenWindow, qtbot: QtBot):
    dialog = backed_up(window, qtbot)
    window.owner.vault.host = FailingHost(0, errno.ENOSPC)
    qtbot.mouseClick(dialog.now, LEFT)
    window.settle()
    assert "No backup was made" in dialog.banner.words()
    assert dialog.now.isEnabled()
    assert len(dialog.list.rows) == 1
    window.owner.vault.host = window.vault.host


def test_a_day_passes_and_a_backup_is_there_without_a_word(window: OpenWindow):
    window.clock.advance(60)
    window.controller.tick()
    window.settle()
    assert len(window.owner.backups.folder.times()) == 1
    assert len(said(opened(window))) == 1


def test_one_that_failed_is_told_in_a_banner_and_on_the_page(window: OpenWindow):
    window.owner.backups.problem = DiskFull("The disk is full.")
    window.controller.tick()
    window.settle()
    assert "Today's backup did not work The disk is full." in window.view.notices.words()
    dialog = opened(window)
    assert dialog.banner.words() == "The last backup did not work The disk is full."
    window.view.notices.dismiss(BACKUP)


def test_daily_backups_that_are_off_are_said_so(window: OpenWindow):
    folder = window.owner.home.paths.config
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("[backup]\ndaily = false\n")
    assert "backup.daily is off" in opened(window).summary.words()
    window.clock.advance(60)
    window.controller.tick()
    window.settle()
    assert window.owner.backups.folder.times() == []


def test_a_menu_over_the_list_leads_there(window: OpenWindow, qtbot: QtBot):
    asked: list[object] = []
    window.view.toolbar.menu_asked.connect(asked.append)
    qtbot.mouseClick(window.view.toolbar.more, LEFT)
    assert len(asked) == 1
    menu = next(one for one in window.view.findChildren(type(window.view.toolbar._menu))
                if one.isVisible())  # fmt: skip
    assert [one.text() for one in menu.actions() if one.text()] == [
        "Overview",
        "Audit",
        "Policies of rotation",
        "Backups",
        "Review keys",
        "Incidents",
        "Revoke many keys at once",
        "Lock",
    ]
    menu.close()


def test_a_lock_takes_the_page_away(window: OpenWindow, qtbot: QtBot):
    dialog = backed_up(window, qtbot)
    dialog.rehearse()
    window.controller.lock()
    window.settle()
    assert window.view.commands.dialog is None

"""The foot of the window."""

from pytestqt.qtbot import QtBot

from keystead.gui.clipboard import Copied
from keystead.gui.models.snapshot import VaultStatus
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.status_bar import StatusBar
from tests.support.window import OpenWindow

NOW = 1_795_378_380.0


def said(theme: Theme, status: VaultStatus, copied: Copied | None = None) -> str:
    bar = StatusBar(theme)
    bar.show_status(status, NOW)
    bar.show_copied(copied)
    return bar.words()


def test_lock_and_file_in_words(qtbot: QtBot, theme: Theme):
    assert said(theme, VaultStatus()) == "Saved"
    assert said(theme, VaultStatus(240.0, NOW - 120)) == "Locks in 4 min | Synced 2 min ago"
    assert said(theme, VaultStatus(14.2, NOW)) == "Locks in 14 s | Synced just now"
    assert said(theme, VaultStatus(pending=True)) == "Saving"
    problem = VaultStatus(problem="The disk is full.", pending=True)
    assert said(theme, problem) == "Kept on this computer, not in the vault file yet"


def test_the_countdown_of_the_clipboard(qtbot: QtBot, theme: Theme):
    words = said(theme, VaultStatus(), Copied("A_KEY", 13.6, 20))
    assert words == "A_KEY | copied – clears in 14 s | Saved"


def test_it_says_where_the_vault_is_and_when_it_locks(window: OpenWindow):
    assert window.view.status._where.words().endswith("harbour.keystead")
    assert "Locks in 5 min" in window.view.status.words()
    window.clock.advance(250)
    window.controller.tick()
    window.settle()
    assert "Locks in 50 s" in window.view.status.words()


def test_a_change_is_saved_to_the_file(window: OpenWindow):
    window.controller.edit(window.secret("NPM_TOKEN"), {"notes": "new"})
    window.settle()
    window.controller.tick()
    window.settle()
    assert "Saving" in window.view.status.words()
    window.clock.advance(3)
    window.controller.tick()
    window.settle()
    assert "Synced just now" in window.view.status.words()

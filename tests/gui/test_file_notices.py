"""What is said of the vault file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from keystead.gui.models.snapshot import VaultStatus
from keystead.gui.vault.file_notices import copies_notice, file_notice
from keystead.services import secrets
from tests.support.window import OpenWindow, wait_for


def tick(window: OpenWindow) -> None:
    window.controller.tick()
    window.settle()


def test_news_come_in_when_the_window_is_looked_at(window: OpenWindow, qapp: QApplication):
    other = window.vault.elsewhere()
    for secret in other.secrets()[:2]:
        secrets.edit(other, secret, {"notes": "from elsewhere"})
    other.publish()
    other.close()
    # As when the user comes back to the window.
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    wait_for(lambda: "2 changes from another computer" in window.view.status.words())
    # What the window itself has to write goes first: changes, and the backup of the day, which
    # makes a folder beside the vault file.
    window.clock.advance(61)
    tick(window)
    tick(window)
    window.clock.advance(61)
    tick(window)
    window.controller.refresh()
    window.settle()
    tick(window)
    assert "Synced 1 min ago" in window.view.status.words()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("vault-incomplete", "The vault file is incomplete"),
        ("not-a-vault", "Something else lies in place of the vault file"),
        ("wrong-vault", "Another vault lies in place of this one's file"),
        ("file-missing", "The vault file is gone"),
        ("disk-full", "What happened."),
    ],
)
def test_each_problem_has_its_words(code: str, title: str):
    notice = file_notice(VaultStatus(problem="What happened.", problem_code=code))
    assert notice is not None
    assert notice.title == title
    assert "safe on this computer" in notice.words


def test_several_copies_are_counted():
    notice = copies_notice(("a", "b"))
    assert notice is not None
    assert notice.words.startswith("2 lie beside the vault file.")
    assert notice.choices[0][0] == "Remove the copies"
    assert copies_notice(()) is None

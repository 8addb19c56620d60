"""What the buttons of banners about the vault file do."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.gui.vault.notices import COPIES, FILE
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.services.replacement import NO_CAPSULE
from keystead.vault import vault_file
from keystead.vault.registry import KEYRING, VaultEntry
from tests.support.homes import home_at, parts
from tests.support.window import OpenWindow


def press(window: OpenWindow, sort: str, words: str, qtbot: QtBot) -> None:
    buttons = window.view.notices._banners[sort].findChildren(Button)
    (button,) = [one for one in buttons if one.text() == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    window.settle()
    tick(window)


def tick(window: OpenWindow) -> None:
    window.controller.tick()
    window.settle()


def rolled_back(window: OpenWindow) -> bytes:
    """An old file lies there; the window has noticed."""
    file = window.vault.place.file
    old = file.read_bytes()
    window.controller.edit(window.secret("NPM_TOKEN"), {"notes": "newer"})
    window.settle()
    window.clock.advance(3)
    tick(window)
    file.write_bytes(old)
    tick(window)
    assert "older than what this computer has seen" in window.view.notices.words()
    assert "The vault file is an older one" in window.view.status.words()
    return old


def test_what_is_here_can_be_published_again(window: OpenWindow, qtbot: QtBot):
    old = rolled_back(window)
    press(window, FILE, "Publish what is here", qtbot)
    assert window.view.notices.isHidden()
    assert window.vault.place.file.read_bytes() != old
    assert window.secret("NPM_TOKEN").notes == "newer"


def test_going_back_to_the_file_is_asked_about_once_more(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    place = window.vault.place
    window.owner.home = home_at(tmp_path / "home", parts())
    window.owner.entry = VaultEntry(
        place.vault_id, "Harbour", place.file, NO_CAPSULE, place.device, KEYRING, 0, 0
    )
    old = rolled_back(window)
    press(window, FILE, "Go back to the file", qtbot)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ConfirmDialog)
    qtbot.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    assert window.secret("NPM_TOKEN").notes == "newer"
    press(window, FILE, "Go back to the file", qtbot)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ConfirmDialog)
    qtbot.mouseClick(dialog.sure, Qt.MouseButton.LeftButton)
    window.settle()
    tick(window)
    assert window.secret("NPM_TOKEN").notes == ""
    assert window.vault.place.file.read_bytes() == old
    assert window.view.toast.words() == "Kept as it was: harbour.before-accept-1"


def test_a_merged_copy_is_offered_for_removal(window: OpenWindow, qtbot: QtBot):
    file = window.vault.place.file
    tick(window)
    copy = file.with_name("harbour (1).keystead")
    copy.write_bytes(file.read_bytes())
    tick(window)
    assert "harbour (1).keystead lies beside the vault file." in window.view.notices.words()
    press(window, COPIES, "Remove the copy", qtbot)
    assert not copy.exists()
    assert window.view.notices.isHidden()
    assert window.view.toast.words() == "1 copy removed."


def test_a_spoiled_file_is_written_anew_on_request(window: OpenWindow, qtbot: QtBot):
    file = window.vault.place.file
    whole = file.read_bytes()
    file.write_bytes(whole[:-30])
    tick(window)
    assert "The vault file is damaged Everything is safe" in window.view.notices.words()
    assert "The vault file cannot be read" in window.view.status.words()
    press(window, FILE, "Write it anew", qtbot)
    assert vault_file.decode(file.read_bytes()).commits == vault_file.decode(whole).commits

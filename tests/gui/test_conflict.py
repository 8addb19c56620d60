"""Two edits that had not seen each other, made by two computers of one person."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from keystead.core.secret_types import SecretText
from keystead.gui.vault.conflict import candidates
from keystead.services import secrets
from tests.support.window import OpenWindow


def edited_elsewhere(
    window: OpenWindow, folder: Path, fields: dict[str, object], value: str | None
) -> None:
    """The same key is edited from a copy of the vault, and the file comes back."""
    there = window.vault.copy_to(folder)
    vault = there.open().vault
    (secret,) = [one for one in vault.secrets() if one.name == "NPM_TOKEN"]
    secrets.edit(vault, secret, fields, None if value is None else SecretText(value))
    vault.publish()
    vault.close()
    mine = window.secret("NPM_TOKEN")
    own = None if value is None else SecretText("npm_minefromthiscomputer")
    window.controller.edit(mine, {"notes": "mine"} if fields else {}, own)
    window.settle()
    window.vault.place.file.write_bytes(there.place.file.read_bytes())
    window.controller._run(lambda owner: owner.vault.publication.take_in())
    window.settle()


def buttons(window: OpenWindow) -> list[QPushButton]:
    banner = window.view.detail._conflict
    return [
        one
        for one in banner.findChildren(QPushButton)
        if one.isVisible() and one.text().startswith("Keep")
    ]


def test_of_two_values_one_is_kept(window: OpenWindow, tmp_path: Path, qtbot: QtBot):
    edited_elsewhere(window, tmp_path / "there", {}, "npm_fromtheothercomputer")
    secret = window.choose("NPM_TOKEN")
    assert "value" in secret.conflicts
    found = buttons(window)
    assert len(found) == len(candidates(secret)) == 2
    wanted = int(found[0].text().split()[1].strip("v,"))
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
    window.settle()
    settled = window.secret("NPM_TOKEN")
    assert "value" not in settled.conflicts
    assert settled.current is not None
    assert settled.current.number == wanted


def test_of_two_texts_the_one_shown_is_kept(window: OpenWindow, tmp_path: Path, qtbot: QtBot):
    edited_elsewhere(window, tmp_path / "there", {"notes": "theirs"}, None)
    secret = window.choose("NPM_TOKEN")
    assert secret.conflicts == ("notes",)
    (button,) = buttons(window)
    assert button.text() == "Keep what is shown"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    window.settle()
    settled = window.secret("NPM_TOKEN")
    assert settled.conflicts == ()
    assert settled.notes == secret.notes
    assert not window.view.detail._conflict.isVisible()

"""Pages of a vault file that another computer or a sync program changed."""

from collections.abc import Callable
from pathlib import Path

from keystead.core.model import Secret
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import EXPIRY, REVIEW
from keystead.services import secrets
from keystead.vault.session import OpenVault
from tests.support.window import OpenWindow, filled, wait_for

Fresh = Callable[[str], Path]


def _open(theme: Theme, folder: Path) -> OpenWindow:
    window = OpenWindow(theme, filled(folder))
    window.view.notices.dismiss(EXPIRY)
    window.view.notices.dismiss(REVIEW)
    window.show()
    window.choose("NPM_TOKEN")
    return window


def _elsewhere(window: OpenWindow, change: Callable[[OpenVault, Secret], object]) -> None:
    other, before = window.vault.elsewhere(), window.controller.snapshot
    change(other, next(one for one in other.secrets() if one.name == "NPM_TOKEN"))
    other.publish()
    other.close()

    def came() -> bool:
        window.controller.tick()
        window.settle()
        return window.controller.snapshot is not before

    wait_for(came)


def rolled_back(theme: Theme, fresh: Fresh) -> OpenWindow:
    """An older file lies there, and a decision is due."""
    window = _open(theme, fresh("rolled-back"))
    file = window.vault.place.file
    old = file.read_bytes()
    window.controller.edit(window.secret("NPM_TOKEN"), {"notes": "newer"})
    window.settle()
    window.clock.advance(3)
    for data in (None, old):
        if data is not None:
            file.write_bytes(data)
        window.controller.tick()
        window.settle()
    wait_for(lambda: "older" in window.view.notices.words())
    return window


def copies(theme: Theme, fresh: Fresh) -> OpenWindow:
    """A sync program left a copy; two changes have just come from another computer."""
    window = _open(theme, fresh("copies"))
    file = window.vault.place.file
    name = f"{file.stem} (Mara's conflicted copy 2026-11-22).keystead"
    file.with_name(name).write_bytes(file.read_bytes())
    _elsewhere(window, lambda vault, one: secrets.edit(vault, one, {"notes": "from elsewhere"}))
    wait_for(lambda: "another computer" in window.view.status.words())
    return window


def editor_news(theme: Theme, fresh: Fresh) -> OpenWindow:
    """The key in the editor was changed on another computer, one field on both."""
    window = _open(theme, fresh("editor-news"))
    window.view.commands.edit(window.secret("NPM_TOKEN"))
    dialog = window.view.commands.dialog
    assert isinstance(dialog, SecretEditor)
    dialog.fields.tags.set_text("ci, mine")
    theirs = {"tags": ("ci", "release"), "owner": "Mara Lindqvist"}
    _elsewhere(window, lambda vault, one: secrets.edit(vault, one, theirs))
    window.settle()
    return window


SYNC: dict[str, Callable[[Theme, Fresh], OpenWindow]] = {
    "rolled-back": rolled_back,
    "copies": copies,
    "editor-news": editor_news,
}

"""A key of the demo vault in a file of this computer, and the assistant over the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.model import Secret
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.services import export, places, secrets, whereabouts
from keystead.services.owner import Owner
from tests.support.window import OpenWindow

NAME = "GITHUB_TOKEN"


@pytest.fixture
def path(window: OpenWindow, tmp_path: Path) -> Path:
    """A file that was exported with the key, and a pipeline that a person noted."""
    folder = tmp_path / "project"
    folder.mkdir(mode=0o755)
    file = folder / ".env"

    def use(owner: Owner) -> None:
        vault = owner.vault
        export.write(vault.host, export.preview(vault, "prod", "node", [NAME]), file)
        export.record(vault, "prod", [NAME], whereabouts.of_file(file, "node"))
        places.note(vault, key(owner), "pipeline", "GitHub Actions")
        secrets.edit(vault, key(owner), {"revoke_url": "https://github.com/settings/tokens"})

    window.controller.work(use)
    window.settle()
    window.clock.advance(10)
    return file


def key(owner: Owner) -> Secret:
    """The key as the vault has it."""
    return next(
        one for one in owner.vault.secrets() if (one.name, one.environment) == (NAME, "prod")
    )


@pytest.fixture
def assistant(window: OpenWindow, path: Path) -> Callable[[], RotateDialog]:
    """Opens the assistant by Ctrl+R."""

    def opened() -> RotateDialog:
        window.choose(NAME)
        QTest.keyClick(window.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        window.settle()
        dialog = window.view.commands.dialog
        assert isinstance(dialog, RotateDialog)
        return dialog

    return opened


@pytest.fixture
def begun(window: OpenWindow, assistant: Callable[[], RotateDialog]) -> RotateDialog:
    """The assistant with ``new-value`` waiting, at its places."""
    dialog = assistant()
    QTest.keyClicks(dialog.value.value.line.edit, "new-value")
    dialog.next.click()
    window.settle()
    window.clock.advance(10)
    return dialog

"""Rotation of the chosen key, or of several: what the command, menu and buttons do."""

from typing import TYPE_CHECKING

from keystead.core.model import Secret
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.gui.dialogs.rotate.many import RotateManyDialog

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView
    from keystead.gui.vault.commands import Commands


class RotationCommands:
    """Opens the assistants of one VaultView; its ``commands`` hold the dialog."""

    def __init__(self, view: "VaultView", commands: "Commands") -> None:
        self._view, self._commands = view, commands

    def rotate(self, secret: Secret | None = None) -> None:
        """Rotate the chosen keys, or go on with the rotation of the chosen one."""
        snapshot = self._view.controller.snapshot
        chosen = [secret] if secret is not None else self._commands.chosen()
        chosen = [one for one in chosen if one.trashed is None]
        if snapshot is None or not chosen or not self._commands.free:
            return
        theme, toast = self._view.theme, self._view.toast
        if len(chosen) > 1:
            many = RotateManyDialog(theme, self._view, self._view.controller)
            many.begun.connect(toast.show_message)
            self._commands.opened(many)
            many.start(chosen)
            return
        dialog = RotateDialog(theme, self._view, self._view.controller)
        dialog.said.connect(toast.show_message)
        self._commands.opened(dialog)
        dialog.start(snapshot, chosen[0])

"""Files in and out: what the export and import commands do."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.dialogs.import_preview import ImportDialog
from keystead.gui.vault.export_choice import ask_environment
from keystead.services.export import Written

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView
    from keystead.gui.vault.commands import Commands


class FileCommands:
    """Export and import of one VaultView; its ``commands`` hold the dialog."""

    def __init__(self, view: "VaultView", commands: "Commands") -> None:
        self._view, self._commands = view, commands
        self._controller = view.controller

    def export(self, secret: Secret | None = None) -> None:
        """The export of the environment of the chosen key, or of the one that is shown."""
        snapshot = self._controller.snapshot
        chosen = [secret] if secret is not None else self._commands.chosen()
        chosen = [one for one in chosen if one.trashed is None]
        if snapshot is None or not self._commands.free:
            return
        if len({one.environment for one in chosen}) > 1:
            ask_environment(self._view, chosen, self._export)
            return
        environment = chosen[0].environment if chosen else self._view.scope.environment
        if not environment:
            environment = next(iter(snapshot.counts.environments), "")
        names = [one.name for one in chosen if one.environment == environment]
        if not snapshot.counts.environments.get(environment):
            self._view.toast.show_message("There is no key to export.", severity="info")
            return
        self._export(environment, names, only=secret is not None or len(names) > 1)

    def _export(self, environment: str, names: list[str], *, only: bool = True) -> None:
        """``only``: the keys of these names, which were meant; else they are offered."""
        snapshot = self._controller.snapshot
        if snapshot is None or not self._commands.free:
            return
        dialog = ExportDialog(self._view.theme, self._view, self._controller)
        dialog.written.connect(self._say_written)
        self._commands.opened(dialog)
        dialog.start(snapshot, environment, names, only=only)

    def _say_written(self, written: Written) -> None:
        keys = "1 key" if written.keys == 1 else f"{written.keys} keys"
        private = ", readable by you only" if written.private else ""
        self._view.toast.show_message(f"{keys} written to {written.path.name}{private}.")

    def import_file(self) -> None:
        """Ask for a file, then show what it would change."""
        path, _ = QFileDialog.getOpenFileName(self._view, "Import a .env file", str(Path.home()))
        if path:
            self.import_from(Path(path))

    def import_from(self, source: Path | SecretText) -> None:
        """Show what a file, or text like one, would change."""
        snapshot = self._controller.snapshot
        if snapshot is None or not self._commands.free:
            return
        wanted = self._view.scope.environment or "dev"
        dialog = ImportDialog(self._view.theme, self._view, self._controller)
        dialog.imported.connect(self._view.toast.show_message)
        self._commands.opened(dialog)
        dialog.start(snapshot, wanted, source)

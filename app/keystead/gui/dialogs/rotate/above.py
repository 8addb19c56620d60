"""What lies over the assistant: a question, or the generator."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.generate_work import GenerateWork
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.gui.widgets.dialog_frame import DialogFrame


class Above:
    """One dialog at a time, over the whole window."""

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        self._theme, self._window, self._controller = theme, window, controller
        self.dialog: DialogFrame | None = None

    def generate(self, use: Callable[[SecretText], None]) -> None:
        """Make a value; ``use`` gets it."""
        dialog = GenerateDialog(self._theme, self._window, GenerateWork(self._controller))
        dialog.generated.connect(use)
        self._put(dialog)
        dialog.start()

    def ask(self, title: str, words: str, button: str, yes: Callable[[], None]) -> None:
        """Ask whether it is to be done."""
        dialog = ConfirmDialog(self._theme, self._window, title, words, button, yes)
        self._put(dialog)
        dialog.ask()

    def _put(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.ended.connect(self._came_down)

    def _came_down(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def end(self) -> None:
        """Take it away."""
        if self.dialog is not None:
            self.dialog.end()

"""What the dialogs about the vault share: answers that come too late are dropped."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from keystead.gui.controller import VaultController
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.dialog_frame import DialogFrame

T = TypeVar("T")


class VaultDialog(DialogFrame):
    """A dialog that asks the controller."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        controller: VaultController,
        title: str,
        width: int,
        height: int | None = None,
    ) -> None:
        super().__init__(theme, window, title, width=width, height=height)
        self.controller = controller
        self._over = False

    def end(self) -> None:
        """Take it away; what is still under way is not shown any more."""
        self._over = True
        super().end()

    def if_open(self, call: Callable[[T], None]) -> Callable[[T], None]:
        """``call``, as long as the dialog is there: it may be gone when the worker answers."""

        def answer(result: T) -> None:
            if not self._over:
                call(result)

        return answer

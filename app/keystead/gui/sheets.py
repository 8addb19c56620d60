"""The sheets of the Emergency Kit on their way to paper: printer, PDF, text."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from keystead.core.secret_types import SecretBytes
from keystead.errors import KeysteadError
from keystead.gui.pages.create.kit_step import KitStep
from keystead.gui.theme.fonts import Fonts
from keystead.services.kit_sheets import Sheet, SheetKind


class SheetMaker(Protocol):
    """Who has the codes: ``gui.maker`` or ``gui.changer``."""

    def sheet(self, kind: SheetKind) -> Sheet:
        """One sheet."""

    def save_sheet(
        self,
        sheet: Sheet,
        folder: Path,
        pdf: SecretBytes | None,
        done: Callable[[Path], None],
        failed: Callable[[KeysteadError], None],
    ) -> None:
        """Write it into a folder, as text or as this PDF."""


class SheetDesk:
    """Does what the buttons of a KitStep ask for."""

    def __init__(self, window: QWidget, fonts: Fonts, step: KitStep, maker: SheetMaker) -> None:
        self._window, self._fonts, self._step, self._maker = window, fonts, step, maker
        step.save_asked.connect(lambda kind: self._ask_folder(kind, pdf=False))
        step.pdf_asked.connect(lambda kind: self._ask_folder(kind, pdf=True))
        step.print_asked.connect(self.print)

    def _ask_folder(self, kind: SheetKind, pdf: bool) -> None:
        words = "Which folder is the sheet to be saved in?"
        folder = QFileDialog.getExistingDirectory(self._window, words, str(Path.home()))
        if folder:
            self.save_into(kind, Path(folder), pdf)

    def save_into(self, kind: SheetKind, folder: Path, pdf: bool = False) -> None:
        """Write one sheet into this folder."""
        from keystead.gui.printing import pdf_of

        card, sheet = self._step.cards[kind], self._maker.sheet(kind)
        self._maker.save_sheet(
            sheet,
            folder,
            pdf_of(sheet, self._fonts) if pdf else None,
            lambda path: card.say(f"Saved as {path.name}. Delete it once it is on paper."),
            lambda error: card.say(error.message, good=False),
        )

    def print(self, kind: SheetKind) -> None:
        """Show the sheet as it will be printed, then print it."""
        from keystead.gui.printing import print_sheet

        if print_sheet(self._maker.sheet(kind), self._fonts, self._window):
            self._step.cards[kind].say("Sent to the printer. Look at the sheet before you go on.")

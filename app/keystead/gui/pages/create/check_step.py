"""Step 4: both sheets are in the user's hands; then the vault is made."""

from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.waiting import Waiting
from keystead.gui.theme.metrics import UNLOCK_COLUMN
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.text_field import TextField
from keystead.services.kit_sheets import SheetKind

Kinds: TypeAlias = tuple[SheetKind, ...]
BOTH: Kinds = (SheetKind.SECRET_KEY, SheetKind.RECOVERY)
MADE = (
    "Then the vault is made; this takes some seconds, since each guess at the key is to be "
    "expensive."
)
_NAMES = {SheetKind.SECRET_KEY: "Secret Key", SheetKind.RECOVERY: "recovery code"}


class CheckStep(StepPage):
    """Asks for the last group of each sheet, and shows how the making goes on."""

    def __init__(self, theme: Theme, kinds: Kinds = BOTH, then: str = MADE) -> None:
        """``kinds``: which sheets are new; ``then``: what happens after this step."""
        super().__init__(
            theme,
            4,
            "Check the sheets" if len(kinds) > 1 else "Check the sheet",
            f"Type the last group of each code from the paper, not from memory. {then}",
        )
        self.fields = {
            kind: TextField(theme, f"Last group of the {_NAMES[kind]}", mono=True) for kind in kinds
        }
        for field in self.fields.values():
            field.setFixedWidth(UNLOCK_COLUMN)
            self.column.addWidget(field)
            self.column.addSpacing(16)
        self.column.addSpacing(8)
        self.waiting = Waiting(theme)
        self.waiting.setFixedWidth(UNLOCK_COLUMN)
        self.waiting.hide()
        self.column.addWidget(self.waiting)
        self.column.addStretch(1)

    def first(self) -> QWidget | None:
        """The Secret Key's group."""
        return self.fields[SheetKind.SECRET_KEY]

    def parts(self) -> tuple[str, str]:
        """What was typed for Secret Key and recovery code."""
        key, code = (self.fields.get(kind) for kind in BOTH)
        return (key.text().strip() if key else "", code.text().strip() if code else "")

    def complain(self) -> bool:
        """Mark the first empty field."""
        for field in self.fields.values():
            if not field.text().strip():
                field.set_error("Type the last group of the code on this sheet.")
                field.setFocus()
                return True
        return False

    def show_wrong(self, kind: SheetKind) -> None:
        """This group is another one."""
        field = self.fields[kind]
        field.set_error("The sheet says something else here. Compare it, or go back and look.")
        field.setFocus()
        field.edit.selectAll()

    def set_working(self, words: str, share: float | None = None) -> None:
        """The vault is being made; '' when that has ended."""
        for field in self.fields.values():
            field.setEnabled(not words)
        self.waiting.setVisible(bool(words))
        self.waiting.set_words(words)
        self.waiting.set_share(share)

    def wipe(self) -> None:
        """Forget what was typed."""
        super().wipe()
        self.set_working("")
        for field in self.fields.values():
            field.clear()
            field.clear_error()

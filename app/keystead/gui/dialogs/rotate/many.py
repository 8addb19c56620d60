"""Rotating several keys at once: one form for all, a value of its own for each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.core.recipes import Format
from keystead.core.renewal import underway
from keystead.errors import KeysteadError
from keystead.gui import rotate_work
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.recipe_fields import RecipeFields
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.theme.metrics import XL, L, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.marks import Mark, Message
from keystead.gui.widgets.scrolled import Scrolled

_WORDS = (
    "Each gets a new random value of its own, all in one change. They wait in the vault until "
    "you go on with each key: its places, the check, the switch. This is for keys that you make "
    "yourself; an issuer's keys get their values there."
)
_SHOWN = 8


class RotateManyDialog(VaultDialog):
    """``begun`` gives words about what was begun."""

    begun = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Rotate", 540, 480)
        self._chosen: tuple[Secret, ...] = ()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL - 1, L, XL, L)
        column.setSpacing(M)
        column.addWidget(Paragraph(theme, _WORDS))
        self.names = Paragraph(theme, "", "text")
        column.addWidget(self.names)
        self.remark = Message(theme)
        column.addWidget(self.remark)
        self.fields = RecipeFields(theme)
        column.addWidget(self.fields)
        column.addStretch(1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(Scrolled(inside, room=XL))
        self.footer.addWidget(ElidedLabel(theme, "Values are generated.", colour="text3"))
        self.footer.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.sure = Button(theme, "Rotate", Kind.PRIMARY)
        self.sure.clicked.connect(self.begin)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.sure)

    def start(self, chosen: Sequence[Secret]) -> None:
        """Open it for these; those with a rotation under way are left out, and said so."""
        free = tuple(one for one in chosen if underway(one) is None)
        self._chosen = free
        count = _keys(len(free))
        self.title.set_words(f"Rotate {count}")
        self.sure.set_words(f"Rotate {count}")
        self.sure.setEnabled(bool(free))
        shown = [f"`{one.name}`" for one in free[:_SHOWN]]
        more = f" and {len(free) - _SHOWN} more" if len(free) > _SHOWN else ""
        self.names.set_words(", ".join(shown) + more)
        busy = len(chosen) - len(free)
        if busy:
            words = f"A rotation of {_keys(busy)} is under way already; left out here."
            self.remark.show_message(words, Mark.INFO)
        self.open(self.sure)

    def begin(self) -> None:
        """Write a new value for each."""
        recipe, chosen = self.fields.recipe(), self._chosen
        if recipe.form is Format.JWT:
            self.remark.show_message("A JWT is signed with a key: rotate such keys one by one.")
            return
        self.sure.setEnabled(False)
        self.controller.ask(
            lambda owner: rotate_work.begin_many(owner, chosen, recipe),
            self.if_open(self._begun),
            self.if_open(self._failed),
        )

    def _begun(self, number: int) -> None:
        self.end()
        self.begun.emit(f"{_keys(number)} have a new value that waits." if number != 1 else (
            "1 key has a new value that waits."
        ))  # fmt: skip

    def _failed(self, error: KeysteadError) -> None:
        self.sure.setEnabled(True)
        self.remark.show_message(error.message)

    def end(self) -> None:
        """Take it away, and leave no signing key behind."""
        self.fields.key.clear()
        super().end()


def _keys(number: int) -> str:
    return "1 key" if number == 1 else f"{number:,} keys"

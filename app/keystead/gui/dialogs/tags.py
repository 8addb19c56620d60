"""Tags of several keys: those that all, some or none of them have, and new ones."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.fields import check_tags
from keystead.core.model import Secret
from keystead.errors import KeysteadError, UsageProblem
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.scrolled import Scrolled
from keystead.gui.widgets.text_field import TextField

ON, OFF, SOME = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked
_MOST_HEIGHT = 264


class TagsDialog(VaultDialog):
    """``tagged`` gives words about what was done."""

    tagged = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Tags", 440)
        self._chosen: Sequence[Secret] = ()
        self.boxes: dict[str, CheckBox] = {}
        self._had: dict[str, Qt.CheckState] = {}
        self._hint = Paragraph(theme)
        self.content.addWidget(self._hint)
        self.content.addSpacing(S)
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._area = Scrolled(self._inside)
        self.content.addWidget(self._area)
        self.content.addSpacing(M)
        self.new = TextField(theme, "New tags", placeholder="billing, ci")
        self.new.submitted.connect(self.save)
        self.content.addWidget(self.new)
        self.footer.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.button = Button(theme, "Save tags", Kind.PRIMARY)
        self.button.clicked.connect(self.save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.button)

    def start(self, snapshot: VaultSnapshot, chosen: Sequence[Secret]) -> None:
        """Open it for these keys."""
        self._chosen = chosen
        number = len(chosen)
        self.title.set_words("Tags of 1 key" if number == 1 else f"Tags of {number:,} keys")
        had = Counter(tag for one in chosen for tag in one.tags)
        for tag in snapshot.counts.tags:
            self._add(tag, OFF if not had[tag] else ON if had[tag] == number else SOME)
        some = any(state is SOME for state in self._had.values())
        self._hint.set_words(
            "A dash: only some have the tag, and it stays so." if some
            else "Tick what all of them are to have."
        )  # fmt: skip
        self._hint.setVisible(bool(self.boxes))
        self._area.setVisible(bool(self.boxes))
        self._area.setFixedHeight(min(self._inside.sizeHint().height(), _MOST_HEIGHT))
        self.open(next(iter(self.boxes.values()), None) or self.new)

    def _add(self, tag: str, state: Qt.CheckState) -> None:
        box = CheckBox(self.theme, tag)
        box.setTristate(state is SOME)
        box.setCheckState(state)
        self.boxes[tag], self._had[tag] = box, state
        self._list.addWidget(box)

    def save(self) -> None:
        """Give and take what was changed."""
        try:
            new = check_tags(part for part in map(str.strip, self.new.text().split(",")) if part)
        except UsageProblem as problem:
            self.new.set_error(problem.message)
            self.new.setFocus()
            return
        changed = {tag: box.checkState() for tag, box in self.boxes.items()
                   if box.checkState() is not self._had[tag]}  # fmt: skip
        add = [tag for tag, state in changed.items() if state is ON]
        remove = [tag for tag, state in changed.items() if state is OFF]
        if not (add or remove or new):
            self.end()
            return
        self.button.setEnabled(False)
        self.controller.retag(
            self._chosen, [*add, *new], remove, self.if_open(self._done), self.if_open(self._failed)
        )

    def _done(self, changed: int) -> None:
        self.end()
        keys = "1 key" if changed == 1 else f"{changed:,} keys"
        self.tagged.emit(f"Tags of {keys} changed." if changed else "The tags were so already.")

    def _failed(self, error: KeysteadError) -> None:
        self.button.setEnabled(True)
        self.new.set_error(error.message)

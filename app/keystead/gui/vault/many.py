"""What the right pane shows while several keys are chosen: how many, where, what to do."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import LEAD, SMALL, Weight
from keystead.gui.theme.metrics import DETAIL_INSET, LINE, PANE, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.detail_lines import Column
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.key_cap import KeyCap
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, Separator

_NAMED = 12


class ManyKeys(QWidget):
    """Counts and names of the chosen keys; the buttons act on all of them."""

    export_asked = Signal()
    tags_asked = Signal()
    rotate_asked = Signal()
    trash_asked = Signal()
    restore_asked = Signal()
    erase_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(DETAIL_INSET, 15, DETAIL_INSET - LINE, L)
        column.setSpacing(0)
        self.heading = ElidedLabel(theme, "", theme.fonts.ui(LEAD, Weight.HEADING))
        self.heading.setFixedHeight(22)
        column.addWidget(self.heading)
        self.remark = Paragraph(theme)
        column.addWidget(self.remark)
        column.addSpacing(M)
        self._live = self._buttons(
            ("tag", "Tags", Kind.SECONDARY, self.tags_asked),
            ("export", "Export", Kind.SECONDARY, self.export_asked),
            ("trash", "Trash", Kind.DESTRUCTIVE, self.trash_asked),
        )
        self._rotate = self._buttons(("rotate", "Rotate", Kind.SECONDARY, self.rotate_asked))
        self._trashed = self._buttons(
            ("undo", "Restore", Kind.SECONDARY, self.restore_asked),
            ("trash", "Erase for good", Kind.DESTRUCTIVE, self.erase_asked),
        )
        column.addWidget(self._live)
        column.addSpacing(S)
        column.addWidget(self._rotate)
        column.addWidget(self._trashed)
        self.environments = Column(theme, "Environments")
        self.names = Column(theme, "Keys")
        for section in (self.environments, self.names):
            column.addSpacing(L)
            column.addWidget(Separator(theme))
            column.addSpacing(10)
            column.addWidget(section)
        column.addSpacing(L)
        column.addWidget(Separator(theme))
        column.addSpacing(M)
        column.addLayout(self._keys())
        column.addStretch(1)

    def _buttons(self, *entries: tuple[str, str, Kind, object]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for icon, words, kind, signal in entries:
            button = Button(self.theme, words, kind, PANE, icon)
            button.clicked.connect(lambda _=False, to=signal: to.emit())
            row.addWidget(button, 1)
        return box

    def _keys(self) -> QVBoxLayout:
        """How to choose more, for who came here by chance."""
        column = QVBoxLayout()
        column.setSpacing(S)
        for keys, words in (("Shift ↑↓", "choose more"), ("Ctrl+A", "choose all that are shown")):
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addWidget(KeyCap(self.theme, keys))
            row.addWidget(ElidedLabel(self.theme, words, self.theme.fonts.ui(SMALL), "text3"))
            row.addStretch(1)
            column.addLayout(row)
        return column

    def show_secrets(self, chosen: Sequence[Secret], snapshot: VaultSnapshot) -> None:
        """Show these, two or more."""
        trashed = sum(1 for one in chosen if one.trashed is not None)
        self.heading.set_words(f"{len(chosen):,} keys chosen")
        services = {one.service for one in chosen if one.service}
        number = len(services)
        self.remark.set_words(
            f"Of {number} services." if number > 1 else f"All of {next(iter(services))}."
            if number and all(one.service for one in chosen) else "")  # fmt: skip
        self.remark.setVisible(bool(self.remark.words()))
        self._live.setVisible(not trashed)
        self._rotate.setVisible(not trashed)
        self._trashed.setVisible(trashed == len(chosen))
        self._fill_environments(chosen, snapshot)
        self._fill_names(chosen)

    def _fill_environments(self, chosen: Sequence[Secret], snapshot: VaultSnapshot) -> None:
        self.environments.clear()
        theme = self.theme
        for name, number in Counter(one.environment for one in chosen).most_common():
            chip = Chip(theme, name, snapshot.colour(name))
            count = ElidedLabel(theme, f"{number:,}", theme.fonts.ui(SMALL), "text2")
            self.environments.add(chip, QWidget(), count, stretch=1, height=PANE)

    def _fill_names(self, chosen: Sequence[Secret]) -> None:
        self.names.clear()
        theme = self.theme
        # One more is no reason to hide it behind "1 more".
        shown = chosen if len(chosen) <= _NAMED + 1 else chosen[:_NAMED]
        for one in shown:
            name = ElidedLabel(theme, one.name, theme.fonts.mono())
            place = ElidedLabel(theme, one.environment, theme.fonts.ui(SMALL), "text3")
            self.names.add(name, place, stretch=0)
        if len(shown) < len(chosen):
            words = f"{len(chosen) - len(shown):,} more"
            self.names.add(ElidedLabel(theme, words, colour="text3"))

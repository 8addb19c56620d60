"""Revoking many keys at once, by tag, environment or service, after typing how many."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.core.errors import BadText
from keystead.core.revocation import check_reason
from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.revoke_work import Revocation, published
from keystead.gui.theme.metrics import M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.row_list import Cell, Column, RowList
from keystead.gui.widgets.text_field import TextField
from keystead.services import revocation
from keystead.services.revocation import Selected, Selection

_COLUMNS = (Column("Key"), Column("Environment", 120), Column("Service", 150), Column("", 90))
_SORTS: tuple[tuple[str, Callable[[str], Selection]], ...] = (
    ("Tag", lambda name: Selection(tag=name)),
    ("Environment", lambda name: Selection(environment=name)),
    ("Service", lambda name: Selection(service=name)),
)


class PanicDialog(VaultDialog):
    """``revoked`` gives the id of the incident that was opened; ``unpublished`` comes before
    it where the vault file does not have it yet."""

    revoked = Signal(bytes)
    unpublished = Signal()

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Revoke many keys at once", 640, 620)
        self._snapshot: VaultSnapshot | None = None
        self._selection = Selection()
        self._chosen: Selected | None = None
        words = (
            "For a lost laptop, a breach at an issuer, a leaked file. Their values will never "
            "again be copied, exported or used."
        )
        self.content.addWidget(Paragraph(theme, words))
        self.content.addSpacing(M)
        self.banner = Banner(theme, "error")
        self.banner.hide()
        self.content.addWidget(self.banner)
        self._choices()
        self.list = RowList(theme, "Keys that will be revoked", _COLUMNS)
        self.content.addWidget(self.list, 1)
        self.content.addSpacing(S)
        fields = QHBoxLayout()
        fields.setSpacing(M)
        self.reason = TextField(theme, "Why", placeholder="laptop stolen")
        self.count = TextField(theme, "To confirm")
        self.count.setFixedWidth(190)
        for field in (self.reason, self.count):
            field.text_changed.connect(lambda _: self._update())
        fields.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(fields)
        self._buttons()

    def _choices(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        self.sort = ChoiceBox(self.theme, "Choose keys by")
        self.sort.setFixedWidth(150)
        self.which = ChoiceBox(self.theme, "Which")
        self.sort.currentIndexChanged.connect(lambda _: self._fill_which())
        self.which.currentIndexChanged.connect(lambda _: self._ask())
        row.addWidget(self.sort)
        row.addWidget(self.which, 1)
        self.content.addLayout(row)
        self.content.addSpacing(S)

    def _buttons(self) -> None:
        self.footer.addStretch(1)
        self.no = Button(self.theme, "Cancel")
        self.no.clicked.connect(self.cancel)
        self.button = Button(self.theme, "Revoke all of them for good", Kind.DESTRUCTIVE)
        self.button.clicked.connect(self.revoke)
        self.footer.addWidget(self.no)
        self.footer.addWidget(self.button)

    def start(self, snapshot: VaultSnapshot) -> None:
        """Open it; what there is none of is not offered."""
        self._snapshot = snapshot
        for (words, make), names in zip(_SORTS, self._names(snapshot), strict=True):
            if names:
                self.sort.add(words, (make, names))
        self._update()
        self.open(self.sort)

    @staticmethod
    def _names(snapshot: VaultSnapshot) -> tuple[list[str], list[str], list[str]]:
        counts = snapshot.counts
        return list(counts.tags), list(counts.environments), list(counts.services)

    def _fill_which(self) -> None:
        _, names = self.sort.chosen()
        self.which.clear_entries()
        for name in names:
            self.which.add(name, name)

    def _ask(self) -> None:
        name = self.which.chosen()
        if name is None:
            return
        make, _ = self.sort.chosen()
        selection = self._selection = make(name)
        self._chosen = None
        self._update()
        self.controller.work(
            lambda owner: revocation.select(owner.vault, selection),
            self.if_open(lambda found: self._arrived(selection, found)),
            self.if_open(lambda error: self._none(selection, error)),
        )

    def _arrived(self, selection: Selection, found: Selected) -> None:
        if selection != self._selection:
            return
        self._chosen = found
        self.list.show_rows(
            [
                (
                    Cell(one.name, mono=True),
                    Cell(one.environment, colour="text2"),
                    Cell(one.service, colour="text2"),
                    Cell("in the trash" if one.trashed is not None else "", colour="text2"),
                )
                for one in found.secrets
            ]
        )
        self._update()

    def _none(self, selection: Selection, error: KeysteadError) -> None:
        if selection == self._selection:
            self.list.show_rows([])
            self.banner.say("info", "No key to revoke", error.message)
            self.banner.show()

    def _update(self) -> None:
        number = None if self._chosen is None else len(self._chosen.secrets)
        hint = "" if number is None else f"Type {number:,} to go on"
        self.count.set_hint(hint)
        typed = self.count.text().strip().replace(",", "")
        self.button.setEnabled(typed == str(number) and bool(self.reason.text().strip()))
        if number is not None:
            self.banner.hide()

    def revoke(self) -> None:
        """Do it, where number and reason are there."""
        chosen, selection = self._chosen, self._selection
        if chosen is None or not self.button.isEnabled():
            return
        try:
            reason = check_reason(self.reason.text())
        except BadText as problem:
            self.reason.set_error(problem.message)
            return
        self.button.setEnabled(False)
        count = len(chosen.secrets)
        self.controller.work(
            lambda owner: published(
                owner,
                revocation.revoke_selected(owner.vault, selection, reason, count, chosen.seal),
            ),
            self.if_open(self._done),
            self.if_open(self._failed),
        )

    def _done(self, done: Revocation) -> None:
        self.end()
        if not done.published:
            self.unpublished.emit()
        self.revoked.emit(done.incident)

    def _failed(self, error: KeysteadError) -> None:
        """They are others by now: the number has to be typed again."""
        self.count.clear()
        self._ask()
        self.banner.say("error", "Nothing was revoked", error.message)
        self.banner.show()

"""What a `.env` file would change, before anything is: new, changed, same, invalid."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.import_list import ImportList
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.import_preview import ImportPreview, What
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import Weight
from keystead.gui.theme.metrics import XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.detail_lines import short_path
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.marks import Mark, Message
from keystead.services.imports import ImportPlan

_NOTES = 3


class ImportDialog(VaultDialog):
    """``imported`` gives words about what was done."""

    imported = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Import", 880, 616)
        self._source: Path | SecretText = Path()
        self._preview: ImportPreview | None = None
        self._asked = 0
        self.environment = ChoiceBox(theme, "Environment")
        self.environment.setFixedWidth(160)
        self.summary = ElidedLabel(theme, "", colour="text2")
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(ElidedLabel(theme, "Into", theme.fonts.ui(weight=Weight.LABEL)))
        row.addWidget(self.environment)
        row.addWidget(self.summary, 1)
        self.content.addLayout(row)
        self.content.addSpacing(S)
        self.problem = Banner(theme, "error")
        self.notes = Banner(theme, "info")
        for banner in (self.problem, self.notes):
            banner.hide()
            self.content.addWidget(banner)
        self.content.addSpacing(S)
        self.list = ImportList(theme)
        self.list.rows.ticked.connect(self._update)
        self.content.addWidget(self.list, 1)
        self.afterwards = Paragraph(theme)
        self.content.addSpacing(S)
        self.content.addWidget(self.afterwards)
        self.stopped = Message(theme)
        self.content.addWidget(self.stopped)
        self.content.setContentsMargins(XL, L, XL, M)
        self._make_footer_buttons()
        self.environment.currentIndexChanged.connect(self._ask)

    def _make_footer_buttons(self) -> None:
        self.leave_out = CheckBox(self.theme, "Leave out the lines that are invalid")
        self.leave_out.hide()
        self.leave_out.toggled.connect(self._update)
        self.footer.addWidget(self.leave_out)
        self.footer.addStretch(1)
        cancel = Button(self.theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.button = Button(self.theme, "Import", Kind.PRIMARY)
        self.button.clicked.connect(self.save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.button)

    def start(self, snapshot: VaultSnapshot, environment: str, source: Path | SecretText) -> None:
        """Open it for a file, or for text that was pasted or dropped."""
        self._source = source
        pasted = isinstance(source, SecretText)
        self.title.set_words(
            "Import what was pasted" if pasted else f"Import {short_path(str(source))}"
        )
        if not pasted:
            self.afterwards.set_words(
                "The file stays where it is, with its values in the clear. Delete it, or make it "
                "anew with Export, when nothing else needs it."
            )
        quiet = self.environment.blockSignals(True)
        for one in snapshot.environments:
            self.environment.add(one.name, one.name)
        self.environment.choose(environment)
        self.environment.blockSignals(quiet)
        self._ask()
        self.open(self.environment)

    def _ask(self) -> None:
        self._asked += 1
        number = self._asked
        self._preview = None
        self.problem.hide()
        self._update()
        self.controller.plan_import(
            self.environment.chosen(),
            self._source,
            self.if_open(lambda preview: self._arrived(number, preview)),
            self.if_open(self._failed),
        )

    def _arrived(self, number: int, preview: ImportPreview) -> None:
        if number != self._asked:
            return
        self._preview = preview
        self._say_notes(preview.plan)
        self.list.rows.show(preview.items)

    def _say_notes(self, plan: ImportPlan) -> None:
        """What to know before."""
        notes = plan.as_written
        more = len(notes) - _NOTES
        words = " ".join(notes[:_NOTES]) + (f" And {more} more." if more > 0 else "")
        self.notes.say("info", "Kept exactly as written", words)
        self.notes.setVisible(bool(notes))

    def _update(self) -> None:
        preview = self._preview
        if preview is None:
            self.button.setEnabled(False)
            return
        counts = Counter(item.what for item in preview.items)
        told = ", ".join(f"{counts[what]:,} {what.lower()}" for what in What if counts[what])
        self.summary.set_words(told or "There is nothing in this file.")
        work = len(self.list.rows.taken())
        self.leave_out.setVisible(bool(preview.plan.invalid and work))
        noun = "1 key" if work == 1 else f"{work:,} keys"
        self.button.set_words(f"Import {noun}" if work else "Import")
        may = not preview.plan.invalid or self.leave_out.isChecked()
        self.button.setEnabled(bool(work) and may)
        if work and not may:
            self.stopped.show_message(_stopping(len(preview.plan.invalid)), Mark.WARNING)
        else:
            self.stopped.clear()

    def save(self) -> None:
        """Make the import that is shown, of the lines that are ticked."""
        preview = self._preview
        if preview is None or not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        plan = preview.plan.without_invalid() if self.leave_out.isChecked() else preview.plan
        wanted = plan.taking(self.list.rows.taken())
        self.controller.apply_import(
            wanted, self.if_open(lambda _: self._done(wanted)), self.if_open(self._failed)
        )

    def _done(self, plan: ImportPlan) -> None:
        self.end()
        work = len(plan.new) + len(plan.changed)
        noun = "1 key" if work == 1 else f"{work:,} keys"
        self.imported.emit(f"{noun} imported into {plan.environment}.")

    def _failed(self, error: KeysteadError) -> None:
        self._update()
        self.problem.say("error", "Nothing was imported", error.message)
        self.problem.show()


def _stopping(number: int) -> str:
    """Why nothing can be imported, and what to do."""
    if number == 1:
        return "1 line is invalid. Leave it out with the tick below, or correct it in the file."
    return (
        f"{number:,} lines are invalid. Leave them out with the tick below, or correct them in "
        "the file."
    )

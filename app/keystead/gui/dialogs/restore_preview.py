"""What a restore would do, key by key, before it is done."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.gui.models.backup_rows import CHANGES, change_row, summary
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.row_list import RowList
from keystead.services.rehearsal import Preview


class RestorePreview(QWidget):
    """A sentence, and the keys that would change, come back or disappear."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.time: float | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.words = Paragraph(theme, "")
        column.addWidget(self.words)
        column.addSpacing(S)
        self.list = RowList(theme, "What the restore would do", CHANGES)
        column.addWidget(self.list, 1)
        self.same = QuietEmpty(theme, "check-circle", "No key would change", "")
        column.addWidget(self.same, 1)

    def show_preview(self, found: Preview, path: Path, time: float | None) -> None:
        """Another preview; ``time``: when the backup was made, None where nobody knows."""
        self.path, self.time = path, time
        self.list.show_rows([change_row(one) for one in found.changes])
        self.list.setVisible(bool(found.changes))
        self.same.setVisible(not found.changes)
        self.words.set_words(_told(found))


def _told(found: Preview) -> str:
    if not found.commits:
        return "The vault is what this backup holds. There is nothing to take back."
    told = summary(found.changes)
    # How many changes there were is not said: one can be of many keys, or of none.
    since = "what was changed since"
    what = f"{since}: {told}" if told else f"{since}; no key is concerned"
    return (
        f"Restoring takes back {what}. The present file is kept beside the vault. "
        "Other devices that hold newer changes bring them back when they next sync."
    )

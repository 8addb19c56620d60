"""Second page: the places that have the old value; files are rewritten, the rest is ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Placed
from keystead.gui.dialogs.rotate.place_row import PlaceLine
from keystead.gui.models.rotation import PlaceRow
from keystead.gui.theme.fonts import TITLE, Weight
from keystead.gui.theme.metrics import XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, SectionHeader, Separator
from keystead.gui.widgets.scrolled import Scrolled

_NONE = (
    "Nothing is known of where it is used. Exports, and programs that ask for it, are listed "
    "here by themselves; other places can be noted under Places when the key is edited."
)


class PlacesPage(QWidget):
    """``marked`` as PlaceLine; ``write_asked`` for all files; ``copy_asked`` the new value."""

    marked = Signal(int, object)
    write_asked = Signal()
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(M)
        self.heading = ElidedLabel(theme, "", theme.fonts.ui(TITLE, Weight.HEADING))
        row.addWidget(self.heading, 1)
        self.write = Button(theme, "Rewrite", icon="edit")
        self.write.clicked.connect(self.write_asked)
        row.addWidget(self.write)
        column.addLayout(row)
        self.remark = Paragraph(theme)
        column.addWidget(self.remark)
        column.addSpacing(L)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        column.addStretch(1)
        outer.addWidget(Scrolled(inside, room=XL))
        self.lines: list[PlaceLine] = []
        self._shown: tuple[object, ...] = ()

    def show_places(
        self, rows: Sequence[PlaceRow], new: str, former: str, files: int, left: str
    ) -> None:
        """These places; ``files``: how many can be tried to be rewritten here."""
        self.heading.set_words(f"Put {new} where {former} is used")
        words = f"{left}." if left else f"Every place that is known has {new}."
        self.remark.set_words(words if rows else _NONE)
        noun = "1 file" if files == 1 else f"{files} files"
        self.write.set_words(f"Rewrite {noun}")
        self.write.setVisible(files > 0)
        shown = (tuple(rows), new)
        if shown != self._shown:
            self._shown = shown
            self._fill(rows, new)

    def _fill(self, rows: Sequence[PlaceRow], new: str) -> None:
        at = next((line.row.number for line in self.lines if line.tick and _held(line)), 0)
        self._clear()
        ours = [row for row in rows if not row.by_hand]
        hand = [row for row in rows if row.by_hand]
        for heading, group in (("Files and programs", ours), ("By hand", hand)):
            if group:
                done = sum(row.placed is not Placed.OPEN for row in group)
                self._add(SectionHeader(self.theme, heading, f"{done} of {len(group)} done"))
                self._lines.addSpacing(S)
                for row in group:
                    self._add(Separator(self.theme))
                    self._add_line(row, new)
                self._add(Separator(self.theme))
                self._lines.addSpacing(L)
        for line in self.lines:
            if line.row.number == at and line.tick is not None:
                line.tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_line(self, row: PlaceRow, new: str) -> None:
        line = PlaceLine(self.theme, row, new)
        line.marked.connect(self.marked)
        line.copy_asked.connect(self.copy_asked)
        self.lines.append(line)
        self._add(line)

    def _add(self, widget: QWidget) -> None:
        self._lines.addWidget(widget)

    def _clear(self) -> None:
        self.lines.clear()
        while (entry := self._lines.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _held(line: PlaceLine) -> bool:
    return line.tick is not None and line.tick.hasFocus()

"""One place of a rotation: done or open, where it is, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Placed
from keystead.gui.models.rotation import PlaceRow
from keystead.gui.theme.fonts import SMALL
from keystead.gui.theme.metrics import ICON, PANE, XS, M
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, MarkView

HEIGHT = 52
_MARKS = ICON + XS


class PlaceLine(QWidget):
    """``marked`` gives its number and the Placed that it is to have; ``copy_asked``."""

    marked = Signal(int, object)
    copy_asked = Signal()

    def __init__(self, theme: Theme, row: PlaceRow, copy: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.row = row
        self.setFixedHeight(HEIGHT)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(M)
        self.tick: CheckBox | None = None
        line.addWidget(self._mark(theme))
        line.addWidget(IconView(theme, row.icon))
        line.addLayout(self._words(theme), 1)
        open_by_hand = row.by_hand and row.placed is Placed.OPEN
        if open_by_hand:
            button = Button(theme, f"Copy {copy}", height=PANE, icon="copy")
            button.clicked.connect(self.copy_asked)
            line.addWidget(button)
        if row.by_hand and row.placed is not Placed.DONE:
            skipped = row.placed is Placed.SKIPPED
            self.leave_out = LinkLabel(theme, "Do not skip" if skipped else "Skip")
            to = Placed.OPEN if skipped else Placed.SKIPPED
            self.leave_out.clicked.connect(lambda: self.marked.emit(row.number, to))
            line.addWidget(self.leave_out)

    def _mark(self, theme: Theme) -> QWidget:
        row = self.row
        if not row.by_hand:
            mark = MarkView(theme, Mark.OPEN if row.placed is Placed.OPEN else Mark.GOOD)
            mark.setFixedWidth(_MARKS)
            return mark
        self.tick = tick = CheckBox(theme, "")
        tick.setAccessibleName(f"{row.where} is done")
        tick.setFixedWidth(_MARKS)
        tick.setChecked(row.placed is Placed.DONE)
        tick.toggled.connect(
            lambda on: self.marked.emit(row.number, Placed.DONE if on else Placed.OPEN)
        )
        return tick

    def _words(self, theme: Theme) -> QVBoxLayout:
        row = self.row
        column = QVBoxLayout()
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(0)
        font = theme.fonts.mono() if row.icon == "file" else theme.fonts.ui()
        where = ElidedLabel(theme, row.where, font)
        colour: Token = "amber" if row.warns else "text2"
        remark = ElidedLabel(theme, row.remark, theme.fonts.ui(SMALL), colour)
        column.addStretch(1)
        column.addWidget(where)
        column.addWidget(remark)
        column.addStretch(1)
        return column

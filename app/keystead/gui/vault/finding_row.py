"""A finding as a line: how bad, which key, what was found, and a button for what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.health import Finding, Next, Severity
from keystead.gui.theme.fonts import BASE, SMALL, Weight
from keystead.gui.theme.metrics import PANE, M, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, MarkView

MARKS = {
    Severity.CRITICAL: (Mark.CRITICAL, "Critical"),
    Severity.WARNING: (Mark.WARNING, "Warning"),
    Severity.NOTE: (Mark.NOTE, "Note"),
}
_TOKENS: dict[Severity, Token] = {
    Severity.CRITICAL: "red",
    Severity.WARNING: "amber",
    Severity.NOTE: "text2",
}
_BUTTONS = {
    Next.ROTATE: "Rotate",
    Next.REVOKE: "Revoke",
    Next.EDIT: "Edit",
    Next.EXPORT: "Export",
    Next.OPEN: "Open",
}
_WORDS = 140  # what a long name leaves for what was found


class FindingRow(QWidget):
    """``acted`` gives the Finding and its Next, ``opened`` the Finding."""

    acted = Signal(object, object)
    opened = Signal(object)

    def __init__(self, theme: Theme, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        mark, severity = MARKS[finding.severity]
        self.setFixedHeight(54)
        self.setAccessibleName(
            f"{severity}: {finding.environment}/{finding.name}. {finding.words}. {finding.step}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(MarkView(theme, mark))
        words = QVBoxLayout()
        words.setContentsMargins(0, S, 0, S)
        words.setSpacing(0)
        words.addLayout(self._first_line(theme))
        words.addLayout(self._second_line(theme, severity))
        row.addLayout(words, 1)
        self.button = Button(theme, _BUTTONS[finding.next], Kind.SECONDARY, PANE)
        self.button.setFixedWidth(84)
        self.button.clicked.connect(lambda: self.acted.emit(finding, finding.next))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _first_line(self, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(S)
        name = LinkLabel(theme, self.finding.name, BASE, Weight.LABEL, shortens=True)
        name.setAccessibleName(f"Show {self.finding.name} in {self.finding.environment}")
        name.clicked.connect(lambda: self.opened.emit(self.finding))
        line.addWidget(name)
        words = ElidedLabel(theme, self.finding.words, theme.fonts.ui())
        words.setMinimumWidth(min(words.sizeHint().width(), _WORDS))
        line.addWidget(words, 1)
        return line

    def _second_line(self, theme: Theme, severity: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(S)
        small = theme.fonts.ui(SMALL, Weight.LABEL)
        line.addWidget(ElidedLabel(theme, severity, small, _TOKENS[self.finding.severity]))
        step = f"{self.finding.environment}. {self.finding.step}"
        line.addWidget(ElidedLabel(theme, step, theme.fonts.ui(SMALL), "text2"), 1)
        return line

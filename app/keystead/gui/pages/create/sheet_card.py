"""One sheet of the Emergency Kit on the screen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import PANE, XL, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, heading
from keystead.gui.widgets.marks import Mark, Message
from keystead.services.kit_sheets import SheetKind, code_lines, sign_words

_LINES = 4
_LINE = 22


class SheetCard(QWidget):
    """Title, code and what it is for; ``print_asked``, ``save_asked`` (as text) and
    ``pdf_asked`` give its kind."""

    print_asked = Signal(object)
    save_asked = Signal(object)
    pdf_asked = Signal(object)

    def __init__(self, theme: Theme, kind: SheetKind, number: int, name: str, words: str) -> None:
        super().__init__()
        self.theme = theme
        self.kind = kind
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, XL)
        column.setSpacing(S)
        sheet = ElidedLabel(theme, f"Sheet {number}", colour="text3")
        column.addWidget(sheet)
        column.addWidget(heading(theme, name))
        self._codes = [
            ElidedLabel(theme, "", theme.fonts.mono(BASE, Weight.LABEL)) for _ in range(_LINES)
        ]
        block = QVBoxLayout()
        block.setSpacing(0)
        for line in self._codes:
            line.setFixedHeight(_LINE)
            block.addWidget(line)
        column.addLayout(block)
        column.addWidget(Paragraph(theme, words))
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.print = Button(theme, "Print", height=PANE, icon="print")
        self.print.setAccessibleDescription(f"Print the sheet with the {name}")
        self.print.clicked.connect(lambda: self.print_asked.emit(self.kind))
        self.save = Button(theme, "Save text", height=PANE)
        self.save.setAccessibleDescription(f"Save the sheet with the {name} as a text file")
        self.save.clicked.connect(lambda: self.save_asked.emit(self.kind))
        self.pdf = Button(theme, "Save PDF", height=PANE)
        self.pdf.setAccessibleDescription(f"Save the sheet with the {name} as a PDF file")
        self.pdf.clicked.connect(lambda: self.pdf_asked.emit(self.kind))
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addWidget(self.pdf)
        row.addStretch(1)
        column.addLayout(row)
        self.message = Message(theme, 40)
        column.addWidget(self.message)

    def show_code(self, code: SecretText | None) -> None:
        """Show it, or nothing."""
        lines = code_lines(code.reveal()) if code is not None else []
        for number, label in enumerate(self._codes):
            words = lines[number] if number < len(lines) else ""
            label.set_words(words)
            label.setVisible(bool(words))
        self.message.clear()
        sign = sign_words(code) if code is not None else ""
        if sign:
            self.message.show_message(sign, None)

    def say(self, words: str, good: bool = True) -> None:
        """What became of printing or saving."""
        self.message.show_message(words, Mark.GOOD if good else Mark.CRITICAL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sheet: sunken ground and a hairline."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.sunken, palette.hair)
        painter.end()

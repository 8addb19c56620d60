"""Step 2: the entry goes into the authenticator, and one code proves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.pages.create.draft import Offer
from keystead.gui.pages.create.step import StepPage
from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import UNLOCK_COLUMN, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.code_cells import DIGITS, CodeCells
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.marks import Mark, MarkView, Message
from keystead.gui.widgets.masked_value import TextBox
from keystead.gui.widgets.qr_view import QrView
from keystead.gui.widgets.steps import NumberedStep

_QR = 318
NEW = (
    "Each unlock asks for your passphrase and a code. The code is part of the key, so a copied "
    "vault file cannot be opened with the passphrase alone."
)
MATCHES = "The code matches. It opens the vault together with your passphrase."


class AuthenticatorStep(StepPage):
    """``code_entered`` with six digits; ``copy_asked`` for the secret."""

    code_entered = Signal(str)
    copy_asked = Signal()

    def __init__(self, theme: Theme, computer: str, words: str = NEW) -> None:
        super().__init__(theme, 2, "Add this vault to your authenticator", words)
        self.confirmed = False
        self.column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(56)
        row.addLayout(self._make_left(theme, computer))
        row.addLayout(self._make_right(theme))
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _make_left(self, theme: Theme, computer: str) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(12)
        self.qr = QrView(theme, [], _QR)
        left.addWidget(self.qr)
        note = QHBoxLayout()
        note.setSpacing(S)
        note.addWidget(MarkView(theme, Mark.INFO), 0, Qt.AlignmentFlag.AlignTop)
        words = (
            f"Shown once. This entry works on {computer} only; every other computer gets its own."
        )
        remark = Paragraph(theme, words)
        remark.setFixedWidth(_QR - 24)
        note.addWidget(remark)
        left.addLayout(note)
        left.addStretch(1)
        return left

    def _make_right(self, theme: Theme) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(0)
        self.secret = QWidget()
        self._secret_column = QVBoxLayout(self.secret)
        self._secret_column.setContentsMargins(0, 0, 0, 0)
        self.secret.setFixedSize(UNLOCK_COLUMN, 56)
        self.cells = CodeCells(theme, "The code that the authenticator shows now")
        self.cells.completed.connect(self._entered)
        self.cells.textEdited.connect(lambda _: self._typed())
        self.message = Message(theme, 44)
        self.message.setFixedWidth(352)
        apps = Paragraph(theme, "Any app for time-based codes will do: 6 digits, 30 seconds.")
        code = QWidget()
        column = QVBoxLayout(code)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.cells)
        column.addWidget(self.message)
        for number, (words, body) in enumerate(
            [
                ("Scan this code with your authenticator", apps),
                ("Or type the secret into it", self.secret),
                ("Enter the code it shows now", code),
            ]
        ):
            right.addLayout(_instruction(theme, number + 1, words, body))
            right.addSpacing(24)
        right.addStretch(1)
        return right

    def first(self) -> QWidget | None:
        """The code."""
        return self.cells

    def show_offer(self, offer: Offer) -> None:
        """Show this entry; a code of an earlier one counts no more."""
        self.wipe()
        if offer.totp_secret is None:
            return
        self.qr.set_matrix(offer.qr)
        groups = offer.totp_secret.reveal().split(" ")
        half = len(groups) // 2
        box = TextBox(
            self.theme, [" ".join(groups[:half]), " ".join(groups[half:])], "Secret to type"
        )
        box.copy_requested.connect(self.copy_asked)
        self._secret_column.addWidget(box)

    def show_match(self) -> None:
        """The code was right."""
        self.confirmed = True
        self.cells.set_state("ok")
        self.message.show_message(MATCHES, Mark.GOOD)
        self.changed.emit()

    def show_mismatch(self, words: str) -> None:
        """It was not."""
        self.confirmed = False
        self.cells.set_state("error")
        self.message.show_message(words)
        self.cells.selectAll()
        self.cells.setFocus()
        self.changed.emit()

    def complain(self) -> bool:
        """Ask for the code; a full one that is not confirmed is looked at again."""
        if self.confirmed:
            return False
        if len(self.cells.code()) == DIGITS:
            self.code_entered.emit(self.cells.code())
        else:
            self.cells.setFocus()
            self.message.show_message("Enter the six digits first.", Mark.WARNING)
        return True

    def wipe(self) -> None:
        """Forget entry and code."""
        super().wipe()
        self.confirmed = False
        self.qr.set_matrix([])
        while (item := self._secret_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.cells.clear_code()
        self.cells.set_state("plain")
        self.message.clear()

    def _typed(self) -> None:
        self.confirmed = False
        self.message.clear()
        self.changed.emit()

    def _entered(self, code: str) -> None:
        self.confirmed = False
        self.code_entered.emit(code)


def _instruction(theme: Theme, number: int, words: str, body: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(NumberedStep(theme, number), 0, Qt.AlignmentFlag.AlignTop)
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.addWidget(ElidedLabel(theme, words, theme.fonts.ui(BASE, Weight.HEADING)), 0, 0)
    grid.addWidget(body, 1, 0)
    row.addLayout(grid)
    row.addStretch(1)
    return row

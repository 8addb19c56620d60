"""Step 3: the two sheets of the Emergency Kit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.gui.pages.create.check_step import BOTH, Kinds
from keystead.gui.pages.create.draft import Offer
from keystead.gui.pages.create.sheet_card import SheetCard
from keystead.gui.pages.create.step import StepPage
from keystead.gui.theme.metrics import XL, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.marks import Mark, MarkView
from keystead.services.kit_sheets import SheetKind

_NOTE = 724
SPOOLED = (
    "Printing spools in plain text: the system keeps what it prints for a while, and so may the "
    "printer. Print on a printer of your own. A file stays until it is deleted: delete it once the "
    "sheet is on paper. Or copy by hand. The next step asks for the last group of each code."
)
APART = (
    "Two sheets for the day when the phone, the passphrase or this computer is lost. Keep them "
    "apart: neither is shown again."
)
_CARDS = {
    SheetKind.SECRET_KEY: (
        "Secret Key",
        "Sets up another computer, together with your passphrase. Keep it where you can reach it.",
    ),
    SheetKind.RECOVERY: (
        "Recovery code",
        "Opens the vault without phone and passphrase. Whoever has it and the vault file needs "
        "nothing else: lock it away.",
    ),
}


class KitStep(StepPage):
    """``print_asked``, ``save_asked`` (as text) and ``pdf_asked`` give the SheetKind."""

    print_asked = Signal(object)
    save_asked = Signal(object)
    pdf_asked = Signal(object)

    def __init__(self, theme: Theme, kinds: Kinds = BOTH, words: str = APART) -> None:
        """``kinds``: which sheets are shown; ``words``: what to do with them."""
        name = "Emergency Kit" if len(kinds) > 1 else "new sheet"
        super().__init__(theme, 3, f"Keep the {name}", words)
        self.cards = {
            kind: SheetCard(theme, kind, BOTH.index(kind) + 1, *_CARDS[kind]) for kind in kinds
        }
        row = QHBoxLayout()
        row.setSpacing(XL)
        for card in self.cards.values():
            card.print_asked.connect(self.print_asked)
            card.save_asked.connect(self.save_asked)
            card.pdf_asked.connect(self.pdf_asked)
            row.addWidget(card, 1)
        if len(self.cards) == 1:
            row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(16)
        note = QWidget()
        note.setMaximumWidth(_NOTE)
        line = QHBoxLayout(note)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(MarkView(theme, Mark.INFO), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Paragraph(theme, SPOOLED), 1)
        self.column.addWidget(note)
        self.column.addStretch(1)

    def first(self) -> QWidget | None:
        """The first sheet's printer."""
        return next(iter(self.cards.values())).print

    def show_offer(self, offer: Offer) -> None:
        """Show these codes."""
        for kind, card in self.cards.items():
            is_key = kind is SheetKind.SECRET_KEY
            card.show_code(offer.secret_key if is_key else offer.recovery_code)

    def wipe(self) -> None:
        """Forget them."""
        super().wipe()
        for card in self.cards.values():
            card.show_code(None)

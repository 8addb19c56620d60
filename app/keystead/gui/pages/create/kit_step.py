"""Step 3: the two sheets of the Emergency Kit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.gui.pages.create.draft import Offer
from keystead.gui.pages.create.sheet_card import SheetCard
from keystead.gui.pages.create.step import StepPage
from keystead.gui.theme.metrics import XL, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.marks import Mark, MarkView
from keystead.services.kit_sheets import SheetKind

SPOOLED = (
    "A printer keeps what it prints for a while, and a file stays until it is deleted: print "
    "on a printer of your own, and delete a saved sheet once it is on paper. Or copy the codes "
    "by hand. The next step asks for the last group of each."
)


class KitStep(StepPage):
    """``print_asked`` and ``save_asked`` give the SheetKind."""

    print_asked = Signal(object)
    save_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            3,
            "Keep the Emergency Kit",
            "Two sheets for the day when the phone, the passphrase or this computer is lost. "
            "Keep them apart: neither is shown again.",
        )
        self.cards = {
            SheetKind.SECRET_KEY: SheetCard(
                theme,
                SheetKind.SECRET_KEY,
                1,
                "Secret Key",
                "Sets up another computer, together with your passphrase. Keep it where you can "
                "reach it.",
            ),
            SheetKind.RECOVERY: SheetCard(
                theme,
                SheetKind.RECOVERY,
                2,
                "Recovery code",
                "Opens the vault without phone and passphrase. Whoever has it and the vault file "
                "needs nothing else: lock it away.",
            ),
        }
        row = QHBoxLayout()
        row.setSpacing(XL)
        for card in self.cards.values():
            card.print_asked.connect(self.print_asked)
            card.save_asked.connect(self.save_asked)
            row.addWidget(card, 1)
        self.column.addLayout(row)
        self.column.addSpacing(16)
        note = QHBoxLayout()
        note.setSpacing(S)
        note.addWidget(MarkView(theme, Mark.INFO), 0, Qt.AlignmentFlag.AlignTop)
        words = Paragraph(theme, SPOOLED)
        words.setFixedWidth(700)
        note.addWidget(words)
        note.addStretch(1)
        self.column.addLayout(note)
        self.column.addStretch(1)

    def first(self) -> QWidget | None:
        """The first sheet's printer."""
        return self.cards[SheetKind.SECRET_KEY].print

    def show_offer(self, offer: Offer) -> None:
        """Show these codes."""
        self.cards[SheetKind.SECRET_KEY].show_code(offer.secret_key)
        self.cards[SheetKind.RECOVERY].show_code(offer.recovery_code)

    def wipe(self) -> None:
        """Forget them."""
        super().wipe()
        for card in self.cards.values():
            card.show_code(None)

"""Last page: both values are valid; the old one is retired when its places are done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.theme.fonts import TITLE, Weight
from keystead.gui.theme.metrics import XL, L, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, Message


class EndPage(QWidget):
    """``page_asked``: the issuer's page, to revoke the old value there."""

    page_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(0)
        self.heading = ElidedLabel(theme, "", theme.fonts.ui(TITLE, Weight.HEADING))
        column.addWidget(self.heading)
        self.words = Paragraph(theme)
        column.addWidget(self.words)
        column.addSpacing(M)
        self.left = Message(theme)
        column.addWidget(self.left)
        column.addSpacing(M)
        self.page = LinkLabel(theme, "Open the issuer's page", icon="external")
        self.page.clicked.connect(self.page_asked)
        row = QHBoxLayout()
        row.addWidget(self.page)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_rotation(self, new: str, old: str, sentence: str, left: str, url: str) -> None:
        """``left``: which places may still have the old value, or ''; ``url`` of the issuer."""
        self.heading.set_words(f"{new} is the current value")
        self.words.set_words(
            f"{sentence} When nothing uses {old} any more, retire it here and revoke it at its "
            "issuer. After that the rotation cannot be undone."
        )
        if left:
            self.left.show_message(f"{left}.", Mark.WARNING)
        else:
            self.left.clear()
        self.page.setVisible(bool(url))

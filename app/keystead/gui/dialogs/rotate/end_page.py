"""Last page: both values are valid; the old one is retired when its places are done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.durations import days_in_words
from keystead.gui.theme.fonts import TITLE, Weight
from keystead.gui.theme.metrics import XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, Message

_LONGER = (1, 7, 30)
"""Days that are offered."""


class EndPage(QWidget):
    """``page_asked``: the issuer's page, to revoke the old value there; ``longer_asked``: how
    many days longer the old value is to be kept."""

    page_asked = Signal()
    longer_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(0)
        self.heading = ElidedLabel(theme, "", theme.fonts.ui(TITLE, Weight.HEADING))
        column.addWidget(self.heading)
        self.words = Paragraph(theme)
        column.addWidget(self.words)
        column.addSpacing(S)
        column.addLayout(self._longer(theme))
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

    def _longer(self, theme: Theme) -> QHBoxLayout:
        """Links that keep the old value longer."""
        row = QHBoxLayout()
        row.setSpacing(M)
        self.keep = ElidedLabel(theme, "", colour="text2")
        row.addWidget(self.keep)
        self.longer = [LinkLabel(theme, days_in_words(days)) for days in _LONGER]
        for days, link in zip(_LONGER, self.longer, strict=True):
            link.clicked.connect(partial(self.longer_asked.emit, days))
            row.addWidget(link)
        row.addStretch(1)
        return row

    def show_rotation(self, new: str, old: str, sentence: str, left: str, url: str) -> None:
        """``left``: which places may still have the old value, or ''; ``url`` of the issuer."""
        self.heading.set_words(f"{new} is the current value")
        self.words.set_words(
            f"{sentence} When nothing uses {old} any more, retire it here and revoke it at its "
            "issuer. After that the rotation cannot be undone."
        )
        self.keep.set_words(f"Keep {old} longer:")
        for days, link in zip(_LONGER, self.longer, strict=True):
            link.setAccessibleName(f"Keep {old} {days_in_words(days)} longer")
        if left:
            self.left.show_message(f"{left}.", Mark.WARNING)
        else:
            self.left.clear()
        self.page.setVisible(bool(url))

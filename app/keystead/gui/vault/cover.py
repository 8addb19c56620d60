"""A page of the open vault that stands in place of list and details, beside the sidebar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.pages.ground import Ground
from keystead.gui.theme.metrics import PANE, XXXL, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.labels import Paragraph, title
from keystead.gui.widgets.scrolled import Scrolled

_INTRO = 720


class Cover(Ground):
    """A way back, a title, words below it, then ``body``; ``closed`` by arrow or Esc.  With
    ``fills`` the body takes all the height there is."""

    closed = Signal()

    def __init__(self, theme: Theme, heading: str, words: str, fills: bool = False) -> None:
        super().__init__(theme, "surface")
        self.setAccessibleName(heading)
        # It has the focus when it comes, so that Esc works; Tab goes on to its controls.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XXXL, 18, XXXL, XXXL)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setSpacing(S)
        self.back = IconButton(theme, "arrow-left", "Back to the keys", PANE)
        self.back.clicked.connect(self.closed)
        self.head.addWidget(self.back)
        self.head.addWidget(title(theme, heading))
        self.head.addStretch(1)
        column.addLayout(self.head)
        column.addSpacing(S)
        self.intro = Paragraph(theme, words)
        self.intro.setMaximumWidth(_INTRO)
        column.addWidget(self.intro)
        column.addSpacing(M)
        self.banner = Banner(theme, "warning")
        self.banner.hide()
        column.addWidget(self.banner)
        column.addSpacing(S)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column.addLayout(self.body, 1 if fills else 0)
        column.addStretch(0 if fills else 1)
        outer.addWidget(Scrolled(inside))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

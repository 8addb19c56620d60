"""The first run: no vault is set up on this computer yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.gui.pages.ground import FootBar, Ground
from keystead.gui.pages.waiting import Waiting
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Kind
from keystead.gui.widgets.empty_state import EmptyState
from keystead.gui.widgets.marks import Severity


class WelcomePage(Ground):
    """Create, open, try."""

    create_asked = Signal()
    open_existing = Signal()
    demo = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        state = EmptyState(
            theme,
            "Welcome to Keystead",
            "Keystead knows where every API key lives, when it must change, and who can read "
            "it. A vault is one encrypted file; it opens with a passphrase, a code from your "
            "phone and a key that only this computer holds.",
        )
        self.create_way = state.add_way(
            "key", "Create a vault", "A passphrase, your authenticator, two sheets: two minutes",
            "Create",
        )  # fmt: skip
        self.create_way.button.kind = Kind.PRIMARY
        self.open_way = state.add_way(
            "folder", "Open an existing vault", "A vault file from another computer or a backup",
            "Open",
        )  # fmt: skip
        self.demo_way = state.add_way(
            "dice", "Try a demo vault", "Keys that look real, thrown away when you close it", "Try"
        )
        self.create_way.clicked.connect(self.create_asked)
        self.open_way.clicked.connect(self.open_existing)
        self.demo_way.clicked.connect(self.demo)
        self.banner = Banner(theme, dismissable=True)
        self.banner.hide()
        state.column.addSpacing(20)
        state.column.addWidget(self.banner)
        self.waiting = Waiting(theme)
        self.waiting.hide()
        state.column.addWidget(self.waiting)
        column.addWidget(state, 1)
        self.foot = FootBar(theme)
        self.foot.left.set_words(
            "Nothing here leaves this computer. There is no account.", "shield"
        )
        column.addWidget(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Enter creates a vault: what most people come for."""
        super().showEvent(event)
        self.create_way.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_waiting(self, words: str) -> None:
        """Something is being made; '' when that has ended."""
        self.banner.hide()
        self.waiting.set_words(words)
        self.waiting.setVisible(bool(words))
        for way in (self.create_way, self.open_way, self.demo_way):
            way.setEnabled(not words)

    def show_note(self, title: str, words: str, severity: Severity) -> None:
        """Something to know."""
        self.banner.say(severity, title, words)
        self.banner.show()

    def show_problem(self, title: str, words: str) -> None:
        """Say what went wrong."""
        self.banner.say("error", title, words)
        self.banner.show()

"""What stands in the middle when there are no rows: loading, an empty vault, no result."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.models.scope import Scope
from keystead.gui.theme.metrics import L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.empty_state import EmptyState, QuietEmpty
from keystead.gui.widgets.labels import Paragraph

_QUIET = {
    "attention": ("check-circle", "Nothing needs attention", "No key is expired, due or in doubt."),
    "expiring": ("clock", "Nothing expires soon", "Keys appear here before their day comes."),
    "rotation-due": ("rotate", "No rotation is due", "Keys appear here when their time is up."),
    "overlap": (
        "overlap",
        "Nothing in overlap",
        "After a change the old value stays here a while.",
    ),
    "revoked": ("revoked", "Nothing revoked", "Keys that were revoked stay here as a record."),
    "trash": ("trash", "The trash is empty", "A key that is removed can be restored from here."),
}


class EmptyVault(EmptyState):
    """An empty vault: the three ways to put the first key in."""

    paste_asked = Signal()
    import_asked = Signal()
    new_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            "Put the first key in",
            "The vault is ready and empty. Paste or drop anything you have; nothing is saved "
            "before you have seen it.",
            parent,
        )
        ways = (
            ("clipboard", "Paste a key", "Service and kind are read off the value", "Paste",
             "Ctrl+V", self.paste_asked),
            ("import", "Drop a .env file anywhere in this window",
             "You see what is new before anything is saved", "Choose", "Ctrl+I",
             self.import_asked),
            ("key", "New key", "Type it, or let Keystead generate one", "New key", "Ctrl+N",
             self.new_asked),
        )  # fmt: skip
        for icon, name, remark, button, keys, signal in ways:
            self.add_way(icon, name, remark, button, keys).clicked.connect(signal)


class NothingFound(QWidget):
    """A search or a view without a row; ``clear_asked`` empties the search."""

    clear_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(0)
        # Made once: a search without a result comes at any key press.
        self._quiet = QuietEmpty(theme, "search", "", "")
        self._clear = Button(theme, "Clear search")
        self._clear.clicked.connect(self.clear_asked)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._clear)
        row.addStretch(1)
        column.addStretch(2)
        column.addWidget(self._quiet)
        column.addSpacing(S)
        column.addLayout(row)
        column.addStretch(3)

    def show_scope(self, scope: Scope) -> None:
        """Say why there is nothing."""
        words = scope.words.strip()
        self._clear.setVisible(bool(words))
        if words:
            shown = words if len(words) <= 40 else f"{words[:39]}…"
            place = f" in {scope.environment}" if scope.environment else ""
            told = f"No key has {shown} in its name, service, tags or notes."
            self._quiet.say("search", f"Nothing found{place}", told)
            return
        found = _QUIET.get(scope.view.value)
        icon, heading, told = found or ("list", "No keys here", "Ctrl+N makes a new one.")
        if scope.environment:
            heading = f"No keys in {scope.environment}"
        self._quiet.say(icon, heading, told)


class Loading(QWidget):
    """Before the first snapshot."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(2)
        words = Paragraph(theme, "Opening the vault", align=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addStretch(3)

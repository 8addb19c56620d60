"""The foot of the window: what was copied and when it clears; the lock; the vault file."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.core.dates import ago_in_words
from keystead.gui.clipboard import Copied
from keystead.gui.models.snapshot import VaultStatus
from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import LINE, STATUS, L, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.countdown import CountdownRing
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel

_SOON = 60
_NEWS = 60
"""Seconds for which news from others is told."""

_FILE_CODES = {
    "vault-rolled-back": "The vault file is an older one",
    "file-missing": "The vault file is gone",
    "wrong-vault": "Another vault lies in place of the file",
}
_READING = {
    "vault-damaged", "vault-incomplete", "not-a-vault", "forged-commit", "forged-record",
    "contested-keys", "newer-format",
}  # fmt: skip


class StatusBar(QWidget):
    """28 high, on the ground of the sidebar."""

    clear_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(STATUS)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, LINE, L, 0)
        row.setSpacing(S)
        self._where_icon = IconView(theme, "document", "text3", 14)
        self._where = ElidedLabel(theme, "", theme.fonts.ui(SMALL), "text3")
        row.addWidget(self._where_icon)
        row.addWidget(self._where)
        self._ring = CountdownRing(theme, name="Clipboard clears in")
        self._name = ElidedLabel(theme, "", theme.fonts.mono(SMALL))
        self._words = self._label()
        self.clear = LinkLabel(theme, "Clear now", SMALL, Weight.HEADING)
        self.clear.clicked.connect(self.clear_asked)
        for widget in (self._ring, self._name, self._words, self.clear):
            row.addWidget(widget)
        row.addStretch(1)
        self._lock_icon = IconView(theme, "lock", size=14)
        self._lock = self._label()
        self._file_icon = IconView(theme, "check", size=14)
        self._file = self._label()
        row.addWidget(self._lock_icon)
        row.addWidget(self._lock)
        row.addSpacing(S)
        row.addWidget(self._file_icon)
        row.addWidget(self._file)
        self.show_copied(None)
        self.show_status(VaultStatus(), 0.0)

    def _label(self) -> ElidedLabel:
        label = ElidedLabel(self.theme, "", self.theme.fonts.ui(SMALL), "text2")
        label.setFixedHeight(STATUS - LINE)
        return label

    def show_copied(self, copied: Copied | None) -> None:
        """The countdown of the clipboard; None: nothing of ours lies there."""
        for widget in (self._ring, self._name, self.clear):
            widget.setVisible(copied is not None)
        self._words.setVisible(copied is not None)
        self._where.setVisible(copied is None)
        self._where_icon.setVisible(copied is None)
        if copied is None:
            return
        self._ring.set_remaining(copied.left, copied.whole)
        self._name.set_words(copied.name)
        self._words.set_words(f"copied – clears in {max(1, round(copied.left))} s")

    def show_file(self, path: str) -> None:
        """Where the vault lies; shown while nothing else is said at the left."""
        self._where.set_words(path)

    def show_status(self, status: VaultStatus, now: float) -> None:
        """When it locks, and how the last publication went; ``now`` in Unix seconds."""
        words = _locks(status.locks_in)
        self._lock.set_words(words)
        self._lock_icon.setVisible(bool(words))
        self._lock.setVisible(bool(words))
        icon, colour, words = _file(status, now)
        self._file_icon.set_icon(icon, colour)
        self._file.set_words(words)
        self._file.setToolTip(status.problem or _last(status, now))

    def words(self) -> str:
        """All that is said, for tests and screen readers."""
        labels = (self._name, self._words, self._lock, self._file)
        return " | ".join(label.words() for label in labels if not label.isHidden())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and line."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.side)
        painter.fillRect(0, 0, self.width(), LINE, self.theme.palette.hair)
        painter.end()


def _locks(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < _SOON:
        return f"Locks in {max(1, round(seconds))} s"
    return f"Locks in {round(seconds / 60)} min"


def _last(status: VaultStatus, now: float) -> str:
    """When the window last agreed with the file, to be told on request."""
    if status.synced_at is None:
        return ""
    return f"Vault file read or written {ago_in_words(status.synced_at, now)}"


def _file(status: VaultStatus, now: float) -> tuple[str, Token, str]:
    if status.problem:
        words = _FILE_CODES.get(status.problem_code)
        if words is None and status.problem_code in _READING:
            words = "The vault file cannot be read"
        words = words or "Kept on this computer, not in the vault file yet"
        return "warning", "amber", words
    if status.pending:
        return "refresh", "text2", "Saving"
    if status.news_at is not None and 0 <= now - status.news_at < _NEWS:
        changes = "1 change" if status.news == 1 else f"{status.news} changes"
        return "check", "text2", f"{changes} from another computer"
    if status.synced_at is None:
        return "check", "text2", "Saved"
    return "check", "text2", f"Synced {ago_in_words(status.synced_at, now)}"

"""Loads what the first page does not need, once that page is on the screen.

Whoever looks at the unlock page types a passphrase; meanwhile the modules of an open vault are
loaded one by one, so that neither the first paint nor the opening waits for them.
"""

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

LATER = (
    "keystead.vault.session",
    "keystead.services.owner",
    "keystead.gui.takeover",
    "keystead.services.export",
    "keystead.gui.models.secret_table",
    "keystead.gui.vault.table",
    "keystead.gui.vault.commands",
    "keystead.gui.dialogs.approval",
    "keystead.gui.main_window",
    "keystead.gui.controller",
    "keystead.gui.serving",
    "keystead.gui.room",
    "keystead.gui.making",
    "keystead.gui.changing",
)
"""In an order in which none brings most of the others with it."""
_PAUSE = 20
"""Milliseconds between two of them: key presses come first."""


class Warming(QObject):
    """Imports ``names`` in turn, one at a time, whenever there is nothing else to do.

    ``finished`` comes once, after the last.
    """

    finished = Signal()

    def __init__(self, names: Sequence[str] = LATER, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(names)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._load)

    def start(self) -> None:
        """Begin: nobody waits for a window."""
        self._timer.start()

    def start_after(self, window: QObject) -> None:
        """Begin when ``window`` has been painted for the first time."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            watched.removeEventFilter(self)
            self.start()
        return False

    def _load(self) -> None:
        if self._left:
            import_module(self._left.pop(0))
        else:
            self._timer.stop()
            self.finished.emit()

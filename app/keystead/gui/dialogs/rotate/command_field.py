"""A line for a command, with a button that runs it and then stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.theme.metrics import PAGE, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.text_field import TextField

_WORDS = "It runs without a shell and without input, for at most 60 seconds."


class CommandField(QWidget):
    """``run_asked`` gives the command; ``stop_asked`` while it runs."""

    run_asked = Signal(str)
    stop_asked = Signal()
    started = Signal()

    def __init__(
        self, theme: Theme, name: str, example: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._running = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.line = TextField(theme, name, mono=True, placeholder=example)
        self.line.text_changed.connect(lambda _: self._update())
        self.line.submitted.connect(self._pressed)
        self.line.set_hint(_WORDS)
        row.addWidget(self.line, 1)
        self.button = Button(theme, "Run", height=PAGE, icon="terminal")
        self.button.clicked.connect(self._pressed)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addSpacing(self.line.label.height() + 4)
        beside.addWidget(self.button)
        beside.addStretch(1)
        row.addLayout(beside)
        self._update()

    @property
    def running(self) -> bool:
        """While its command runs."""
        return self._running

    def set_running(self, running: bool) -> None:
        """Whether its command runs: the button stops it then."""
        self._running = running
        self.button.set_words("Stop" if running else "Run")
        self.line.edit.setReadOnly(running)
        if running:
            self.started.emit()
        self._update()

    def _update(self) -> None:
        self.button.setEnabled(self._running or bool(self.line.text().strip()))

    def _pressed(self) -> None:
        if self._running:
            self.stop_asked.emit()
        elif self.button.isEnabled():
            self.run_asked.emit(self.line.text())

"""The banner over a key in which two unseen edits met: keep what is shown, or the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Secret, Stage, Version
from keystead.gui.models.moments import moment_in_words
from keystead.gui.theme.metrics import PANE, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button

_VALUE = "value"


class ConflictBanner(QWidget):
    """``version_kept`` gives the Version to keep; ``fields_kept`` keeps the fields shown."""

    version_kept = Signal(object)
    fields_kept = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, M)
        self.hide()

    def show_secret(self, secret: Secret, now: float) -> None:
        """The banner of a Secret; hidden where nothing met."""
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(secret.conflicts))
        if not secret.conflicts:
            return
        fields = [name.replace("_", " ") for name in secret.conflicts if name != _VALUE]
        values = _VALUE in secret.conflicts
        banner = Banner(
            self.theme,
            "warning",
            "Changed in two places at once",
            _words(fields, values),
        )
        self._column.addWidget(banner)
        banner.body.addSpacing(S)
        if values:
            for version in candidates(secret):
                made = moment_in_words(version.created, now)
                self._button(banner, f"Keep v{version.number}, {made}", version)
        else:
            self._button(banner, "Keep what is shown", None)

    def _button(self, banner: Banner, words: str, version: Version | None) -> None:
        button = Button(self.theme, words, height=PANE)
        if version is None:
            button.clicked.connect(self.fields_kept)
        else:
            button.clicked.connect(lambda: self.version_kept.emit(version))
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(button)
        row.addStretch(1)
        banner.body.addLayout(row)


def candidates(secret: Secret) -> list[Version]:
    """The values that were made apart: the one shown, and those that nothing replaced."""
    return [
        version
        for version in secret.versions
        if version.stage is Stage.CURRENT
        or (version.stage is Stage.PREVIOUS and version.overlap_until is None)
    ]


def _words(fields: list[str], values: bool) -> str:
    if values:
        return "Two values were saved that had not seen each other. Both are kept until you choose."
    return f"Two edits met in: {', '.join(fields)}. Both are kept until you choose or edit."

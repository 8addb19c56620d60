"""The keys to rotate after all keys of the vault were renewed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import Weight
from keystead.gui.theme.metrics import PANE, ROW, M
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.cover import Cover
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.labels import ElidedLabel, Separator

_WIDTH = 860


class ExposedPage(Cover):
    """``shown`` gives the Secret that is to be shown among the keys."""

    shown = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "Keys to rotate",
            "Somebody may have read these values before the keys of the vault were renewed. Make a "
            "new one at each issuer, revoke the old one there, and put the new value in. A key "
            "leaves this list when its value is a new one.",
        )
        self._rows: QWidget | None = None
        self.names: list[str] = []

    def show_secrets(
        self, secrets: Sequence[Secret], snapshot: VaultSnapshot, renewed: float
    ) -> None:
        """The keys whose value is from before ``renewed`` (Unix seconds)."""
        self._clear()
        self.names = [secret.name for secret in secrets]
        self._rows = QWidget()
        self._rows.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        when = moment_in_words(renewed, snapshot.now)
        number = len(secrets)
        words = f"{number} {'key' if number == 1 else 'keys'}; all keys were renewed {when}"
        if not number:
            words = f"Every value is a new one since all keys were renewed {when}."
        column.addWidget(ElidedLabel(self.theme, words, colour="text2"))
        column.addSpacing(M)
        for secret in secrets:
            column.addWidget(Separator(self.theme))
            column.addWidget(self._row(secret, snapshot))
        if number:
            column.addWidget(Separator(self.theme))
        self.body.addWidget(self._rows)

    def _row(self, secret: Secret, snapshot: VaultSnapshot) -> QWidget:
        line = QWidget()
        line.setFixedHeight(ROW)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        name = ElidedLabel(self.theme, secret.name, self.theme.fonts.mono(weight=Weight.LABEL))
        row.addWidget(name, 5)
        row.addWidget(ElidedLabel(self.theme, secret.service, colour="text2"), 2)
        row.addWidget(Chip(self.theme, secret.environment, snapshot.colour(secret.environment)))
        show = Button(self.theme, "Open key", height=PANE)
        show.setAccessibleDescription(f"Open {secret.name} in {secret.environment}")
        show.clicked.connect(lambda: self.shown.emit(secret))
        row.addWidget(show)
        return line

    def _clear(self) -> None:
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
            self._rows = None

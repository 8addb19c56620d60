"""First page: a new value, generated, pasted, or printed by a command."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.dialogs.rotate.command_field import CommandField
from keystead.gui.dialogs.rotate.expiry_field import ExpiryField
from keystead.gui.dialogs.value_field import ValueField
from keystead.gui.theme.fonts import TITLE, Weight
from keystead.gui.theme.metrics import XL, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, Message
from keystead.services.recognition import identify

_WORDS = (
    "It is written to the vault first and waits there. The value that is in use stays the "
    "current one until you switch."
)


class ValuePage(QWidget):
    """``changed`` when there is another value or none; ``generate_asked`` by its button."""

    changed = Signal()
    generate_asked = Signal()
    page_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(0)
        self.heading = ElidedLabel(theme, "", theme.fonts.ui(TITLE, Weight.HEADING))
        column.addWidget(self.heading)
        column.addWidget(Paragraph(theme, _WORDS))
        column.addSpacing(L)
        self.value = ValueField(theme, name="New value")
        self.value.changed.connect(self._typed)
        self.value.generate_asked.connect(self.generate_asked)
        column.addWidget(self.value)
        self.issuer = LinkLabel(theme, "Open the issuer's page", icon="external")
        self.issuer.clicked.connect(self.page_asked)
        row = QHBoxLayout()
        row.addWidget(self.issuer)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(L)
        self.command = CommandField(theme, "Or a command that prints it", "./new-key.sh")
        column.addWidget(self.command)
        column.addSpacing(S)
        self.several = CheckBox(theme, "It may print several lines, as of a PEM")
        column.addWidget(self.several)
        column.addSpacing(S)
        self.remark = Message(theme)
        self.command.started.connect(self.remark.clear)
        column.addWidget(self.remark)
        column.addSpacing(L)
        self.expires = ExpiryField(theme)
        column.addWidget(self.expires)
        column.addStretch(1)

    def show_key(self, secret: Secret, now: float) -> None:
        """For this key at ``now`` (Unix seconds)."""
        self.heading.set_words(f"A new value for {secret.name}")
        self.issuer.setVisible(bool(secret.rotate_url))
        self.value.now = now
        self.expires.show_key(secret, now)

    def take(self, value: SecretText) -> None:
        """What a command printed: into the field, still hidden, and how it looks in words."""
        self.value.set_value(value)
        told = identify(value)
        begins = f", beginning with {told.prefix}" if told is not None and told.prefix else ""
        size = f"{len(value)} character{'' if len(value) == 1 else 's'}"
        words = f"The command printed {size}{begins}. Nothing is changed yet."
        self.remark.show_message(words, Mark.GOOD)

    def refuse(self, error: KeysteadError) -> None:
        """Say why there is no value."""
        self.remark.show_message(error.message)

    def clear(self) -> None:
        """Leave no value behind."""
        self.value.clear()
        self.remark.clear()

    def _typed(self) -> None:
        self.remark.clear()
        self.expires.suggest(self.value.value())
        self.changed.emit()

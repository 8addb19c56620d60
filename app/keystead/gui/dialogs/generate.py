"""A new random value: form and strength, shown before it is used."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.generator import (
    MINIMUM_BITS,
    SUGGESTED_BITS,
    UUID4_BITS,
    Format,
    entropy_bits,
    generate,
    length_of,
)
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.theme.metrics import XS, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from keystead.gui.widgets.choices import SpinField
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.labels import Paragraph, hint, label
from keystead.gui.widgets.text_field import TextField

FORMATS = (
    (Format.BASE64URL, "base64url", "Letters, digits, - and _"),
    (Format.HEX, "Hexadecimal", "0 to 9 and a to f"),
    (Format.ALPHANUMERIC, "Letters and digits", "For what takes no other character"),
    (Format.UUID4, "UUID, version 4", "36 characters, 122 random bits by its standard"),
)
MOST_BITS = 4096


class GenerateDialog(DialogFrame):
    """``generated`` gives the SecretText that was accepted."""

    generated = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "Generate a value", width=460)
        self._value = SecretText("")
        self.form = ChoiceBox(theme, "Form", [(words, form) for form, words, _ in FORMATS])
        self.bits = SpinField(theme, "Random bits", MINIMUM_BITS, MOST_BITS, " bits")
        self.bits.set_value(SUGGESTED_BITS)
        self.bits.spin.setSingleStep(64)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addLayout(_named(theme, "Form", self.form), 3)
        row.addLayout(_named(theme, "Strength", self.bits), 2)
        self.content.addLayout(row)
        self._remark = hint(theme)
        self.content.addSpacing(XS)
        self.content.addWidget(self._remark)
        self.content.addSpacing(S)
        line = QHBoxLayout()
        line.setSpacing(S)
        self.shown = TextField(theme, "New value", mono=True, hide_name=True)
        self.shown.edit.setReadOnly(True)
        line.addWidget(self.shown, 1)
        self.again = IconButton(theme, "refresh", "Another one", 32)
        self.again.clicked.connect(self.make)
        line.addWidget(self.again)
        self.content.addLayout(line)
        self.content.addSpacing(S)
        self.content.addWidget(
            Paragraph(theme, "From the random source of the operating system.", "text3")
        )
        self._buttons(theme)
        self.form.currentIndexChanged.connect(self.make)
        self.bits.value_changed.connect(self.make)
        self.make()

    def _buttons(self, theme: Theme) -> None:
        self.footer.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.use = Button(theme, "Use it", Kind.PRIMARY)
        self.use.clicked.connect(self._use)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.use)

    def make(self) -> None:
        """A new value of the form and strength chosen."""
        form: Format = self.form.chosen()
        sized = form is not Format.UUID4
        self.bits.setEnabled(sized)
        bits = self.bits.value() if sized else None
        length = length_of(form, bits=bits)
        self.set_fixed(generate(form, bits=bits))
        strength = int(entropy_bits(form, length)) if sized else UUID4_BITS
        remark = next(words for one, _, words in FORMATS if one is form)
        size = "" if not sized else f", {length} characters, {strength} random bits"
        self._remark.set_words(f"{remark}{size}")

    def set_fixed(self, value: SecretText) -> None:
        """Show this value instead, for pictures."""
        self._value = value
        self.shown.set_text(value.reveal())
        self.shown.edit.setCursorPosition(0)

    def _use(self) -> None:
        value, self._value = self._value, SecretText("")
        self.shown.clear()
        self.end()
        self.generated.emit(value)


def _named(theme: Theme, words: str, field: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(XS)
    column.addWidget(label(theme, words))
    column.addWidget(field)
    return column

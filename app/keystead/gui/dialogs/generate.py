"""A new random value: form and strength, shown before it is used."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.generator import SUGGESTED_BITS
from keystead.core.recipes import Format, Recipe
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.dialogs.preset_row import PresetRow
from keystead.gui.dialogs.recipe_fields import FORMATS, RecipeFields
from keystead.gui.generate_work import Generating, Presets
from keystead.gui.theme.metrics import XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.marks import Message
from keystead.gui.widgets.scrolled import Scrolled
from keystead.gui.widgets.text_field import TextArea, TextField
from keystead.services.generating import Made

_NO_KEY = "Paste the key that signs it."


class GenerateDialog(DialogFrame):
    """``generated`` gives the SecretText that was accepted."""

    generated = Signal(object)

    def __init__(self, theme: Theme, window: QWidget, work: Generating) -> None:
        super().__init__(theme, window, "Generate a value", width=540, height=640)
        self._work = work
        self._value = SecretText("")
        self._asked = 0
        self.content.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL - 1, L, XL, L)
        column.setSpacing(M)
        self.presets = PresetRow(theme)
        column.addWidget(self.presets)
        self.fields = RecipeFields(theme)
        column.addWidget(self.fields)
        self._value_rows(theme, column)
        column.addStretch(1)
        self.content.addWidget(Scrolled(inside, room=XL))
        self._buttons(theme)
        self.fields.changed.connect(self._changed)
        self.presets.chosen.connect(self._preset_chosen)
        self.presets.save_asked.connect(self._save_preset)

    def _value_rows(self, theme: Theme, column: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(S)
        self.shown = TextField(theme, "New value", mono=True, hide_name=True)
        self.shown.edit.setReadOnly(True)
        self.lines = TextArea(theme, "New value", mono=True, lines=6, hide_name=True)
        self.lines.edit.setReadOnly(True)
        self.lines.hide()
        line.addWidget(self.shown, 1)
        line.addWidget(self.lines, 1)
        self.again = IconButton(theme, "refresh", "Another one", 32)
        self.again.clicked.connect(self.make)
        above = QVBoxLayout()
        above.addWidget(self.again)
        above.addStretch(1)
        line.addLayout(above)
        column.addLayout(line)
        self.remark = Paragraph(theme, "", "text2")
        column.addWidget(self.remark)
        self.problem = Message(theme)
        column.addWidget(self.problem)

    def _buttons(self, theme: Theme) -> None:
        source = Paragraph(theme, "From the system's random source.", "text3")
        self.footer.addWidget(source, 1, Qt.AlignmentFlag.AlignVCenter)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.use = Button(theme, "Use it", Kind.PRIMARY)
        self.use.clicked.connect(self._use)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.use)

    def start(self) -> None:
        """Open it with a first value, and look for one's own presets."""
        self.open(self.use)
        self._work.presets(self.presets.show_presets, self._failed)
        self.make()

    def make(self) -> None:
        """A new value of the form and strength chosen."""
        recipe, key = self.fields.recipe(), self.fields.signing_key()
        self._asked += 1
        asked = self._asked
        self.problem.clear()
        if recipe.form is Format.JWT and key is None:
            self._show(SecretText(""), _NO_KEY)
            return
        if recipe.form is Format.RSA:
            self._show(SecretText(""), "Looking for two large primes …")

        def done(made: Made) -> None:
            if asked == self._asked and not self.isHidden():
                self._show(made.value, _words(recipe, made))

        def failed(error: KeysteadError) -> None:
            if asked == self._asked and not self.isHidden():
                self._show(SecretText(""), "")
                self._failed(error)

        self._work.make(recipe, key, done, failed)

    def _show(self, value: SecretText, remark: str) -> None:
        self._value = value
        text = value.reveal()
        many = "\n" in text
        self.lines.setVisible(many)
        self.shown.setVisible(not many)
        self.lines.set_text(text if many else "")
        self.shown.set_text("" if many else text)
        self.shown.edit.setCursorPosition(0)
        self.remark.set_words(remark)
        self.use.setEnabled(bool(text))

    def set_fixed(self, value: SecretText) -> None:
        """Show this value instead, for pictures."""
        self._show(value, self.remark.words())

    # Presets -------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.presets.point_at()
        self.make()

    def _preset_chosen(self, recipe: Recipe) -> None:
        name = self.presets.box.currentText()
        self.fields.fill(recipe, SUGGESTED_BITS)
        self.presets.point_at(name)

    def _save_preset(self, name: str) -> None:
        recipe = self.fields.recipe()

        def done(own: Presets) -> None:
            if not self.isHidden():
                self.presets.saved(own)

        def failed(error: KeysteadError) -> None:
            if not self.isHidden():
                self.presets.set_error(error.message)

        self._work.save_preset(name, recipe, done, failed)

    def _failed(self, error: KeysteadError) -> None:
        if not self.isHidden():
            self.problem.show_message(error.message)

    # The end -------------------------------------------------------------------------------

    def _use(self) -> None:
        value = self._value
        if not len(value):
            return
        self.end()
        self.generated.emit(value)

    def end(self) -> None:
        """Take it away, and leave neither value nor signing key behind."""
        self.fields.blockSignals(True)
        self.fields.key.clear()
        self._asked += 1
        self._show(SecretText(""), "")
        super().end()


def _words(recipe: Recipe, made: Made) -> str:
    """What it is, how long, and how hard to guess."""
    remark = next(words for one, _, words in FORMATS if one is recipe.form)
    if made.bits is None:
        return f"{remark}. {made.length} characters; as strong as the key that signs it."
    strength = (
        f"{int(made.bits)} bits of strength" if made.public else f"{int(made.bits)} random bits"
    )
    return f"{remark}. {made.length} characters, {strength}."

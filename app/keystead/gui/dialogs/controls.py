"""Controls of a form by their content, whatever they are: to fill, read and merge them."""

from dataclasses import dataclass

from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.widgets.choices import DateField
from keystead.gui.widgets.text_field import TextArea, TextField

Control = TextField | TextArea | ChoiceBox | DateField


def put(control: Control, content: object) -> None:
    """Show ``content``: a text, the object of a choice, a day (None for no day), or what was
    typed in the place of a day."""
    match control:
        case ChoiceBox():
            control.choose(content)
        case DateField() if isinstance(content, str):
            control.edit.setText(content)
        case DateField():
            control.set_day(content)  # type: ignore[arg-type]  # a date or None
        case _:
            control.set_text(str(content))


def content_of(control: Control) -> object:
    """What it shows; of a day that is no date, the text."""
    match control:
        case ChoiceBox():
            return control.chosen()
        case DateField():
            return control.day() if control.valid else control.edit.text()
        case _:
            return control.text()


@dataclass
class Met:
    """A control that was changed here and elsewhere; ``other`` is what it does not show."""

    control: Control
    other: object

    @property
    def name(self) -> str:
        """What the control is called."""
        inner = getattr(self.control, "edit", self.control)
        return str(inner.accessibleName() or self.control.accessibleName())

    def swap(self) -> None:
        """Show the other content."""
        mine = content_of(self.control)
        put(self.control, self.other)
        self.other = mine


def merge(control: Control, old: object, new: object) -> Met | None:
    """Let the control follow from ``old`` to ``new``, unless something else was typed: then
    it stays, and both are told."""
    shown = content_of(control)
    if old == new or shown == new:
        return None
    if shown == old:
        put(control, new)
        return None
    return Met(control, new)

"""A field for a code of the Emergency Kit, as it is printed: in groups."""

from PySide6.QtWidgets import QSizePolicy

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.text_field import TextField

_WIDTH = 620
HINT = "Capitals or not, with hyphens or blanks or none; O is read as 0, I and L as 1."


def sheet_field(theme: Theme, name: str) -> TextField:
    """A wide field in the mono; the code is shown, since it is compared with paper."""
    field = TextField(theme, name, mono=True)
    field.setMaximumWidth(_WIDTH)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    field.set_hint(HINT)
    return field

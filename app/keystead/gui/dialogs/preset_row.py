"""Named recipes: choose one, or keep what is chosen now under a name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.presets import BUILT_IN
from keystead.core.recipes import Recipe
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.theme.metrics import PAGE, XS, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import label
from keystead.gui.widgets.text_field import TextField

CUSTOM = "None"


class PresetRow(QWidget):
    """``chosen`` gives the Recipe of a preset; ``save_asked`` the name to keep one under."""

    chosen = Signal(object)
    save_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(theme, "Preset"))
        row = QHBoxLayout()
        row.setSpacing(S)
        self.box = ChoiceBox(theme, "Preset")
        row.addWidget(self.box, 1)
        self.keep = Button(theme, "Save as preset", height=PAGE)
        self.keep.clicked.connect(self._open_name)
        row.addWidget(self.keep)
        column.addLayout(row)
        self._naming = QWidget()
        second = QHBoxLayout(self._naming)
        second.setContentsMargins(0, XS, 0, 0)
        second.setSpacing(S)
        self.name = TextField(theme, "Name of the preset", placeholder="my-api-key", hide_name=True)
        self.name.submitted.connect(self._save)
        second.addWidget(self.name, 1)
        self.save = Button(theme, "Save", height=PAGE)
        self.save.clicked.connect(self._save)
        second.addWidget(self.save)
        column.addWidget(self._naming)
        self._naming.hide()
        self.show_presets({})
        self.box.currentIndexChanged.connect(self._choose)

    def show_presets(self, own: dict[str, Recipe], chosen: str = "") -> None:
        """Offer these beside those that come with the program."""
        self._quiet = True
        self.box.clear_entries()
        self.box.add(CUSTOM, None)
        for name, recipe in sorted([*BUILT_IN.items(), *own.items()]):
            self.box.add(name, recipe)
        self.box.setCurrentIndex(max(0, self.box.findText(chosen)) if chosen else 0)
        self._quiet = False

    def point_at(self, name: str = CUSTOM) -> None:
        """Show this one as chosen, and say nothing of it; none after a choice by hand."""
        self._quiet = True
        self.box.setCurrentText(name)
        self._quiet = False

    def saved(self, own: dict[str, Recipe]) -> None:
        """The name that was asked for is kept now."""
        name = self.name.text().strip()
        self._naming.hide()
        self.name.clear()
        self.show_presets(own, name)

    def set_error(self, words: str) -> None:
        """Why the name cannot be kept."""
        self.name.set_error(words)

    def _open_name(self) -> None:
        self._naming.show()
        self.name.setFocus()

    def _save(self) -> None:
        self.save_asked.emit(self.name.text().strip())

    def _choose(self) -> None:
        recipe = self.box.chosen()
        if recipe is not None and not self._quiet:
            self.chosen.emit(recipe)

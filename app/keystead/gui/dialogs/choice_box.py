"""A choice among Python objects.

Qt keeps item data as QVariants and would give an enumeration of ours back as plain text.
"""

from collections.abc import Iterable
from typing import Any

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.choices import ComboBox


class ChoiceBox(ComboBox):
    """Entries of (words, object); ``chosen`` gives the object itself."""

    def __init__(self, theme: Theme, name: str, entries: Iterable[tuple[str, object]] = ()) -> None:
        super().__init__(theme, name)
        self._objects: list[object] = []
        for words, entry in entries:
            self.add(words, entry)

    def add(self, words: str, entry: object) -> None:
        """Add an entry at the end."""
        self._objects.append(entry)
        self.addItem(words)

    def chosen(self) -> Any:
        """The object of the entry chosen; None while there is none."""
        at = self.currentIndex()
        return self._objects[at] if at >= 0 else None

    def choose(self, entry: object) -> None:
        """Choose the entry of this object; nothing where there is none."""
        if entry in self._objects:
            self.setCurrentIndex(self._objects.index(entry))

    def clear_entries(self) -> None:
        """Take all entries away."""
        self.clear()
        self._objects.clear()

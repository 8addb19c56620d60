"""The banner in an editor whose key was changed elsewhere while it is open."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from keystead.core.model import Secret
from keystead.gui.dialogs.controls import Met
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner

TITLE = "Changed elsewhere while you edit"
_THEIRS, _MINE = "Show theirs", "Show mine"


class EditNews(Banner):
    """Says what came in, and shows the other content of fields that both changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "warning", parent=parent)
        self._met: list[Met] = []
        self._said = ""
        self.action.connect(self._swap)
        self.hide()

    def tell(
        self, seen: Secret, present: Secret, met: Sequence[Met], has_new_value: bool, typed: bool
    ) -> None:
        """What became of a Secret; ``typed``: a new value is typed here, too."""
        # A field of an earlier piece of news stays one that both changed.
        again = {id(one.control) for one in met}
        self._met = [*(one for one in self._met if id(one.control) not in again), *met]
        parts = []
        if self._met:
            parts.append(f"{_names(self._met)}: both changed. Saving takes what you see here.")
        else:
            parts.append("What you typed stays, everything else is up to date.")
        if has_new_value:
            number = present.current.number if present.current else len(present.versions)
            parts.append(
                f"A new value was saved there (v{number})."
                + (" It becomes the previous one if you save yours." if typed else "")
            )
        if present.trashed is not None and seen.trashed is None:
            parts.append("It was put into the trash there. Saving takes it out again.")
        self._said = " ".join(parts)
        shown = self.link.text() or _THEIRS
        self.say("warning", TITLE, self._said, shown if self._met else "")
        self.show()

    def tell_gone(self) -> None:
        """The Secret was erased for good."""
        self._met = []
        words = "It cannot be saved any more. Copy what you need, then make a new key."
        self.say("error", "Erased for good elsewhere", words)
        self.show()

    def _swap(self) -> None:
        for one in self._met:
            one.swap()
        shown = _MINE if self.link.text() == _THEIRS else _THEIRS
        self.say("warning", TITLE, self._said, shown)


def _names(met: Sequence[Met]) -> str:
    names = [one.name for one in met]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

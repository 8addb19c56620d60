"""A field for one key of the vault, found by any part of its name: ``prod/NAME``."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from keystead.core.model import Secret
from keystead.gui.theme.metrics import ICON, PAGE, XS
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.field_frame import FieldFrame
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.shown import set_shown

_MOST = 10


class KeyField(FieldFrame):
    """``changed`` when another key is chosen, or none; what is typed so far chooses none."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PAGE)
        self._ids: dict[str, frozenset[bytes]] = {}
        self._chosen: frozenset[bytes] = frozenset()
        self._secrets: Sequence[Secret] | None = None
        self.row.setContentsMargins(10, 0, 6, 0)
        self.row.addWidget(IconView(theme, "key", "text2"))
        self.edit = QLineEdit()
        self.edit.setFont(theme.fonts.ui())
        self.edit.setAccessibleName("Key")
        self.edit.setPlaceholderText("Every key")
        self.hold(self.edit)
        self._clear = IconButton(theme, "close", "Every key", ICON + XS)
        self._clear.clicked.connect(self.clear)
        set_shown(self._clear, False)
        self.row.addWidget(self._clear)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_MOST)
        popup = QListView()
        popup.setObjectName("popup")
        popup.setUniformItemSizes(True)
        completer.setPopup(popup)
        self.edit.setCompleter(completer)
        completer.activated.connect(lambda _: self._typed(self.edit.text()))
        self.edit.textChanged.connect(self._typed)
        self.edit.editingFinished.connect(self._settle)

    def ids(self) -> frozenset[bytes]:
        """The key chosen, by its id; two after a merge of namesakes; empty for every key."""
        return self._chosen

    def show_secrets(self, secrets: Sequence[Secret]) -> None:
        """What there is to choose from."""
        if secrets is self._secrets:
            return
        self._secrets = secrets
        found: dict[str, set[bytes]] = {}
        for one in secrets:
            found.setdefault(_name(one), set()).add(one.id)
        self._ids = {name: frozenset(ids) for name, ids in found.items()}
        self._names.setStringList(sorted(self._ids))

    def choose(self, secret: Secret) -> None:
        """Choose a key."""
        self._ids.setdefault(_name(secret), frozenset((secret.id,)))
        self.edit.setText(_name(secret))
        # Its beginning is seen where the field is too narrow for all of it.
        self.edit.setCursorPosition(0)

    def clear(self) -> None:
        """Every key."""
        self.edit.setText("")

    def _settle(self) -> None:
        """A part of a name that only one key has is that key; any other chooses none."""
        words = self.edit.text().strip()
        if not words or self._chosen:
            return
        fitting = [name for name in self._ids if words.casefold() in name.casefold()]
        if len(fitting) == 1:
            self.edit.setText(fitting[0])
        else:
            self.set_state("error")

    def _typed(self, words: str) -> None:
        self.set_state("plain")
        set_shown(self._clear, bool(words))
        chosen = self._ids.get(words.strip(), frozenset())
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()


def _name(secret: Secret) -> str:
    return f"{secret.environment}/{secret.name}"

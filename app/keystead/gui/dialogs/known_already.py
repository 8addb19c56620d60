"""Says in the editor of a new key that its name or its value is in the vault already."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.services.duplicates import Known, warning_of

AskHolders = Callable[[SecretText, Callable[[Known], None]], None]

_PAUSE_MS = 300
"""Milliseconds without a key press after which a value is looked for."""


class KnownAlready(QWidget):
    """``replace_asked`` gives the Secret of that name, which is to get the value."""

    replace_asked = Signal(object)

    def __init__(self, theme: Theme, ask: AskHolders, parent: QWidget | None = None) -> None:
        """``ask`` finds the keys that have a value, and answers while the editor is open."""
        super().__init__(parent)
        self._ask_holders = ask
        self._names: dict[tuple[str, str], Secret] = {}
        self._own: bytes | None = None
        self._same_name: Secret | None = None
        self._value = SecretText("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.name = Banner(theme, "info")
        self.name.action.connect(lambda: self.replace_asked.emit(self._same_name))
        self.value = Banner(theme, "warning")
        column.addWidget(self.name)
        column.addWidget(self.value)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.name.hide()
        self.value.hide()
        self.hide()

    def begin(self, snapshot: VaultSnapshot, own: Secret | None = None) -> None:
        """The keys that there are; ``own`` is the one that is edited."""
        self._own = None if own is None else own.id
        if own is None:
            live = (one for one in snapshot.secrets if one.trashed is None)
            self._names = {(one.name, one.environment): one for one in live}

    def look_name(self, name: str, environment: str) -> None:
        """Say so where a live key has this name there."""
        found = self._same_name = self._names.get((name, environment))
        if found is not None:
            number = f"v{found.current.number} stays valid for a while" if found.current else ""
            self.name.say(
                "info",
                f"{name} exists in {environment} already",
                f"It can get this value; {number}." if number else "It can get this value.",
                "Give it this value",
            )
        self.name.setVisible(found is not None)
        self._show()

    def look_value(self, value: SecretText) -> None:
        """Say so, a moment later, where a key has this value."""
        self._value = value
        self.value.hide()
        self._show()
        if len(value):
            self._timer.start()
        else:
            self._timer.stop()

    def _ask(self) -> None:
        asked = self._value
        self._ask_holders(asked, lambda found: self._came(asked, found))

    def _came(self, asked: SecretText, found: Known) -> None:
        others = [one for one in found.holders if one.id != self._own]
        if asked is not self._value or not (others or found.revoked):
            return
        if found.revoked is not None:
            self.value.say("error", "This value was revoked", warning_of(found.revoked))
        else:
            self._say_held(others)
        self.value.show()
        self._show()

    def _say_held(self, others: list[Secret]) -> None:
        first, more = others[0], len(others) - 1
        also = f" and {more} more" if more else ""
        self.value.say(
            "warning",
            "This value is in the vault already",
            f"As {first.name} in {first.environment}{also}. One key for one use is safer: it can "
            "be changed alone.",
        )

    def _show(self) -> None:
        self.setVisible(not (self.name.isHidden() and self.value.isHidden()))

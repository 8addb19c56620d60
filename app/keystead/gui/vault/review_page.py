"""The review: one key after the other, by keyboard; each decision is kept at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.model import Decision, Secret
from keystead.core.review import DueReview, due
from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.cover import Cover
from keystead.gui.vault.review_card import ReviewCard
from keystead.gui.vault.review_end import ReviewEnd
from keystead.services import reviewing

WORDS = (
    "Is each key still needed as it is? Those of high risk come first. Each decision is kept at "
    "once, with your name and the day; stop whenever you like and go on later."
)
_KEYS = {
    Qt.Key.Key_K: Decision.KEEP,
    Qt.Key.Key_R: Decision.ROTATE,
    Qt.Key.Key_V: Decision.REVOKE,
    Qt.Key.Key_N: Decision.NARROW,
}


class ReviewPage(Cover):
    """``revoke_asked``, ``rotate_asked`` and ``shown`` give a Secret."""

    revoke_asked = Signal(object)
    rotate_asked = Signal(object)
    shown = Signal(object)

    def __init__(self, theme: Theme, controller: VaultController) -> None:
        super().__init__(theme, "Review", WORDS)
        self._controller = controller
        self._rows: list[DueReview] = []
        self._at = 0
        self._done: dict[bytes, Decision] = {}
        self._busy = False
        self._place = QWidget()
        self._column = QVBoxLayout(self._place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._place)
        self.card: ReviewCard | None = None
        self.end: ReviewEnd | None = None

    # What it shows -----------------------------------------------------------------------------

    def start(self) -> None:
        """Begin with what is due now; a decision that was made leads on, not back."""
        snapshot = self._controller.snapshot
        if snapshot is None:
            return
        every = self._controller.settings.number(reviewing.SETTING)
        self._rows = due(snapshot.secrets, snapshot.now, every)
        self._at, self._done, self._busy = 0, {}, False
        self.banner.hide()
        self._show()

    def refresh(self) -> None:
        """A new snapshot: what is gone or was decided elsewhere meanwhile is passed over."""
        card = self.card
        if card is None or self._busy:
            return
        now = self._current()
        if now is None or now.id != card.secret.id:
            self._show()

    def _current(self) -> Secret | None:
        """The key in question, as it is now."""
        snapshot = self._controller.snapshot
        while snapshot is not None and self._at < len(self._rows):
            seen = self._rows[self._at].secret
            found = snapshot.find(seen.id)
            open_ = found is not None and found.trashed is None and found.current is not None
            if open_ and found is not None and found.reviewed == seen.reviewed:
                return found
            self._at += 1
        return None

    def _show(self) -> None:
        snapshot = self._controller.snapshot
        if snapshot is None:
            return
        secret = self._current()
        self._clear()
        if secret is None:
            self._show_end(snapshot)
            return
        card = self.card = ReviewCard(self.theme, secret, snapshot, self._at + 1, len(self._rows))
        card.decided.connect(self.decide)
        card.skipped.connect(self.pass_over)
        card.shown.connect(self.shown)
        self._column.addWidget(card)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_end(self, snapshot: VaultSnapshot) -> None:
        self.end = ReviewEnd(self.theme, self._decided(snapshot), len(self._rows))
        self.end.rotate_asked.connect(self.rotate_asked)
        self._column.addWidget(self.end)

    def _decided(self, snapshot: VaultSnapshot) -> Sequence[tuple[Secret, Decision]]:
        found = ((snapshot.find(key), decision) for key, decision in self._done.items())
        return [(secret, decision) for secret, decision in found if secret is not None]

    def _clear(self) -> None:
        self.card = self.end = None
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # What a person does ------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Keep the decision on the key that is shown, and go on."""
        card = self.card
        if card is None or self._busy:
            return
        self.banner.hide()
        if decision is Decision.REVOKE:
            # Its own dialog shows what it reaches and asks why; ``was_revoked`` goes on.
            self.revoke_asked.emit(card.secret)
            return
        secret, note = card.secret, card.note.text()
        if decision is Decision.NARROW and not note.strip():
            card.ask_what_to_narrow()
            return
        self._busy = True
        self._controller.work(
            lambda owner: reviewing.decide(owner.vault, secret, decision, note),
            lambda _: self._next(secret, decision),
            self._failed,
        )

    def was_revoked(self, secret: Secret, reason: str) -> None:
        """The dialog has revoked it: note that as the decision, and go on."""
        self._busy = True
        self._controller.work(
            lambda owner: reviewing.record(owner.vault, secret, Decision.REVOKE, reason),
            lambda _: self._next(secret, Decision.REVOKE),
            self._failed,
        )

    def pass_over(self) -> None:
        """The next one; this one stays due."""
        if self.card is not None and not self._busy:
            self._at += 1
            self._show()

    def _next(self, secret: Secret, decision: Decision) -> None:
        self._busy = False
        self._done[secret.id] = decision
        if self._at < len(self._rows) and self._rows[self._at].secret.id == secret.id:
            self._at += 1
        self._show()

    def _failed(self, error: KeysteadError) -> None:
        self._busy = False
        self.banner.say("error", "This decision was not kept", error.message)
        self.banner.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter decides, S skips; in the note it is text and does not come here."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        key = Qt.Key(event.key())
        if plain and self.card is not None and not event.isAutoRepeat():
            if key in _KEYS:
                self.decide(_KEYS[key])
                return
            if key is Qt.Key.Key_S:
                self.pass_over()
                return
        super().keyPressEvent(event)

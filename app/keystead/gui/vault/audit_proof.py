"""Verifies the signed history step by step, and says in a banner how far it is and how it ended."""

from PySide6.QtCore import Signal

from keystead.errors import KeysteadError
from keystead.gui.audit_work import Proving
from keystead.gui.controller import VaultController
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.services.audit_proof import Proof
from keystead.services.audit_words import verdict

_SAFE = (
    "Nothing was changed by looking. Keep this file as it is, and compare it with a backup, or "
    "with the vault of another member."
)


class ProofBanner(Banner):
    """Hidden until it has something to say.  ``running_changed`` when it begins or ends."""

    running_changed = Signal(bool)

    def __init__(self, theme: Theme, controller: VaultController) -> None:
        super().__init__(theme, "info", dismissable=True)
        self._controller = controller
        self._proving: Proving | None = None
        self.action.connect(self.stop)
        self.dismissed.connect(self.stop)
        self.hide()

    @property
    def running(self) -> bool:
        """True while it walks."""
        return self._proving is not None

    def start(self) -> None:
        """Walk from the oldest commit on."""
        if not self.running:
            self._proving = Proving()
            self.say("info", "Verifying every signature", "From the oldest commit on.", "Stop")
            self.show()
            self.running_changed.emit(True)
            self._step()

    def stop(self) -> None:
        """No further step; what was said so far goes."""
        if self.running:
            self._end()
            self.hide()

    def _end(self) -> None:
        self._proving = None
        self.running_changed.emit(False)

    def _step(self) -> None:
        proving = self._proving
        if proving is not None:
            self._controller.work(
                proving.step,
                lambda found: self._came(proving, *found),
                lambda error: self._fail(proving, error),
            )

    def _came(self, proving: Proving, found: Proof, whole: int, ended: bool) -> None:
        if proving is not self._proving:
            return
        if not ended:
            words = f"{found.checked:,} of {whole:,} commits hold so far."
            self.say("info", "Verifying every signature", words, "Stop")
            self._step()
            return
        self._end()
        if found.ok:
            self.say("success", verdict(found.checked), _void(found.quarantined))
        else:
            self.say("error", verdict(found.checked, found.broken), _SAFE)

    def _fail(self, proving: Proving, error: KeysteadError) -> None:
        if proving is self._proving:
            self._end()
            self.say("error", "The proof could not be finished", error.message)


def _void(number: int) -> str:
    if not number:
        return "Uses are told by each device itself; they are signed, but could have been left out."
    commits = "1 commit" if number == 1 else f"{number:,} commits"
    return f"In {commits} something stands without the right to: it has no effect."

"""Over a key that was revoked: what it is now, and the way to its incident."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.core.revocation import is_revoked, last_incident, revoked
from keystead.gui.models.moments import moment_in_words
from keystead.gui.theme.metrics import M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner


class RevokedBanner(QWidget):
    """``shown`` gives the id of the incident to show."""

    shown = Signal(bytes)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incident = b""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, M)
        self.banner = Banner(theme, "error")
        self.banner.action.connect(lambda: self.shown.emit(self._incident))
        column.addWidget(self.banner)
        self.hide()

    def show_secret(self, secret: Secret, now: float) -> None:
        """Say it of a key that has no value but revoked ones; of one with an open incident
        that there is something to do; else hide."""
        incident = last_incident(secret)
        self._incident = b"" if incident is None else incident.id
        if is_revoked(secret):
            self.banner.say("error", "Revoked", _told(secret, now), "Incident" if incident else "")
        elif incident is not None and not incident.closed and revoked(secret):
            left = sum(not task.at for task in incident.tasks)
            words = "1 task is open." if left == 1 else f"{left} tasks are open."
            self.banner.say("warning", "An older value was revoked", words, "Incident")
        else:
            self.hide()
            return
        self.show()


def _told(secret: Secret, now: float) -> str:
    incident = last_incident(secret)
    words = "Its value is not copied, exported or used any more. A new value brings it back."
    if incident is None:
        return words
    by = f" by {incident.by}" if incident.by else ""
    reason = incident.reason.rstrip(".").replace("`", "'")
    return f"{moment_in_words(incident.opened, now).capitalize()}{by}: {reason}. {words}"

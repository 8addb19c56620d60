"""The one place for banners over the list: errors, what expires, what else to know."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core import dates
from keystead.core.reminders import EXPIRED, EXPIRING, DueKind, due
from keystead.core.views import View
from keystead.errors import KeysteadError
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.snapshot import VaultSnapshot, VaultStatus
from keystead.gui.theme.metrics import L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.marks import Severity

ERROR, EXPIRY, ATTEMPTS, FILE, QUARANTINE, BACKUP = (
    "error",
    "expiry",
    "attempts",
    "file",
    "quarantine",
    "backup",
)


@dataclass(frozen=True)
class Notice:
    """What a banner says; ``goes_to`` is the key of a Scope that its action shows."""

    severity: Severity
    title: str
    words: str = ""
    action: str = ""
    goes_to: str = field(default="")


class Notices(QWidget):
    """At most one banner of each sort; one that was dismissed comes back only if it differs."""

    shown_scope = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._banners: dict[str, Banner] = {}
        self._said: dict[str, Notice] = {}
        self._dismissed: set[Notice] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(L, S, L, S)
        self._column.setSpacing(S)
        self.hide()

    def words(self) -> str:
        """All that the banners say."""
        return "\n".join(banner.words() for banner in self._banners.values())

    def say(self, sort: str, notice: Notice | None) -> None:
        """Show, change or (None) take away the banner of one sort."""
        if notice == self._said.get(sort) or notice in self._dismissed:
            return
        self._drop(sort)
        if notice is not None:
            self._add(sort, notice)
        self.setVisible(bool(self._banners))

    def show_error(self, error: KeysteadError) -> None:
        """An error of the vault: what happened, what is safe, what to do next."""
        self._drop(ERROR)
        self._dismissed = {one for one in self._dismissed if one.severity != "error"}
        self.say(ERROR, Notice("error", "That did not work", error.message))

    def show_snapshot(self, snapshot: VaultSnapshot) -> None:
        """What has expired or does so within the lead time."""
        self.say(EXPIRY, expiry_notice(snapshot))

    def show_status(self, status: VaultStatus, now: float) -> None:
        """Failed unlocks, a file that could not be written, edits that do not count."""
        problem = status.problem
        words = "Your changes are safe on this computer and tried again."
        self.say(FILE, Notice("warning", problem, words) if problem else None)
        self.say(ATTEMPTS, attempts_notice(status.failed_attempts, now))
        failed = status.backup_problem
        self.say(
            BACKUP, Notice("warning", "Today's backup did not work", failed) if failed else None
        )
        number = status.quarantined
        changes = "1 change does" if number == 1 else f"{number} changes do"
        words = "They were made without the right to. Nothing else is affected."
        self.say(QUARANTINE, Notice("warning", f"{changes} not count", words) if number else None)

    def _add(self, sort: str, notice: Notice) -> None:
        banner = Banner(
            self.theme,
            notice.severity,
            notice.title,
            notice.words,
            action=notice.action,
            dismissable=True,
        )
        banner.dismissed.connect(lambda: self.dismiss(sort))
        if notice.goes_to:
            banner.action.connect(lambda: self.shown_scope.emit(notice.goes_to))
        self._banners[sort], self._said[sort] = banner, notice
        self._column.addWidget(banner)

    def dismiss(self, sort: str) -> None:
        """Take a banner away for good, as its cross does."""
        said = self._said.get(sort)
        if said is not None:
            self._dismissed.add(said)
        self._drop(sort)
        self.setVisible(bool(self._banners))

    def _drop(self, sort: str) -> None:
        self._said.pop(sort, None)
        banner = self._banners.pop(sort, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()


def expiry_notice(snapshot: VaultSnapshot) -> Notice | None:
    """One sentence about the keys that have expired, else those that will; None for none."""
    marks = zip(snapshot.secrets, snapshot.index.marks, strict=True)
    # The marks are known already, and few of many keys have these.
    soon = [secret for secret, mark in marks if mark & (EXPIRED | EXPIRING)]
    found = [
        one for one in due(soon, snapshot.now, snapshot.lead_days) if one.kind is DueKind.EXPIRES
    ]
    past = [one for one in found if one.days < 0]
    chosen = past or found
    if not chosen:
        return None
    first = chosen[0]
    when = dates.days_in_words(first.days)
    verb = "expired" if past else "expires"
    more = len(chosen) - 1
    others = (
        f" {more} more {'have' if past and more > 1 else 'has' if past else 'will'}."
        if more
        else ""
    )
    title = f"{first.name} in {first.environment} {verb} {when}.{others}"
    severity: Severity = "error" if past else "warning"
    return Notice(severity, title, "", "Show", f"view:{View.ATTENTION}")


def attempts_notice(attempts: tuple[float, ...], now: float) -> Notice | None:
    """That somebody failed to unlock since the last time; None for nobody."""
    if not attempts:
        return None
    number = len(attempts)
    times = "1 failed attempt" if number == 1 else f"{number} failed attempts"
    last = moment_in_words(attempts[-1], now)
    words = f"The last was {last}. If it was not you, change the passphrase."
    return Notice("warning", f"{times} to unlock this vault", words)

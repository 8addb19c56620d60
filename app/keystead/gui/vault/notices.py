"""The one place for banners over the list: errors, what expires, what else to know."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core import dates
from keystead.core.views import View
from keystead.errors import KeysteadError
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.snapshot import VaultSnapshot, VaultStatus
from keystead.gui.theme.metrics import PANE, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.file_notices import Notice, copies_notice, file_notice
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.marks import Severity

ERROR, EXPIRY, ATTEMPTS, FILE, COPIES, QUARANTINE, EXPOSED, UNSAVED, BACKUP, REVIEW = (
    "error",
    "expiry",
    "attempts",
    "file",
    "copies",
    "quarantine",
    "exposed",
    "unsaved",
    "backup",
    "review",
)
PAGE_PROTECTION, PAGE_EXPOSED = "page:protection", "page:exposed"
PAGE_OVERVIEW, PAGE_AUDIT = "page:overview", "page:audit"
PAGE_INCIDENTS, PAGE_REVIEW = "page:incidents", "page:review"
_TIMES = 3
"""How many times of failed attempts are named."""


class Notices(QWidget):
    """At most one banner of each sort; one that was dismissed comes back only if it differs.

    ``shown_scope`` gives the key of a Scope, ``asked`` what a button asks for;
    ``continued``: an unsaved edit is wanted; ``dismissed`` gives the sort that was.
    """

    shown_scope = Signal(str)
    asked = Signal(str)
    continued = Signal()
    dismissed = Signal(str)

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
        self.say(FILE, file_notice(status))
        self.say(COPIES, copies_notice(status.conflict_copies))
        self.say(ATTEMPTS, attempts_notice(status.failed_attempts, now, status.failed_count))
        failed = status.backup_problem
        self.say(
            BACKUP, Notice("warning", "Today's backup did not work", failed) if failed else None
        )
        number = status.quarantined
        changes = "1 change does" if number == 1 else f"{number} changes do"
        words = "They were made without the right to. Nothing else is affected."
        self.say(QUARANTINE, Notice("warning", f"{changes} not count", words) if number else None)

    def show_exposed(self, number: int) -> None:
        """How many values are older than the last renewal of all keys."""
        self.say(EXPOSED, exposed_notice(number))

    def show_reviews(self, number: int) -> None:
        """How many keys are due for a review."""
        self.say(REVIEW, review_notice(number))

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
        if sort == UNSAVED:
            banner.action.connect(self.continued)
        if notice.goes_to:
            banner.action.connect(lambda: self.shown_scope.emit(notice.goes_to))
        if notice.choices:
            banner.body.addLayout(self._buttons(notice.choices))
        self._banners[sort], self._said[sort] = banner, notice
        self._column.addWidget(banner)

    def _buttons(self, choices: tuple[tuple[str, str], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, S, 0, 0)
        row.setSpacing(S)
        for words, what in choices:
            button = Button(self.theme, words, height=PANE)
            button.clicked.connect(lambda _=False, what=what: self.asked.emit(what))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def dismiss(self, sort: str) -> None:
        """Take a banner away for good, as its cross does."""
        said = self._said.get(sort)
        if said is not None:
            self._dismissed.add(said)
        self._drop(sort)
        self.setVisible(bool(self._banners))
        self.dismissed.emit(sort)

    def _drop(self, sort: str) -> None:
        self._said.pop(sort, None)
        banner = self._banners.pop(sort, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()


def expiry_notice(snapshot: VaultSnapshot) -> Notice | None:
    """One sentence about the keys that have expired, else those that will; None for none."""
    found = snapshot.soon
    past = tuple(one for one in found if one.days < 0)
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


def attempts_notice(attempts: tuple[float, ...], now: float, count: int = 0) -> Notice | None:
    """That somebody failed to unlock since the last time, and when; None for nobody.

    ``count``: of all, where more were counted than ``attempts`` has times.
    """
    number = max(count, len(attempts))
    if not number:
        return None
    times = "1 failed attempt" if number == 1 else f"{number} failed attempts"
    words = "If it was not you, change the passphrase."
    if attempts:
        newest = [moment_in_words(at, now) for at in attempts[-_TIMES:]]
        when = f"It was {newest[0]}" if number == 1 else f"The last: {', '.join(newest)}"
        words = f"{when}. {words}"
    title = f"{times} to unlock this vault"
    return Notice("warning", title, words, "What protects it", PAGE_PROTECTION)


def exposed_notice(number: int) -> Notice | None:
    """That values are still those from before all keys were renewed; None for no such."""
    if not number:
        return None
    keys = "1 key has" if number == 1 else f"{number:,} keys have"
    which = "its value" if number == 1 else "their values"
    words = f"Somebody may have read {which} before the keys of the vault were renewed."
    return Notice("warning", f"{keys} to be rotated", words, "Show the list", PAGE_EXPOSED)


def review_notice(number: int) -> Notice | None:
    """That keys are due for a review; None for no such."""
    if not number:
        return None
    keys = "1 key is" if number == 1 else f"{number:,} keys are"
    words = "Is each still needed as it is? You can stop at any time and go on later."
    return Notice("info", f"{keys} due for a review", words, "Review", PAGE_REVIEW)

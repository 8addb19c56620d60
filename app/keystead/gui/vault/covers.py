"""Which page stands in the middle: the keys, or one about them or the vault."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from keystead.core.health import Next
from keystead.core.model import Secret
from keystead.core.review import due
from keystead.gui.controller import VaultController
from keystead.gui.models.overview import look
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.audit_page import AuditPage
from keystead.gui.vault.cover import Cover
from keystead.gui.vault.exposed import ExposedPage
from keystead.gui.vault.incident_page import IncidentPage
from keystead.gui.vault.notices import (
    PAGE_AUDIT,
    PAGE_EXPOSED,
    PAGE_INCIDENTS,
    PAGE_OVERVIEW,
    PAGE_PROTECTION,
    PAGE_REVIEW,
)
from keystead.gui.vault.overview import OverviewPage
from keystead.gui.vault.protection import ProtectionPage
from keystead.gui.vault.review_page import ReviewPage
from keystead.services import reviewing
from keystead.services.exposure import exposed


class Covers(QStackedWidget):
    """``turned`` gives the key of the page that covers the keys, or ""; ``change_asked`` a
    ChangeKind; ``shown`` a Secret to show among the keys, ``acted`` one with its Next."""

    turned = Signal(str)
    change_asked = Signal(object)
    shown = Signal(object)
    acted = Signal(object, object)

    def __init__(self, theme: Theme, controller: VaultController, keys: QWidget) -> None:
        """``keys``: list and details."""
        super().__init__()
        self._controller, self._keys = controller, keys
        self.protection = ProtectionPage(theme)
        self.exposed = ExposedPage(theme)
        self.overview = OverviewPage(theme)
        self.incidents = IncidentPage(theme, controller)
        self.review = ReviewPage(theme, controller)
        self.audit = AuditPage(theme, controller)
        self.addWidget(keys)
        about_keys = (self.exposed, self.overview, self.incidents, self.review)
        for page in (*about_keys, self.audit, self.protection):
            self.addWidget(page)
            page.closed.connect(self.show_keys)
        self.protection.change_asked.connect(self.change_asked)
        self.exposed.shown.connect(self._show_secret)
        self.overview.asked_again.connect(self._fill_overview)
        self.overview.opened.connect(self._open)
        self.overview.acted.connect(self._act)
        self.audit.opened.connect(self._open)
        self.incidents.shown.connect(self._show_secret)
        self.review.shown.connect(self._show_secret)

    @property
    def covered(self) -> bool:
        """True while a page stands in place of the keys."""
        return self.currentWidget() is not self._keys

    def show_page(self, key: str) -> bool:
        """Show the page of this key; False where there is none."""
        if key == PAGE_PROTECTION:
            page = self.protection
            self._controller.look_at_protection(page.show_facts, page.show_problem)
            self.turn_to_protection()
        elif key == PAGE_OVERVIEW:
            self._fill_overview()
            self._turn(self.overview, key)
        elif key == PAGE_EXPOSED:
            self._fill_exposed()
            self._turn(self.exposed, key)
        elif key == PAGE_INCIDENTS:
            self.incidents.refresh()
            self._turn(self.incidents, key)
        elif key == PAGE_REVIEW:
            self.review.start()
            self._turn(self.review, key)
        elif key == PAGE_AUDIT:
            self.audit.start()
            self._turn(self.audit, key)
        else:
            return False
        return True

    def turn_to_protection(self) -> None:
        """The page as it was filled last."""
        self._turn(self.protection, PAGE_PROTECTION)

    def show_keys(self) -> None:
        """Back to list and details."""
        if self.covered:
            self.setCurrentWidget(self._keys)
            self.turned.emit("")

    def to_rotate(self) -> list[Secret]:
        """Whose value is from before all keys were renewed."""
        snapshot = self._controller.snapshot
        if snapshot is None:
            return []
        return exposed(snapshot.secrets, self._controller.status.renewed_at)

    def _fill_overview(self) -> None:
        page, lead = self.overview, self._controller.settings.days("reminders.lead_days")[0]
        self._controller.work(
            lambda owner: look(owner, lead),
            lambda found: page.show_overview(found, lead),
            page.show_problem,
        )

    def _open(self, secret_id: bytes) -> None:
        snapshot = self._controller.snapshot
        found = None if snapshot is None else snapshot.find(secret_id)
        if found is not None:
            self._show_secret(found)

    def _act(self, secret_id: bytes, then: Next) -> None:
        """Bring the key into view, and begin what its finding asks for."""
        self._open(secret_id)
        snapshot = self._controller.snapshot
        found = None if snapshot is None else snapshot.find(secret_id)
        if found is not None:
            self.acted.emit(found, then)

    def to_review(self) -> int:
        """How many keys are due for a review."""
        snapshot = self._controller.snapshot
        if snapshot is None:
            return 0
        every = self._controller.settings.number(reviewing.SETTING)
        return len(due(snapshot.secrets, snapshot.now, every))

    def refresh(self) -> None:
        """A new snapshot is there."""
        if self.currentWidget() is self.overview:
            self._fill_overview()
        if self.currentWidget() is self.exposed:
            self._fill_exposed()
        elif self.currentWidget() is self.incidents:
            self.incidents.refresh()
        elif self.currentWidget() is self.review:
            self.review.refresh()
        elif self.currentWidget() is self.audit:
            self.audit.refresh()

    def _fill_exposed(self) -> None:
        snapshot: VaultSnapshot | None = self._controller.snapshot
        renewed = self._controller.status.renewed_at
        if snapshot is not None and renewed is not None:
            self.exposed.show_secrets(self.to_rotate(), snapshot, renewed)

    def _turn(self, page: Cover, key: str) -> None:
        self.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit(key)

    def _show_secret(self, secret: Secret) -> None:
        self.show_keys()
        self.shown.emit(secret)

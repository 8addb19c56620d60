"""An incident: what was revoked, what is left to do, what happened."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from keystead.core.incidents import Case, Item, Moment
from keystead.core.model import Secret
from keystead.core.revocation import revoked
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.models.moments import moment_in_words
from keystead.gui.theme.metrics import PANE
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.cover import Cover
from keystead.gui.vault.incident_lines import IncidentLines, plain
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.services import incidents, secrets
from keystead.services.owner import Owner
from keystead.services.secrets import Action
from keystead.services.whereabouts import window


@dataclass(frozen=True)
class Found:
    """Every incident, and the timeline of the one that is shown."""

    cases: list[Case]
    shown: Case | None
    timeline: tuple[Moment, ...]


class IncidentPage(Cover):
    """``rotate_asked`` and ``shown`` give a Secret, ``said`` words about what was done."""

    rotate_asked = Signal(object)
    shown = Signal(object)
    said = Signal(str)

    def __init__(self, theme: Theme, controller: VaultController) -> None:
        super().__init__(theme, "Incidents", "")
        self._controller = controller
        self._wanted = b""
        self._case: Case | None = None
        self._lines: QWidget | None = None
        self._content: tuple[object, ...] = ()
        self.lines: IncidentLines | None = None
        self.which = ChoiceBox(theme, "Incident")
        self.which.setMinimumWidth(240)
        self.which.activated.connect(lambda _: self._turn_to(self.which.chosen()))
        self.export = Button(theme, "Export as Markdown", height=PANE, icon="export")
        self.export.clicked.connect(self.ask_for_file)
        self.close_case = Button(theme, "Close incident", height=PANE, icon="check")
        self.close_case.clicked.connect(self.end_case)
        for widget in (self.which, self.export, self.close_case):
            self.head.addWidget(widget)

    def choose(self, incident: bytes) -> None:
        """Which one to show next; b"" for the newest that is open, else the newest."""
        self._wanted = incident

    def _turn_to(self, incident: bytes) -> None:
        self.choose(incident)
        self.refresh()

    def refresh(self) -> None:
        """Ask for it anew."""
        wanted = self._wanted
        self._controller.work(lambda owner: _look(owner, wanted), self._arrived, self._failed)

    def _arrived(self, found: Found) -> None:
        case = self._case = found.shown
        self._wanted = b"" if case is None else case.id
        self.which.clear_entries()
        snapshot = self._controller.snapshot
        now = 0.0 if snapshot is None else snapshot.now
        for one in found.cases:
            self.which.add(f"{moment_in_words(one.opened, now)}: {one.reason}", one.id)
        self.which.choose(self._wanted)
        self.which.setVisible(len(found.cases) > 1)
        self.export.setVisible(case is not None)
        self.close_case.setVisible(case is not None and not case.closed)
        self._fill(case, found.timeline)

    def _fill(self, case: Case | None, timeline: tuple[Moment, ...]) -> None:
        snapshot = self._controller.snapshot
        content = (case, timeline, 0 if snapshot is None else int(snapshot.now // 60))
        if self._lines is not None and (content == self._content or self._reading()):
            return
        stood = -1 if self.lines is None else self.lines.stands_at()
        self._content = content
        old, self._lines, self.lines = self._lines, None, None
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        if case is None or snapshot is None:
            self.intro.set_words("")
            self._lines = QuietEmpty(
                self.theme, "revoked", "No incident", "One is opened when a key is revoked."
            )
            self.body.addWidget(self._lines)
            return
        self.intro.set_words(_summary(case, snapshot.now))
        lines = self.lines = IncidentLines(self.theme, case, timeline, snapshot)
        lines.ticked.connect(self.tick)
        lines.page_asked.connect(lambda page: QDesktopServices.openUrl(QUrl(page)))
        lines.rotate_asked.connect(self.rotate_asked)
        lines.shown.connect(self.shown)
        lines.reveal_asked.connect(self._reveal)
        # Later, since it is the eye itself that says so.
        lines.reveal_ended.connect(self.refresh, Qt.ConnectionType.QueuedConnection)
        self._lines = lines
        self.body.addWidget(lines)
        lines.stand_at(stood)

    def _reading(self) -> bool:
        """Somebody reads a value: it must not go from under the eye."""
        return self.lines is not None and any(box.wanted for box in self.lines.boxes.values())

    # What a person does ------------------------------------------------------------------------

    def tick(self, item: Item) -> None:
        """A task is done."""
        case = self._case
        if case is not None:
            self._controller.work(
                lambda owner: incidents.tick_task(owner.vault, case, item.secret, item.task.what),
                lambda _: self.refresh(),
                self._failed,
            )

    def end_case(self) -> None:
        """Close the incident."""
        case = self._case
        if case is not None:
            self._controller.work(
                lambda owner: incidents.close(owner.vault, case),
                lambda _: self.refresh(),
                self._failed,
            )

    def ask_for_file(self) -> None:
        """Ask where the record goes, then write it."""
        case = self._case
        if case is None:
            return
        name = str(Path.home() / f"incident-{case.name}.md")
        path, _ = QFileDialog.getSaveFileName(self, "Export the incident", name, "Markdown (*.md)")
        if path:
            # The file dialog has asked before it named a file that is there.
            self._controller.work(
                lambda owner: incidents.export(owner.vault, case, Path(path), force=True),
                lambda written: self.said.emit(f"The record is in {written.name}."),
                self._failed,
            )

    def _reveal(self, secret: Secret) -> None:
        lines = self.lines

        def show(value: SecretText) -> None:
            if lines is not None and lines is self.lines:
                lines.show_value(secret, value)

        self._controller.work(
            lambda owner: secrets.reveal(
                owner.vault, secret, Action.REVEAL, window(), revoked(secret)[-1], revoked=True
            ),
            show,
            self._failed,
        )

    def _failed(self, error: KeysteadError) -> None:
        self.banner.say("error", "That did not work", error.message)
        self.banner.show()


def _look(owner: Owner, wanted: bytes) -> Found:
    cases = incidents.cases_of(owner.vault)
    if not cases:
        return Found([], None, ())
    open_ones = [one for one in cases if not one.closed]
    named = [one for one in cases if one.id == wanted]
    shown = (named or open_ones or cases)[0]
    return Found(cases, shown, incidents.timeline(owner.vault, shown))


def _summary(case: Case, now: float) -> str:
    by = f" by {case.by}" if case.by else ""
    reason = plain(case.reason[:1].upper() + case.reason[1:].rstrip("."))
    done = len(case.items) - case.left
    state = f"closed {moment_in_words(case.closed, now)}" if case.closed else "open"
    keys = "1 key" if len(case.keys) == 1 else f"{len(case.keys):,} keys"
    return (
        f"{reason}. {keys} revoked {moment_in_words(case.opened, now)}{by}; "
        f"{done} of {len(case.items)} tasks done, {state}."
    )

"""The audit in the window: what happened, filtered; the proof; the file."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu

from keystead.core.model import Secret
from keystead.errors import KeysteadError
from keystead.gui.audit_work import Begun, write
from keystead.gui.controller import VaultController
from keystead.gui.models.audit_rows import is_erased
from keystead.gui.theme.metrics import PANE, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.audit_feed import AuditFeed
from keystead.gui.vault.audit_filters import AuditFilters
from keystead.gui.vault.audit_list import AuditList
from keystead.gui.vault.audit_proof import ProofBanner
from keystead.gui.vault.cover import Cover
from keystead.gui.widgets.buttons import Button
from keystead.services.audit import Record, Wanted
from keystead.services.audit_reading import Piece

_INTRO = "Who did what to which key, on which device, and where values went. No value stands here."


class AuditPage(Cover):
    """``opened`` gives the id of a Secret, ``said`` words, and whether they are a warning."""

    opened = Signal(object)
    said = Signal(str, str)

    def __init__(self, theme: Theme, controller: VaultController) -> None:
        super().__init__(theme, "Audit", _INTRO, fills=True)
        self._controller = controller
        self._stale = self._same = False
        self._wanted = Wanted()
        self.verify = Button(theme, "Verify", height=PANE, icon="check-circle")
        self.verify.setToolTip("Check every signature, and that the commits follow on each other")
        self.export = Button(theme, "Export as JSON Lines", height=PANE, icon="export")
        for button in (self.verify, self.export):
            self.head.addWidget(button)
        self.proof = ProofBanner(theme, controller)
        self.feed = AuditFeed(controller, self)
        self.filters = AuditFilters(theme)
        self.list = AuditList(theme)
        self.table = self.list.table
        self.body.addWidget(self.proof)
        self.body.addSpacing(S)
        self.body.addWidget(self.filters)
        self.body.addSpacing(S)
        self.body.addWidget(self.list, 1)
        self._connect()

    def _connect(self) -> None:
        self.verify.clicked.connect(self.proof.start)
        self.proof.running_changed.connect(lambda running: self.verify.setEnabled(not running))
        self.export.clicked.connect(self.ask_for_file)
        self.filters.changed.connect(self.read)
        self.filters.moved_down.connect(self._into_table)
        self.feed.begun.connect(self._began)
        self.feed.came.connect(self._came)
        self.feed.failed.connect(self._unread)
        self.list.clear.clicked.connect(self.filters.clear)
        self.table.more_asked.connect(self._more)
        self.table.at_top.connect(self._catch_up)
        self.table.opened.connect(self.open_key)
        self.table.menu_asked.connect(self._open_menu)
        self.table.left_up.connect(self._into_search)
        self._controller.locking.connect(lambda _: self._let_go())
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._into_search)

    # Reading -------------------------------------------------------------------------------

    def show_only(self, secret: Secret) -> None:
        """What happened to this key is to be shown next."""
        self.filters.show_only(secret)

    def start(self) -> None:
        """It comes into view."""
        self._show_choices()
        self.table.scrollToTop()
        self.read()

    def read(self) -> None:
        """Ask for what is wanted, from the newest on."""
        snapshot = self._controller.snapshot
        if snapshot is not None:
            before, self._wanted = self._wanted, self.filters.wanted(snapshot.now)
            self._stale, self._same = False, self._wanted == before
            self.feed.start(self._wanted)
            self._tell()

    def refresh(self) -> None:
        """Something may have happened.  Whoever reads further down is not disturbed: it is
        shown when the list is at its top again."""
        self._show_choices()
        self._stale = True
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and not self.table.scrolled_down and not self.feed.busy:
            self.read()

    def _show_choices(self) -> None:
        snapshot = self._controller.snapshot
        if snapshot is not None:
            self.filters.show_snapshot(snapshot)

    def _began(self, found: Begun) -> None:
        self.banner.hide()
        snapshot = self._controller.snapshot
        colours = {} if snapshot is None else {
            one.name: one.colour for one in snapshot.environments
        }  # fmt: skip
        self.filters.show_people(found.people)
        self.list.show_records(found.piece.records, found.now, found.here, colours, self._same)
        self._tell()
        self._catch_up()

    def _came(self, piece: Piece) -> None:
        self.list.append(piece.records)
        self._tell()
        self._catch_up()

    def _more(self) -> None:
        self.feed.more()
        self._tell()

    def _tell(self) -> None:
        feed = self.feed
        self.list.tell(feed.busy, feed.ended, feed.looked, feed.back_to, self.filters.active)

    def _unread(self, error: KeysteadError) -> None:
        if not self.feed.looked:
            # What stands there was asked for before, and is not what is asked for now.
            self.list.empty()
        self.list.fail()
        self._failed(error)

    def _failed(self, error: KeysteadError) -> None:
        self.banner.say("error", "That did not work", error.message)
        self.banner.show()

    def _let_go(self) -> None:
        """Nothing of the vault stays on screen once a lock was asked for."""
        self.feed.stop()
        self.proof.stop()
        self.proof.hide()
        self.list.empty()

    # What a person does --------------------------------------------------------------------

    def open_key(self, record: Record) -> None:
        """The key that an event is about, among the keys."""
        snapshot = self._controller.snapshot
        if snapshot is None:
            return
        if snapshot.find(record.fact.object) is not None:
            self.opened.emit(record.fact.object)
        elif is_erased(record):
            self.said.emit("This key was erased. Its events stay.", "info")
        else:
            self.said.emit("This event is not about a key.", "info")

    def ask_for_file(self) -> None:
        """Ask where the records go, then write those that are wanted."""
        wanted, some = self._wanted, self._wanted != Wanted()
        title = "Export the audit as it is filtered" if some else "Export the whole audit"
        name = str(Path.home() / "audit.jsonl")
        path, _ = QFileDialog.getSaveFileName(self, title, name, "JSON Lines (*.jsonl)")
        if path:
            # The file dialog has asked before it named a file that is there.
            self._controller.work(
                lambda owner: write(owner, Path(path), wanted),
                lambda number: self.said.emit(_written(number, Path(path), some), "success"),
                self._failed,
            )

    def _open_menu(self, place: QPoint) -> None:
        record, snapshot = self.table.current(), self._controller.snapshot
        if record is None or snapshot is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        secret = snapshot.find(record.fact.object)
        if secret is not None:
            menu.addAction(f"Show {_plain(secret.name)}", lambda: self.open_key(record))
            menu.addSeparator()
            menu.addAction("Only this key", lambda: self.filters.key.choose(secret))
        action, member = record.fact.action, record.member
        menu.addAction("Only this action", lambda: self.filters.action.choose(action))
        if member:
            words = f"Only what {_plain(member)} did"
            menu.addAction(words, lambda: self.filters.member.choose(member))
        menu.popup(place)

    def _into_table(self) -> None:
        if self.table.model_.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _into_search(self) -> None:
        self.filters.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.edit.selectAll()


def _plain(words: str) -> str:
    """As a menu shows it: an ampersand is no shortcut."""
    return words.replace("&", "&&")


def _written(number: int, path: Path, some: bool) -> str:
    records = "1 record" if number == 1 else f"{number:,} records"
    which = "those that the filters let through" if some else "the whole audit"
    return f"{records} written to {path.name}: {which}."

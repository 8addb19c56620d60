"""The unlocked vault: three panes, a status bar, and what a person can do in them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.core.views import View
from keystead.gui.controller import VaultController
from keystead.gui.models.scope import VIEW, Scope
from keystead.gui.models.snapshot import VaultSnapshot, VaultStatus
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.commands import Commands
from keystead.gui.vault.covers import Covers
from keystead.gui.vault.detail import DetailPane
from keystead.gui.vault.detail_lines import short_path
from keystead.gui.vault.drop_zone import DropZone
from keystead.gui.vault.file_decisions import settle_file
from keystead.gui.vault.notices import Notices
from keystead.gui.vault.pages import EmptyVault, Loading, NothingFound
from keystead.gui.vault.sidebar import Sidebar
from keystead.gui.vault.status_bar import StatusBar
from keystead.gui.vault.table import SecretTable
from keystead.gui.vault.toolbar import Toolbar
from keystead.gui.vault.unsaved import UnsavedOffers
from keystead.gui.widgets import paint
from keystead.gui.widgets.labels import Separator
from keystead.gui.widgets.toast import Toast
from keystead.services import places

_USES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class VaultView(QWidget):
    """Shows the vault of a VaultController; make a new one for each unlock."""

    change_asked = Signal(object)
    """A ChangeKind: what opens the vault is to be changed."""

    def __init__(
        self, theme: Theme, controller: VaultController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self.controller = theme, controller
        self._scope = Scope()
        self._renewed_at: int | None = None
        self._later: list[Callable[[], None]] = []
        self.setAcceptDrops(True)
        self.setAccessibleName("Vault")
        self.sidebar = Sidebar(theme)
        self.table = SecretTable(theme)
        self.detail = DetailPane(theme)
        self.notices = Notices(theme)
        self.status = StatusBar(theme)
        self.commands = Commands(self)
        self.toolbar = Toolbar(theme, self.commands.new_entries())
        self.empty = EmptyVault(theme)
        self.nothing = NothingFound(theme)
        self._lay_out()
        self.toast = Toast(theme, self)
        self.unsaved = UnsavedOffers(self)
        controller.typed = self.unsaved.typed
        self.drops = DropZone(theme, self)
        self._connect()
        self._connect_controller()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - there is one wherever widgets are
        app.installEventFilter(self)
        app.applicationStateChanged.connect(self._looked_at)

    # Made once -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.sidebar)
        keys = QWidget()
        beside = QHBoxLayout(keys)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.toolbar)
        self._line = Separator(self.theme)
        middle.addWidget(self._line)
        middle.addWidget(self.notices)
        self.pages = QStackedWidget()
        for page in (Loading(self.theme), self.table, self.empty, self.nothing):
            self.pages.addWidget(page)
        middle.addWidget(self.pages, 1)
        beside.addLayout(middle, 1)
        beside.addWidget(self.detail)
        self.covers = Covers(self.theme, self.controller, keys)
        panes.addWidget(self.covers, 1)
        outer.addLayout(panes, 1)
        outer.addWidget(self.status)
        self.detail.hide()

    def _connect(self) -> None:
        commands, detail, table = self.commands, self.detail, self.table
        self.sidebar.chosen.connect(self.show_scope)
        self.sidebar.lock_asked.connect(commands.lock)
        self.sidebar.protection_asked.connect(commands.pages.protection)
        self.covers.turned.connect(self._turned)
        self.covers.change_asked.connect(self.change_asked)
        self.covers.shown.connect(self.show_secret)
        self.covers.acted.connect(commands.act)
        self.covers.incidents.rotate_asked.connect(commands.revoking.rotate)
        self.covers.review.rotate_asked.connect(commands.revoking.rotate)
        self.covers.review.revoke_asked.connect(commands.revoking.revoke_in_review)
        self.covers.incidents.said.connect(self.toast.show_message)
        self.covers.audit.said.connect(lambda said, how: self.toast.show_message(said, "", how))
        self.toolbar.menu_asked.connect(commands.open_vault_menu)
        self.notices.shown_scope.connect(self.show_scope)
        self.notices.asked.connect(lambda what: settle_file(self, what))
        self.toolbar.searched.connect(self._search)
        self.toolbar.moved_down.connect(self._into_table)
        table.current_changed.connect(self._show_current)
        table.activated_secret.connect(commands.edit)
        table.menu_asked.connect(commands.open_menu)
        table.left_up.connect(self.focus_search)
        table.sorted_anew.connect(self.controller.sort_by)
        detail.reveal_asked.connect(commands.reveal)
        detail.copy_asked.connect(commands.copy)
        detail.edit_asked.connect(commands.edit)
        detail.rotate_asked.connect(commands.rotation.rotate)
        detail.many.rotate_asked.connect(commands.rotation.rotate)
        detail.export_asked.connect(commands.files.export)
        detail.version_reveal_asked.connect(commands.reveal_version)
        detail.version_copy_asked.connect(commands.copy_version)
        detail.many.tags_asked.connect(commands.tags)
        detail.many.export_asked.connect(commands.files.export)
        detail.many.trash_asked.connect(commands.trash)
        detail.many.restore_asked.connect(commands.restore)
        detail.many.erase_asked.connect(commands.erase)
        detail.revoke_asked.connect(commands.revoking.revoke)
        detail.revoked.shown.connect(commands.revoking.show_incident)
        detail.restore_asked.connect(commands.restore)
        detail.erase_asked.connect(commands.erase)
        detail.menu_asked.connect(commands.open_menu)
        detail.version_kept.connect(self.controller.choose_version)
        detail.fields_kept.connect(lambda secret: self.controller.edit(secret, {}))
        detail.places.asked.connect(self._look_at_places)
        detail.places.forget_asked.connect(commands.forget_place)
        self.empty.new_asked.connect(commands.new)
        self.empty.paste_asked.connect(commands.paste)
        self.empty.import_asked.connect(commands.files.import_file)
        self.nothing.clear_asked.connect(lambda: self.toolbar.search.set_text(""))
        self.toast.undone.connect(commands.undo)
        self.drops.file_dropped.connect(commands.files.import_from)
        self.drops.text_dropped.connect(commands.take_text)
        self.status.clear_asked.connect(self.controller.clipboard.clear)

    def _connect_controller(self) -> None:
        controller = self.controller
        controller.snapshot_changed.connect(self._show_snapshot)
        controller.status_changed.connect(self._show_status)
        controller.failed.connect(self.notices.show_error)
        controller.said.connect(self.toast.show_message)
        controller.locking.connect(self._let_go)
        controller.clipboard.changed.connect(self._show_copied)
        controller.clipboard.kept.connect(self._say_kept)

    # What it shows -------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """The sidebar's entry and the search."""
        return self._scope

    def show_scope(self, key: str) -> None:
        """Show an entry of the sidebar, or a page of its own; the search stays."""
        if self.covers.show_page(key):
            return
        self.covers.show_keys()
        self._scope = Scope(key, self._scope.words)
        self.sidebar.set_current(key)
        self.table.set_scope(self._scope)
        self._show_page()

    def _turned(self, key: str) -> None:
        """Another page is shown: what the keyboard does to the chosen key rests meanwhile."""
        self.commands.update_for(self.table.current())
        self.sidebar.set_cover(key)
        if not key:
            self._into_table()

    def show_secret(self, secret: Secret) -> None:
        """Bring a key into view, wherever it is, and choose it."""
        if self.covers.covered or self.table.model_.row_of(secret.id) < 0:
            self.toolbar.search.set_text("")
            trash = secret.trashed is not None
            self.show_scope(f"{VIEW}:{View.TRASH if trash else View.ALL}")
        self.table.choose(secret.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, words: str) -> None:
        self._scope = self._scope.with_words(words)
        self.table.set_scope(self._scope)
        self._show_page()

    def _show_snapshot(self, snapshot: VaultSnapshot) -> None:
        first = self.table.model_.snapshot is None
        self.table.show_snapshot(snapshot)
        self._show_page()
        around = (self._show_sidebar, self._show_foot, self._show_choice)
        if not first:
            for show in around:
                show()
            return
        if not snapshot.empty:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        # Each in a turn of its own: the list is painted before what stands around it.
        self._later = [*around, self.table.choose_first, self.unsaved.ask]
        QTimer.singleShot(0, self, self._show_next)

    def _show_next(self) -> None:
        self._later.pop(0)()
        if self._later:
            QTimer.singleShot(0, self, self._show_next)

    @property
    def complete(self) -> bool:
        """False while a part of the first snapshot is still to be shown."""
        return not self._later

    def _show_sidebar(self) -> None:
        snapshot = self.table.model_.snapshot
        if snapshot is not None:
            self.sidebar.show_snapshot(snapshot)
            self.toolbar.show_snapshot(snapshot, snapshot.counts.views[View.ALL])

    def _show_foot(self) -> None:
        snapshot = self.table.model_.snapshot
        if snapshot is not None:
            self.notices.show_snapshot(snapshot)
            self.notices.show_exposed(len(self.covers.to_rotate()))
            self.notices.show_reviews(self.covers.to_review())
            self.covers.refresh()
            self.status.show_file(short_path(str(snapshot.file)))
            self.status.show_status(self.controller.status, snapshot.now)

    def _show_choice(self) -> None:
        self._show_current(self.table.current())

    def _show_page(self) -> None:
        snapshot = self.table.model_.snapshot
        if snapshot is None:
            return
        self._line.setVisible(snapshot.empty or not self.table.model_.rowCount())
        self.detail.setVisible(not snapshot.empty)
        if snapshot.empty and not self._scope.words:
            self.pages.setCurrentWidget(self.empty)
        elif self.table.model_.rowCount():
            self.pages.setCurrentWidget(self.table)
        else:
            self.nothing.show_scope(self._scope)
            self.pages.setCurrentWidget(self.nothing)

    def _show_current(self, secret: Secret | None) -> None:
        snapshot = self.table.model_.snapshot
        if snapshot is not None and len(self.table.rows()) > 1:
            self.detail.show_many(self.table.chosen(), snapshot)
        else:
            self.detail.show_secret(secret, snapshot)
        if secret is not None:
            self.detail.set_letters(self.table.model_.letters(secret.service))
        self.commands.update_for(secret)
        self._show_copied(self.controller.clipboard.copied)

    def _look_at_places(self, secret: Secret) -> None:
        show = self.detail.places.show_now
        self.controller.work(
            lambda _: places.look(secret), lambda found: show(secret, found), lambda _: None
        )

    def _show_status(self, status: VaultStatus) -> None:
        snapshot = self.controller.snapshot
        now = snapshot.now if snapshot is not None else 0.0
        self.status.show_status(status, now)
        self.notices.show_status(status, now)
        if status.renewed_at != self._renewed_at:
            self._renewed_at = status.renewed_at
            self.notices.show_exposed(len(self.covers.to_rotate()))

    def _show_copied(self, copied: object) -> None:
        now = self.controller.clipboard.copied if copied is not None else None
        self.status.show_copied(now)
        secret = self.detail.secret
        copied_id = self.commands.copied_id
        older = {one.id for one in secret.versions} if secret is not None else set[bytes]()
        version = copied_id if copied_id in older else None
        is_this = secret is not None and (version is not None or copied_id == secret.id)
        left = now.left if now and is_this else 0.0
        self.detail.set_copied(left, now.whole if now else 1.0, version)

    def _say_kept(self, name: str) -> None:
        self.toast.show_message(
            f"{name} was put back onto the clipboard by another program. Clear its history.",
            severity="warning",
            seconds=15,
        )

    def _let_go(self) -> None:
        """Nothing of the vault stays on screen once a lock was asked for."""
        self._later = [lambda: None] if self._later else []
        self.table.show_snapshot(None)
        self.detail.show_secret(None, None)
        self.toast.hide()
        self.commands.close_dialog()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def _looked_at(self, state: Qt.ApplicationState) -> None:
        """The vault file may have changed while nobody looked."""
        if state is Qt.ApplicationState.ApplicationActive:
            self.controller.tick()

    # What a person does --------------------------------------------------------------------

    def focus_search(self) -> None:
        """Into the search, its words chosen; back to the keys first, where they are covered."""
        self.covers.show_keys()
        self.toolbar.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.edit.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Never its own: it goes to the page in the middle, where keys do something."""
        super().focusInEvent(event)
        page = self.covers.currentWidget() if self.covers.covered else self.pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _into_table(self) -> None:
        if self.table.model_.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def escape(self) -> None:
        """Esc empties the search, then goes back to the list."""
        if self._scope.words:
            self.toolbar.search.set_text("")
        self._into_table()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whatever the user does in the program keeps the vault open."""
        # Most events are Qt's own, and asking for their type is what costs.
        if event.spontaneous() and event.type() in _USES:
            self.controller.touch()
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file from this computer, or text, may be dropped."""
        if not self.commands.dialog_open and self.drops.hover(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        super().dragLeaveEvent(event)
        self.drops.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """A `.env` file or a key: look at it before anything is kept."""
        event.acceptProposedAction()
        self.drops.drop(event.mimeData())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.surface)
        painter.end()

"""The unlocked vault: three panes, a status bar, and what a person can do in them."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.gui.controller import VaultController
from keystead.gui.models.scope import Scope
from keystead.gui.models.snapshot import VaultSnapshot, VaultStatus
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.commands import Commands
from keystead.gui.vault.detail import DetailPane
from keystead.gui.vault.detail_lines import short_path
from keystead.gui.vault.notices import Notices
from keystead.gui.vault.pages import EmptyVault, Loading, NothingFound
from keystead.gui.vault.sidebar import Sidebar
from keystead.gui.vault.status_bar import StatusBar
from keystead.gui.vault.table import SecretTable
from keystead.gui.vault.toolbar import Toolbar
from keystead.gui.widgets import paint
from keystead.gui.widgets.labels import Separator
from keystead.gui.widgets.toast import Toast

_USES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class VaultView(QWidget):
    """Shows the vault of a VaultController; make a new one for each unlock."""

    def __init__(
        self, theme: Theme, controller: VaultController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self.controller = theme, controller
        self._scope = Scope()
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
        self._connect()
        self._connect_controller()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    # Made once -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.sidebar)
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
        panes.addLayout(middle, 1)
        panes.addWidget(self.detail)
        outer.addLayout(panes, 1)
        outer.addWidget(self.status)
        self.detail.hide()

    def _connect(self) -> None:
        commands, detail, table = self.commands, self.detail, self.table
        self.sidebar.chosen.connect(self.show_scope)
        self.sidebar.lock_asked.connect(commands.lock)
        self.toolbar.menu_asked.connect(commands.open_vault_menu)
        self.notices.shown_scope.connect(self.show_scope)
        self.toolbar.searched.connect(self._search)
        self.toolbar.moved_down.connect(self._into_table)
        table.current_changed.connect(self._show_current)
        table.activated_secret.connect(commands.edit)
        table.menu_asked.connect(commands.open_menu)
        table.left_up.connect(self.focus_search)
        detail.reveal_asked.connect(commands.reveal)
        detail.copy_asked.connect(commands.copy)
        detail.edit_asked.connect(commands.edit)
        detail.export_asked.connect(commands.export)
        detail.trash_asked.connect(commands.trash)
        detail.restore_asked.connect(commands.restore)
        detail.erase_asked.connect(commands.erase)
        detail.menu_asked.connect(commands.open_menu)
        detail.version_kept.connect(self.controller.choose_version)
        detail.fields_kept.connect(lambda secret: self.controller.edit(secret, {}))
        self.empty.new_asked.connect(commands.new)
        self.empty.paste_asked.connect(commands.paste)
        self.empty.import_asked.connect(commands.import_file)
        self.nothing.clear_asked.connect(lambda: self.toolbar.search.set_text(""))
        self.toast.undone.connect(commands.undo)
        self.status.clear_asked.connect(self.controller.clipboard.clear)

    def _connect_controller(self) -> None:
        controller = self.controller
        controller.snapshot_changed.connect(self._show_snapshot)
        controller.status_changed.connect(self._show_status)
        controller.failed.connect(self.notices.show_error)
        controller.locking.connect(self._let_go)
        controller.clipboard.changed.connect(self._show_copied)
        controller.clipboard.kept.connect(self._say_kept)

    # What it shows -------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """The sidebar's entry and the search."""
        return self._scope

    def show_scope(self, key: str) -> None:
        """Show an entry of the sidebar; the search stays."""
        self._scope = Scope(key, self._scope.words)
        self.sidebar.set_current(key)
        self.table.set_scope(self._scope)
        self._show_page()

    def _search(self, words: str) -> None:
        self._scope = self._scope.with_words(words)
        self.table.set_scope(self._scope)
        self._show_page()

    def _show_snapshot(self, snapshot: VaultSnapshot) -> None:
        first = self.table.model_.snapshot is None
        self.sidebar.show_snapshot(snapshot)
        self.table.show_snapshot(snapshot)
        kept = sum(1 for one in snapshot.secrets if one.trashed is None)
        self.toolbar.show_snapshot(snapshot, kept)
        self.notices.show_snapshot(snapshot)
        self.status.show_file(short_path(str(snapshot.file)))
        self.status.show_status(self.controller.status, snapshot.now)
        self._show_current(self.table.current())
        self._show_page()
        if first and not snapshot.empty:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            # In a turn of its own: the list is painted before the first key's details are made.
            QTimer.singleShot(0, self.table, self.table.choose_first)

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
        self.detail.show_secret(secret, snapshot)
        if secret is not None:
            self.detail.set_letters(self.table.model_.letters(secret.service))
        self.commands.update_for(secret)
        self._show_copied(self.controller.clipboard.copied)

    def _show_status(self, status: VaultStatus) -> None:
        snapshot = self.controller.snapshot
        now = snapshot.now if snapshot is not None else 0.0
        self.status.show_status(status, now)
        self.notices.show_status(status, now)

    def _show_copied(self, copied: object) -> None:
        now = self.controller.clipboard.copied if copied is not None else None
        self.status.show_copied(now)
        secret = self.detail.secret
        is_this = now is not None and secret is not None and self.commands.copied_id == secret.id
        self.detail.set_copied(now.left if now and is_this else 0.0, now.whole if now else 1.0)

    def _say_kept(self, name: str) -> None:
        self.toast.show_message(
            f"{name} was put back onto the clipboard by another program. Clear its history.",
            severity="warning",
            seconds=15,
        )

    def _let_go(self) -> None:
        """Nothing of the vault stays on screen once a lock was asked for."""
        self.table.show_snapshot(None)
        self.detail.show_secret(None, None)
        self.toast.hide()
        self.commands.close_dialog()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    # What a person does --------------------------------------------------------------------

    def focus_search(self) -> None:
        """Into the search, its words chosen."""
        self.toolbar.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.edit.selectAll()

    def _into_table(self) -> None:
        if self.table.model_.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def escape(self) -> None:
        """Esc empties the search, then goes back to the list."""
        if self._scope.words:
            self.toolbar.search.set_text("")
        self._into_table()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever the user does in the program keeps the vault open."""
        if event.type() in _USES and event.spontaneous():
            self.controller.touch()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file from this computer may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and not self.commands.dialog_open:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A `.env` file: look at it before anything is imported."""
        event.acceptProposedAction()
        self.commands.import_path(Path(event.mimeData().urls()[0].toLocalFile()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.surface)
        painter.end()

"""What a person can do to the vault, by keyboard, menu or button; opens the dialogs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from keystead.core.health import Next
from keystead.core.model import Place, Secret, Version
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.backups import BackupsDialog
from keystead.gui.dialogs.environment import EnvironmentDialog
from keystead.gui.dialogs.palette import PaletteDialog
from keystead.gui.dialogs.policies import PoliciesDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.dialogs.tags import TagsDialog
from keystead.gui.dialogs.value_field import Pasted, holds_several, read_pasted
from keystead.gui.vault.detail_lines import short_path
from keystead.gui.vault.export_choice import named
from keystead.gui.vault.file_commands import FileCommands
from keystead.gui.vault.key_menu import key_menu
from keystead.gui.vault.last_trash import LastTrash
from keystead.gui.vault.page_commands import PageCommands
from keystead.gui.vault.palette_entries import palette_of
from keystead.gui.vault.reminder_commands import ReminderCommands
from keystead.gui.vault.revoke_commands import RevokeCommands
from keystead.gui.vault.rotation_commands import RotationCommands
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.services import places
from keystead.services.unsaved import UnsavedEdit

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView


class Commands(QObject):
    """The actions of one VaultView; all but the lock rest while a dialog is open."""

    def __init__(self, view: "VaultView") -> None:
        super().__init__(view)
        self._view = view
        self._controller = view.controller
        self._dialog: DialogFrame | None = None
        self._last_trash = LastTrash()
        self._all: list[QAction] = []
        self.copied_id: bytes | None = None
        self.files = FileCommands(view, self)
        self.revoking = RevokeCommands(view, self)
        self.rotation = RotationCommands(view, self)
        self.pages = PageCommands(view, self)
        self.reminders = ReminderCommands(view, self)
        self._make()

    def _make(self) -> None:
        add = self.action
        self.a_new = add("New key", "Ctrl+N", self.new, "key")
        self.a_paste = add("Paste a key", "Ctrl+V", self.paste, "clipboard")
        self.a_import = add("Import a .env file", "Ctrl+I", self.files.import_file, "import")
        self.a_environment = add("New environment", "", self.new_environment, "plus")
        self.a_find = add("Search", "Ctrl+F", self._view.focus_search, "search")
        self.a_protection = add("What protects this vault", "", self.pages.protection, "shield")
        self.a_overview = add("Overview", "Ctrl+O", self.pages.overview, "overview")
        self.a_audit = add("Audit", "Ctrl+Shift+A", self.pages.audit, "history")
        self.a_activity = add("Show its activity", "", self.pages.activity, "history")
        self.a_policies = add("Policies of rotation", "", self.policies, "calendar")
        self.a_backups = add("Backups", "Ctrl+B", self.backups, "history")
        self.a_lock = add("Lock", "Ctrl+L", self.lock, "lock")
        self.a_copy = add("Copy value", "Ctrl+C", self.copy, "copy")
        self.a_edit = add("Edit", "F2", self.edit, "edit")
        self.a_rotate = add("Rotate", "Ctrl+R", self.rotation.rotate, "rotate")
        self.a_export = add("Export", "Ctrl+E", self.files.export, "export")
        self.a_tags = add("Tags", "Ctrl+T", self.tags, "tag")
        self.a_revoke = add("Revoke", "Ctrl+Shift+R", self.revoking.revoke, "revoked")
        self.a_panic = add("Revoke many keys at once", "", self.revoking.panic, "warning")
        self.a_incidents = add("Incidents", "", self.revoking.incidents, "revoked")
        self.a_review = add("Review keys", "", self.revoking.review, "check-circle")
        self.a_trash = add("Move to trash", "Del", self.trash, "trash")
        self.a_undo = add("Undo move to trash", "Ctrl+Z", self.undo_last, "undo")
        self.a_restore = add("Restore", "", self.restore, "undo")
        self.a_erase = add("Erase for good", "", self.erase, "trash")
        self.a_palette = add("Command palette", "Ctrl+K", self.palette, "terminal")
        self.a_lock.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.a_escape = add("Clear search", "Esc", self._view.escape, "close")
        self._about_keys = {
            *(self.a_copy, self.a_edit, self.a_rotate, self.a_export, self.a_tags, self.a_revoke),
            *(self.a_activity, self.a_trash, self.a_restore, self.a_erase, self.a_escape),
            self.a_find,  # a page may have a search of its own
        }

    def action(self, words: str, keys: str, call: Callable[[], None], icon: str) -> QAction:
        """A new action of the window, with its shortcut and icon; ``update_for`` switches it."""
        action = QAction(words, self)
        self._view.theme.bind_icon(action, icon)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda: call())
        self._view.addAction(action)
        self._all.append(action)
        return action

    def new_entries(self) -> list[QAction]:
        """What the *New* button offers."""
        return [self.a_new, self.a_paste, self.a_import, self.a_environment]

    def update_for(self, secret: Secret | None) -> None:
        """Offer only what can be done with the chosen key; while another page covers the keys,
        what is not about them; while a dialog is open, the lock alone."""
        covered = self._view.covers.covered
        free = self._dialog is None and not covered
        for action in self._all:
            action.setEnabled(free or (self._dialog is None and action not in self._about_keys))
        self.a_lock.setEnabled(True)
        trashed = secret is not None and secret.trashed is not None
        has_value = secret is not None and secret.current is not None
        live = secret is not None and not trashed
        for action, usable in (
            (self.a_copy, has_value),
            (self.a_edit, live),
            (self.a_rotate, live),
            (self.a_tags, live),
            (self.a_activity, secret is not None),
            (self.a_revoke, has_value),
            (self.a_trash, live),
            (self.a_restore, trashed),
            (self.a_erase, trashed),
        ):
            action.setEnabled(free and usable)

    def open_menu(self, place: QPoint) -> None:
        """The menu of the chosen keys."""
        key_menu(self._view, self).popup(place)

    # Dialogs -------------------------------------------------------------------------------

    @property
    def dialog_open(self) -> bool:
        """True while a dialog lies over the window."""
        return self._dialog is not None

    @property
    def dialog(self) -> DialogFrame | None:
        """The dialog that is open."""
        return self._dialog

    def close_dialog(self) -> None:
        """Take the dialog away, as a lock does."""
        if self._dialog is not None:
            self._dialog.end()

    def ask(self, dialog: ConfirmDialog) -> None:
        """Ask over the window."""
        self.opened(dialog)
        dialog.ask()

    def opened(self, dialog: DialogFrame) -> None:
        """Keep the dialog until it ends; the shortcuts of the window rest meanwhile."""
        self._dialog = dialog
        dialog.ended.connect(self._ended)
        self.update_for(self.current())

    def _ended(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self.update_for(self.current())

    @property
    def free(self) -> bool:
        """True while a dialog can be opened: there is a snapshot, and no other dialog."""
        return self._dialog is None and self._controller.snapshot is not None

    def current(self) -> Secret | None:
        """The key chosen in the list."""
        return self._view.table.current()

    def chosen(self) -> list[Secret]:
        """The keys chosen in the list."""
        return self._view.table.chosen()

    # Keys ----------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty editor, in the environment that is shown."""
        self._edit_new(Pasted())

    def paste(self) -> None:
        """An editor with what lies on the clipboard; the name too, where it is NAME=value."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._view.toast.show_message("There is no text on the clipboard.", severity="info")
            return
        self.take_text(SecretText(text))

    def take_text(self, text: SecretText) -> None:
        """Text that was pasted or dropped: lines of a `.env` file, else a new key."""
        if holds_several(text):
            self.files.import_from(text)
        else:
            self._edit_new(read_pasted(text))

    def _edit_new(self, pasted: Pasted) -> None:
        snapshot = self._controller.snapshot
        if snapshot is None or self._dialog is not None:
            return
        current = self.current()
        wanted = self._view.scope.environment or (current.environment if current else "dev")
        editor = SecretEditor(self._view.theme, self._view, self._controller)
        editor.saved.connect(self._saved_new)
        editor.instead.connect(self._edit_instead)
        self.opened(editor)
        editor.start_new(snapshot, wanted, pasted)

    def open_unsaved(self, edit: UnsavedEdit, secret: Secret | None) -> None:
        """The editor as it stood when the vault locked; a new key for None."""
        if secret is None:
            self._edit_new(Pasted())
        else:
            self._view.table.choose(secret.id)
            self.edit(secret)
        if isinstance(self._dialog, SecretEditor):
            self._dialog.restore(edit)

    def _saved_new(self, secret: Secret) -> None:
        self._view.table.choose(secret.id)
        self._view.toast.show_message(f"{secret.name} saved in {secret.environment}.")

    def _edit_instead(self, secret: Secret, value: SecretText) -> None:
        """The key that has the name already is to get the value."""
        self._view.table.choose(secret.id)
        self.edit(secret, value)

    def edit(self, secret: Secret | None = None, value: SecretText | None = None) -> None:
        """The editor of the chosen key, perhaps with a new value in it."""
        chosen = secret or self.current()
        snapshot = self._controller.snapshot
        if snapshot is None or chosen is None or chosen.trashed or self._dialog is not None:
            return
        editor = SecretEditor(self._view.theme, self._view, self._controller)
        self.opened(editor)
        editor.start_edit(snapshot, chosen, value)

    def copy(self, secret: Secret | None = None) -> None:
        """The value of the chosen key to the clipboard."""
        chosen = secret or self.current()
        if chosen is not None and chosen.current is not None:
            self.copied_id = chosen.id
            self._controller.copy_value(chosen)

    def copy_version(self, secret: Secret, version: Version) -> None:
        """An older value to the clipboard."""
        self.copied_id = version.id
        self._controller.copy_value(secret, version)

    def reveal(self, secret: Secret) -> None:
        """The value into the box of the pane."""
        show = self._view.detail.show_value
        self._controller.reveal(secret, lambda value: show(secret, value))

    def reveal_version(self, secret: Secret, version: Version) -> None:
        """An older value into the box that waits for it."""
        show = self._view.detail.versions.show_value
        self._controller.reveal(secret, lambda value: show(version, value), version)

    def forget_place(self, secret: Secret, place: Place) -> None:
        """Take a place off the list; what lies there is left alone."""
        said = f"{short_path(place.where)} is off the list. What lies there was left alone."
        self._controller.work(
            lambda owner: places.forget(owner.vault, secret, [place]),
            lambda _: self._view.toast.show_message(said),
        )

    def act(self, secret: Secret, then: Next) -> None:
        """What a finding asks for; the key is in view already."""
        begin: dict[Next, Callable[[Secret], None]] = {
            Next.ROTATE: self.rotation.rotate,
            Next.REVOKE: self.revoking.revoke,
            Next.EDIT: self.edit,
            Next.EXPORT: self.files.export,
        }
        if then in begin:
            begin[then](secret)

    def tags(self) -> None:
        """The tags of the chosen keys."""
        chosen = [one for one in self.chosen() if one.trashed is None]
        snapshot = self._controller.snapshot
        if not chosen or snapshot is None or self._dialog is not None:
            return
        dialog = TagsDialog(self._view.theme, self._view, self._controller)
        dialog.tagged.connect(self._view.toast.show_message)
        self.opened(dialog)
        dialog.start(snapshot, chosen)

    def trash(self, secret: Secret | None = None) -> None:
        """The chosen keys into the trash, with a way back."""
        chosen = [secret] if secret is not None else self.chosen()
        chosen = [one for one in chosen if one.trashed is None]
        if not chosen:
            return
        self._controller.trash(chosen, lambda _: self._say_trashed(chosen))

    def _say_trashed(self, chosen: list[Secret]) -> None:
        self._last_trash.remember(chosen, self._controller.snapshot)
        words = f"{named(chosen)} moved to the trash."
        self._view.toast.show_message(words, "Undo")

    def undo(self) -> None:
        """Bring back what was put into the trash last."""
        if chosen := self._last_trash.take():
            self._controller.untrash(chosen, lambda _: self._view.table.choose(chosen[0].id))

    def undo_last(self) -> None:
        """The same by Ctrl+Z: only while nothing else was done, since the toast may be gone."""
        if self._last_trash.is_last(self._controller.snapshot):
            self._view.toast.hide()
            self.undo()

    def restore(self, secret: Secret | None = None) -> None:
        """The chosen keys out of the trash."""
        chosen = [secret] if secret is not None else self.chosen()
        chosen = [one for one in chosen if one.trashed is not None]
        if chosen:
            said = f"{named(chosen)} restored."
            self._controller.untrash(chosen, lambda _: self._view.toast.show_message(said))

    def erase(self, secret: Secret | None = None) -> None:
        """The chosen keys in the trash for good, after a question."""
        chosen = [secret] if secret is not None else self.chosen()
        chosen = [one for one in chosen if one.trashed is not None]
        if not chosen or self._dialog is not None:
            return
        said = f"{named(chosen)} erased for good."
        dialog = ConfirmDialog(
            self._view.theme,
            self._view,
            f"Erase {named(chosen)} for good?",
            "The value and all its versions are erased from this vault and cannot be brought "
            "back. Name and notes stay in the history of the vault. Copies made before, such as "
            "backups, keep the values too.",
            "Erase for good",
            lambda: self._controller.purge(chosen, lambda _: self._view.toast.show_message(said)),
        )
        self.opened(dialog)
        dialog.ask()

    def palette(self) -> None:
        """Everything that can be done, found by a few letters."""
        snapshot = self._controller.snapshot
        if snapshot is None or self._dialog is not None:
            return
        found = palette_of(self._view, snapshot)
        dialog = PaletteDialog(self._view.theme, self._view, found)
        self.opened(dialog)
        dialog.start(self.current())

    # Environments, pages, lock --------------------------------------------------------------

    def new_environment(self) -> None:
        """Ask for a name, then make it."""
        if self._dialog is None and self._controller.snapshot is not None:
            dialog = EnvironmentDialog(self._view.theme, self._view, self._controller)
            self.opened(dialog)
            dialog.start()

    def policies(self) -> None:
        """How often keys are rotated, for everybody who uses the vault."""
        snapshot = self._controller.snapshot
        if self._dialog is None and snapshot is not None:
            dialog = PoliciesDialog(self._view.theme, self._view, self._controller)
            dialog.changed.connect(self._view.toast.show_message)
            self.opened(dialog)
            dialog.start(snapshot)

    def backups(self) -> None:
        """The backups of this device."""
        if self._dialog is None and self._controller.snapshot is not None:
            dialog = BackupsDialog(self._view.theme, self._view, self._controller)
            dialog.restored.connect(self._view.toast.show_message)
            self.opened(dialog)
            dialog.start()

    def open_vault_menu(self, place: QPoint) -> None:
        """What can be done with the vault as a whole."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.a_overview, self.a_audit, self.a_policies, self.a_backups])
        menu.addSeparator()
        menu.addActions([self.a_review, self.a_incidents, self.a_panic])
        menu.addSeparator()
        menu.addActions([self.a_lock])
        menu.popup(place)

    def lock(self) -> None:
        """Lock now."""
        self._controller.lock()

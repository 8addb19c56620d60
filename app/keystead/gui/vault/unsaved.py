"""What was typed when the vault locked: offered after the unlock, gone when it is used."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.models.moments import moment_in_words
from keystead.gui.vault.file_notices import Notice
from keystead.gui.vault.notices import UNSAVED
from keystead.services.unsaved import UnsavedEdit

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView


class UnsavedOffers(QObject):
    """The offers of one VaultView, one at a time, the oldest first."""

    def __init__(self, view: "VaultView") -> None:
        super().__init__(view)
        self._view = view
        self._edits: list[UnsavedEdit] = []
        view.notices.continued.connect(self.go_on)
        view.notices.dismissed.connect(self._dismissed)

    def typed(self) -> UnsavedEdit | None:
        """What stands in the editor now and is not saved; for a lock."""
        dialog = self._view.commands.dialog
        return dialog.unsaved() if isinstance(dialog, SecretEditor) else None

    def ask(self) -> None:
        """After the unlock: is there anything?"""
        self._view.controller.unsaved_edits(self._came)

    def _came(self, edits: tuple[UnsavedEdit, ...]) -> None:
        self._edits = list(edits)
        self._offer()

    def _offer(self) -> None:
        snapshot = self._view.controller.snapshot
        if snapshot is None:
            return
        notice = None
        if self._edits:
            first, more = self._edits[0], len(self._edits) - 1
            what = f"An edit of {first.name}" if first.secret else f"New key {first.name}".strip()
            also = f" {more} more after it." if more else ""
            when = moment_in_words(first.at, snapshot.now)
            notice = Notice(
                "info",
                f"{what} was not saved when the vault locked",
                f"It was typed {when} and kept encrypted.{also}",
                "Continue",
            )
        self._view.notices.say(UNSAVED, notice)

    def go_on(self) -> None:
        """Open the editor as it stood."""
        snapshot = self._view.controller.snapshot
        commands = self._view.commands
        if not self._edits or snapshot is None or commands.dialog_open:
            return
        edit = self._edits[0]
        if edit.secret is not None:
            secret = snapshot.find(edit.secret)
            if secret is None or secret.trashed is not None:
                # The key is gone: what was typed becomes a new one, so that nothing is lost.
                commands.open_unsaved(edit, None)
            else:
                commands.open_unsaved(edit, secret)
        else:
            commands.open_unsaved(edit, None)
        if isinstance(commands.dialog, SecretEditor):
            self._view.notices.say(UNSAVED, None)
            commands.dialog.ended.connect(lambda: self._used(edit))

    def _used(self, edit: UnsavedEdit) -> None:
        # A lock ends the editor too; by then the edit is kept anew, and this does nothing.
        if self._view.controller.is_open:
            self._drop(edit)

    def _dismissed(self, sort: str) -> None:
        if sort == UNSAVED and self._edits:
            self._drop(self._edits[0])

    def _drop(self, edit: UnsavedEdit) -> None:
        self._edits = [one for one in self._edits if one.mark != edit.mark]
        self._view.controller.drop_unsaved(edit)
        self._offer()

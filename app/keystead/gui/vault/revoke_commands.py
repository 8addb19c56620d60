"""Revoking and its incidents as commands of the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from keystead.core.model import Secret
from keystead.core.revocation import usable
from keystead.gui.dialogs.panic import PanicDialog
from keystead.gui.dialogs.revoke import RevokeDialog
from keystead.gui.vault.notices import PAGE_INCIDENTS, PAGE_REVIEW

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView
    from keystead.gui.vault.commands import Commands


class RevokeCommands:
    """What one VaultView does about values that leaked; its ``commands`` hold the dialog."""

    def __init__(self, view: "VaultView", commands: "Commands") -> None:
        self._view, self._commands = view, commands
        self._controller = view.controller

    def revoke(self, secret: Secret | None = None) -> None:
        """Show what the chosen key reaches, then revoke it."""
        chosen = secret or self._commands.current()
        snapshot = self._controller.snapshot
        if snapshot is None or chosen is None or not self._commands.free:
            return
        if not usable(chosen):
            self._view.toast.show_message(f"{chosen.name} has no value to revoke.", severity="info")
            return
        dialog = RevokeDialog(self._view.theme, self._view, self._controller)
        dialog.unpublished.connect(self._unpublished)
        dialog.revoked.connect(self._revoked)
        self._commands.opened(dialog)
        dialog.start(snapshot, chosen)

    def _revoked(self, incident: bytes, page: str) -> None:
        self.show_incident(incident)
        self._open(page)

    def _unpublished(self) -> None:
        """Why stands in the banner over the keys."""
        words = "Revoked here, but not yet in the vault file. It is tried again."
        self._view.toast.show_message(words, severity="warning")

    @staticmethod
    def _open(page: str) -> None:
        if page:
            QDesktopServices.openUrl(QUrl(page))

    def revoke_in_review(self, secret: Secret) -> None:
        """The same from the review, which goes on afterwards."""
        snapshot = self._controller.snapshot
        if snapshot is None or not self._commands.free:
            return
        dialog = RevokeDialog(self._view.theme, self._view, self._controller)
        dialog.unpublished.connect(self._unpublished)
        note = self._view.covers.review.was_revoked
        dialog.revoked.connect(lambda _incident, page: self._open(page))
        dialog.revoked.connect(lambda *_: note(secret, dialog.reason.text()))
        self._commands.opened(dialog)
        dialog.start(snapshot, secret)

    def review(self) -> None:
        """Go through the keys that are due for a review."""
        if self._commands.free:
            self._view.show_scope(PAGE_REVIEW)

    def panic(self) -> None:
        """Revoke many at once."""
        snapshot = self._controller.snapshot
        if snapshot is None or not self._commands.free:
            return
        if snapshot.empty:
            self._view.toast.show_message("There is no key to revoke.", severity="info")
            return
        dialog = PanicDialog(self._view.theme, self._view, self._controller)
        dialog.unpublished.connect(self._unpublished)
        dialog.revoked.connect(self.show_incident)
        self._commands.opened(dialog)
        dialog.start(snapshot)

    def incidents(self) -> None:
        """The newest incident that is open, or the newest."""
        self.show_incident(b"")

    def show_incident(self, incident: bytes) -> None:
        """The page of one incident; b"" for the one that needs it most."""
        if self._commands.free:
            self._view.covers.incidents.choose(incident)
            self._view.show_scope(PAGE_INCIDENTS)

    def rotate(self, secret: Secret) -> None:
        """Rotate a key, which is shown behind the assistant."""
        self._view.show_secret(secret)
        self._commands.rotation.rotate(secret)

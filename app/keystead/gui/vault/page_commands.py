"""The pages that stand in place of the keys, as commands of the window."""

from typing import TYPE_CHECKING

from keystead.core.model import Secret
from keystead.gui.vault.notices import PAGE_AUDIT, PAGE_OVERVIEW, PAGE_PROTECTION

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView
    from keystead.gui.vault.commands import Commands


class PageCommands:
    """Shows the pages of one VaultView, while none of its dialogs is open."""

    def __init__(self, view: "VaultView", commands: "Commands") -> None:
        self._view, self._commands = view, commands

    def overview(self) -> None:
        """What is ahead, and what is wrong."""
        self._show(PAGE_OVERVIEW)

    def protection(self) -> None:
        """What protects this vault, and the ways to change it."""
        self._show(PAGE_PROTECTION)

    def audit(self) -> None:
        """What happened."""
        self._show(PAGE_AUDIT)

    def activity(self, secret: Secret | None = None) -> None:
        """What happened to the chosen key."""
        chosen = secret or self._commands.current()
        if chosen is not None and self._commands.free:
            self._view.covers.audit.show_only(chosen)
            self._show(PAGE_AUDIT)

    def _show(self, key: str) -> None:
        if self._commands.free:
            self._view.show_scope(key)

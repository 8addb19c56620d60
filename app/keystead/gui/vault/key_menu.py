"""The menu of the chosen keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView
    from keystead.gui.vault.commands import Commands


def key_menu(view: "VaultView", commands: "Commands") -> QMenu:
    """What can be done with them, fewer things where they are several."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    current, single = commands.current(), len(view.table.rows()) == 1
    if current is not None and current.trashed is not None:
        menu.addActions([commands.a_copy, commands.a_activity] if single else [])
        menu.addActions([commands.a_restore, commands.a_erase])
        return menu
    menu.addActions([commands.a_copy, commands.a_edit] if single else [])
    menu.addActions([commands.a_rotate, commands.a_tags, commands.a_export])
    if single and current is not None:
        menu.addAction(commands.a_activity)
        commands.reminders.add_to(menu, current)
    menu.addSeparator()
    menu.addActions([commands.a_revoke, commands.a_trash] if single else [commands.a_trash])
    return menu

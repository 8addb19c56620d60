"""Reminders of the chosen key: put off and taken up again; the calendar of all of them."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu

from keystead.core.model import Secret
from keystead.gui.vault.detail_lines import short_path
from keystead.services import calendar_file, reminding
from keystead.services.owner import Owner

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView
    from keystead.gui.vault.commands import Commands

LATER = (("For a day", 1), ("For a week", 7), ("For a month", 30))
_FILTER = "Calendars (*.ics)"


class ReminderCommands:
    """For one VaultView."""

    def __init__(self, view: "VaultView", commands: "Commands") -> None:
        self._view, self._commands = view, commands
        self.a_calendar = commands.action("Export a calendar", "", self.export, "calendar")

    def add_to(self, menu: QMenu, secret: Secret) -> QMenu:
        """The entries *Remind me later* for a key."""
        later = menu.addMenu("Silence reminders")
        self._view.theme.bind_icon(later.menuAction(), "clock")
        for words, days in LATER:
            action = later.addAction(words)
            action.triggered.connect(partial(self.snooze, secret, days))
        later.addSeparator()
        later.addAction("Remind me again").triggered.connect(partial(self.snooze, secret, 0))
        return later

    def snooze(self, secret: Secret, days: int, _checked: bool = False) -> None:
        """Say nothing of the key on this computer's desktop for so many days; 0: say it again."""

        def work(owner: Owner) -> None:
            if days:
                reminding.snooze(owner.vault, secret.id, days)
            else:
                reminding.wake(owner.vault, secret.id)

        said = f"stay away for {_span(days)}" if days else "come again"
        words = f"Reminders of {secret.name} {said}."
        self._view.controller.work(work, lambda _: self._view.toast.show_message(words))

    def export(self) -> None:
        """Write what ends in the vault into a calendar file."""
        snapshot = self._view.controller.snapshot
        if snapshot is None or not self._commands.free:
            return
        wanted = f"{snapshot.vault_name}.ics"
        chosen, _ = QFileDialog.getSaveFileName(
            self._view, "Export a calendar", str(Path.home() / wanted), _FILTER
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """The file chosen, written over if it is a calendar: the dialog asked that."""
        leads = self._view.controller.settings.days("reminders.lead_days")

        def work(owner: Owner) -> None:
            data = calendar_file.content(owner.vault, leads)
            calendar_file.write(owner.vault, path, data, force=True)

        words = f"Wrote {short_path(str(path))}. It names keys, and holds no values."
        self._view.controller.work(work, lambda _: self._view.toast.show_message(words))


def _span(days: int) -> str:
    return {1: "a day", 7: "a week"}.get(days, "a month")

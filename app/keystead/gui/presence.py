"""Keystead beside its window: the tray, closing into it, reminders of locked vaults."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from keystead.core.settings import Settings
from keystead.core.views import View
from keystead.gui.models.scope import VIEW
from keystead.gui.shell import Shell
from keystead.gui.tasks import Worker
from keystead.gui.tray import Tray
from keystead.services import upcoming
from keystead.services.holding import LockReason
from keystead.services.home import Home

if TYPE_CHECKING:
    from keystead.gui.room import Room

SETTLED_MS = 20_000
"""After the start, before the first look at locked vaults."""
EVERY_MS = 15 * 60_000


class Presence(QObject):
    """``room`` gives the open vault's Room, or None.  ``quit_asked`` from the tray's menu."""

    quit_asked = Signal()

    def __init__(
        self,
        shell: Shell,
        home: Home,
        worker: Worker,
        settings: Settings,
        room: Callable[[], "Room | None"],
    ) -> None:
        super().__init__(shell)
        self._shell, self._home, self._worker, self._room = shell, home, worker, room
        self._settings = settings
        self.tray = Tray(shell.theme, self)
        self.tray.opened.connect(shell.come_forward)
        self.tray.searched.connect(self._search)
        self.tray.due_asked.connect(self._show_due)
        self.tray.lock_asked.connect(self._lock)
        self.tray.quit_asked.connect(self.quit_asked)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(SETTLED_MS)
        self.apply(settings)

    def apply(self, settings: Settings) -> None:
        """What was set holds at once."""
        self._settings = settings
        self.tray.set_wanted(settings.flag("window.tray"))

    def follow(self, room: "Room") -> None:
        """A vault was opened: the tray tells of it."""

        def show(_: object = None) -> None:
            snapshot = room.controller.snapshot
            if snapshot is not None and room.controller.is_open:
                self.tray.set_vault(room.name, snapshot.counts.views[View.ATTENTION])

        room.controller.snapshot_changed.connect(show)
        self.tray.set_vault(room.name)
        show()

    def locked(self) -> None:
        """No vault is open."""
        self.tray.set_vault("")

    def keeps(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        return self._settings.flag("window.close_to_tray") and self.tray.there

    def look(self) -> None:
        """Remind of the vaults that are locked."""
        self._timer.setInterval(EVERY_MS)
        room, home = self._room(), self._home
        but = None if room is None else room.vault_id
        self._worker.submit(lambda _: upcoming.remind_all(home, but))

    def end(self) -> None:
        """The program ends."""
        self._timer.stop()
        self.tray.end()

    def _search(self) -> None:
        self._shell.come_forward()
        room = self._room()
        if room is not None and not room.view.commands.dialog_open:
            room.view.commands.palette()

    def _show_due(self) -> None:
        self._shell.come_forward()
        room = self._room()
        if room is not None and not room.view.commands.dialog_open:
            room.view.show_scope(f"{VIEW}:{View.ATTENTION}")

    def _lock(self) -> None:
        room = self._room()
        if room is not None:
            room.lock(LockReason.ASKED)

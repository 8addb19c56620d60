"""From one vault to another, and forgetting one: what locks first, and what comes after."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from keystead.errors import KeysteadError
from keystead.gui.entrance import FILTER, Entrance
from keystead.gui.gate import FileState, Gate, Known
from keystead.gui.pages.known import KnownVault
from keystead.gui.shell import Shell
from keystead.services.holding import LockReason

if TYPE_CHECKING:
    from keystead.gui.room import Room

Call = Callable[[], None]


class Switching(QObject):
    """One vault is open at a time: going to another locks this one first."""

    def __init__(self, shell: Shell, gate: Gate, entrance: Entrance, create: Call) -> None:
        super().__init__(shell)
        self._shell, self._gate, self._entrance, self._create = shell, gate, entrance, create
        self._room: Room | None = None
        self._then: Call | None = None
        self._afterwards: Call | None = None
        entrance.unlock.title.forget_asked.connect(self.ask_forget)

    def hold(self, room: "Room") -> None:
        """A vault was opened: its switcher knows the others."""
        self._room = room
        switch = room.view.sidebar.name
        switch.chosen.connect(self._go_to)
        switch.another.connect(self._choose_file)
        switch.create_asked.connect(lambda: self._lock_then(self._create))
        switch.forget_asked.connect(self.ask_forget)

        def listed(known: Known) -> None:
            if self._room is room:
                switch.show_vaults(room.vault_id, known.vaults)

        self._gate.list_vaults(None, listed, room.controller.failed.emit)

    def left(self) -> bool:
        """The vault is being locked; True where what comes next is known and was begun."""
        self._room = None
        then, self._then = self._then, None
        if then is None:
            return False
        self._entrance.unlock.set_locked("")
        then()
        return True

    def closed(self) -> None:
        """The vault is locked and closed."""
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards()

    def _lock_then(self, then: Call) -> None:
        if self._room is None:
            then()
            return
        self._then = then
        self._room.lock(LockReason.ASKED)

    def _go_to(self, vault: KnownVault) -> None:
        self._lock_then(lambda: self._entrance.show_again(vault.vault_id))

    def _choose_file(self) -> None:
        home = str(Path.home())
        path, _ = QFileDialog.getOpenFileName(self._shell, "Open a vault", home, FILTER)
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """The vault in this file, which this computer may have to be set up for; the open one
        stays open where it is no vault."""

        def found(vault: KnownVault) -> None:
            if self._room is not None and vault.vault_id == self._room.vault_id:
                self._room.view.toast.show_message("This vault is open already.", severity="info")
            else:
                self._lock_then(lambda: self._entrance.ask_for(vault))

        def failed(error: KeysteadError) -> None:
            if error.code == "no-such-vault":
                self._lock_then(lambda: self._entrance.set_up(path))
            elif self._room is not None:
                self._room.controller.failed.emit(error)

        self._gate.find(path, found, failed)

    # Forget ----------------------------------------------------------------------------------

    def ask_forget(self, vault: KnownVault) -> None:
        """What goes and what stays, and whether that is meant."""
        from keystead.gui.dialogs.forget import ForgetDialog

        dialog = ForgetDialog(self._shell.theme, self._shell, vault, lambda: self._forget(vault))
        self._shell.open_dialog(dialog)

        def looked(state: FileState) -> None:
            if self._shell.dialog is dialog:
                dialog.show_file(state is not FileState.MISSING)

        def failed(error: KeysteadError) -> None:
            if self._shell.dialog is dialog:
                dialog.show_problem(error.message)

        self._gate.look(vault, looked, failed)

    def _forget(self, vault: KnownVault) -> None:
        if self._room is not None and self._room.vault_id == vault.vault_id:
            # Its last changes are published first, and its files closed.
            self._afterwards = lambda: self._forget_closed(vault)
            self._room.lock(LockReason.ASKED)
        else:
            self._forget_closed(vault)

    def _forget_closed(self, vault: KnownVault) -> None:
        def done(_: None) -> None:
            self._entrance.unlock.set_locked("")
            self._entrance.show_again(None)
            self._shell.say(f"{vault.name} is forgotten on this computer. Its file is still there.")

        self._gate.forget(vault, done, self._entrance.tell)

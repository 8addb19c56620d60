"""Welcome and unlock: what happens when their buttons are pressed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.gate import FileState, Gate, Known
from keystead.gui.pages.known import KnownVault, short_path
from keystead.gui.pages.unlock import UnlockPage
from keystead.gui.pages.unlock_words import said_of
from keystead.gui.pages.welcome import WelcomePage
from keystead.gui.shell import Shell

if TYPE_CHECKING:
    from keystead.gui.pages.change.kinds import ChangeKind
    from keystead.gui.takeover import Opened

OPENING = "Opening the vault"
FILTER = "Keystead vaults (*.keystead);;All files (*)"
_DEMO_GONE = (
    "The demo vault is gone",
    "It is thrown away when it is locked or closed. Vaults of your own are not touched.",
)


class Entrance(QObject):
    """``opened`` gives an Opened, ``create_asked`` that a vault is to be made;
    ``change_asked`` the ChangeKind, the Subject, and the device key's file or None."""

    opened = Signal(object)
    create_asked = Signal()
    change_asked = Signal(object, object, object)

    def __init__(self, shell: Shell, gate: Gate, now: Callable[[], float]) -> None:
        super().__init__(shell)
        self._shell, self._gate = shell, gate
        self._known = Known([], None)
        self.welcome = WelcomePage(shell.theme)
        self.unlock = UnlockPage(shell.theme, now)
        for page in (self.welcome, self.unlock):
            shell.add_page(page)
            page.create_asked.connect(self.create_asked)
        self.welcome.open_existing.connect(self.open_file)
        self.welcome.demo.connect(self._open_demo)
        self.unlock.submitted.connect(self._submit)
        self.unlock.chosen.connect(self.ask_for)
        self.unlock.another.connect(self.open_file)
        self.unlock.lost.connect(self._recover)
        self.unlock.setup_asked.connect(self._set_up_anew)

    # Which page --------------------------------------------------------------------------------

    def start(self, wanted: str | None = None) -> None:
        """Show what fits: the welcome where no vault is set up, else the unlock page."""
        self._gate.list_vaults(wanted, self._show_known, lambda error: self._no_list(error, wanted))

    def show_again(self, vault_id: bytes | None = None) -> None:
        """After a lock: the same vault; for None, after a demo: what was there before."""

        def listed(known: Known) -> None:
            same = [vault for vault in known.vaults if vault.vault_id == vault_id]
            self._show_known(Known(known.vaults, same[0] if same else known.first))
            if vault_id is None:
                page = self.unlock if known.vaults or known.first else self.welcome
                page.show_note(*_DEMO_GONE, "info")

        self._gate.list_vaults(None, listed, lambda error: self._no_list(error, None))

    def _show_known(self, known: Known) -> None:
        self._known = known
        if known.first is None and not known.vaults:
            self._shell.name_vault("")
            self._shell.show_page(self.welcome)
        else:
            self.ask_for(known.first or known.vaults[0])

    def _no_list(self, error: KeysteadError, wanted: str | None) -> None:
        """The list of vaults cannot be read, or the wanted one is not in it."""
        if wanted is not None:

            def listed(known: Known) -> None:
                self._show_known(known)
                self.tell(error)

            self._gate.list_vaults(None, listed, lambda worse: self._no_list(worse, None))
            return
        self._shell.show_page(self.welcome)
        said = said_of(error, "")
        self.welcome.show_problem(said.title, said.words)

    def ask_for(self, vault: KnownVault) -> None:
        """Ask for passphrase and code of this vault, and look at its file meanwhile."""
        page = self.unlock
        page.show_vault(vault, self._known.vaults)
        self._shell.name_vault(vault.name)
        page.set_device_key("")
        self._shell.show_page(page)
        self._gate.look(
            vault,
            lambda state: self._say_state(vault, state),
            lambda error: self._if_current(vault, error),
        )
        self._gate.describe_key(
            vault.key_file,
            lambda words: page.set_device_key(key_words(words, vault.key_file)),
            lambda error: self._if_current(vault, error),
        )

    def _if_current(self, vault: KnownVault, error: KeysteadError) -> None:
        if self.unlock.current == vault:
            self.unlock.show_problem(error)

    def _say_state(self, vault: KnownVault, state: FileState) -> None:
        if self.unlock.current != vault:
            return
        if state is FileState.SPOILED:
            self.unlock.show_note(
                "The vault file cannot be read",
                "A sync program may be at work on it. The vault opens as this computer knew it "
                "last; nothing is written over the file before you say so.",
            )
        elif state is FileState.MISSING:
            self.unlock.show_note(
                "The vault file is not there",
                "It may be on a disk that is not connected. The vault opens as this computer knew "
                "it last, and is written there again.",
            )

    # What the user asks for ----------------------------------------------------------------------

    def _submit(self, passphrase: SecretText, code: str) -> None:
        vault = self.unlock.current
        if vault is None:
            return
        self.unlock.set_waiting(OPENING)
        self._gate.unlock(vault, passphrase, code, self._came_open, self.unlock.show_error)

    def _came_open(self, opened: "Opened") -> None:
        self.unlock.set_locked("")
        self.unlock.wipe()
        self.opened.emit(opened)

    def open_file(self) -> None:
        """Choose a vault file."""
        known = self.unlock.current
        folder = str(known.path.parent if known else Path.home())
        path, _ = QFileDialog.getOpenFileName(self._shell, "Open a vault", folder, FILTER)
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """The vault in this file: unlock it, or set this computer up for it."""

        def failed(error: KeysteadError) -> None:
            if error.code == "no-such-vault":
                self.set_up(path)
            else:
                self.tell(error)

        self._gate.find(path, self.ask_for, failed)

    def set_up(self, path: Path) -> None:
        """Ask for what sets this computer up for the vault in this file."""
        from keystead.gui.changer import Subject
        from keystead.gui.pages.change.kinds import ChangeKind

        self.change_asked.emit(ChangeKind.SET_UP, Subject(path.stem, path), None)

    def tell(self, error: KeysteadError) -> None:
        """In the banner of the page that is shown."""
        if self._shell.page is self.unlock:
            self.unlock.show_problem(error)
        else:
            said = said_of(error, "")
            self.welcome.show_problem(said.title or "That did not work", said.words or said.slot)

    def say_unforeseen(self, words: str) -> None:
        """In the banner of the page that is shown."""
        self.unlock.set_waiting("")
        self.welcome.set_waiting("")
        self.tell(KeysteadError(words))

    def _open_demo(self) -> None:
        self.welcome.set_waiting("Making a vault of made-up keys")

        def came(opened: "Opened") -> None:
            self.welcome.set_waiting("")
            self.opened.emit(opened)

        def failed(error: KeysteadError) -> None:
            self.welcome.set_waiting("")
            self.tell(error)

        self._gate.open_demo(came, failed)

    def _recover(self) -> None:
        from keystead.gui.pages.change.kinds import ChangeKind

        self._ask_change(ChangeKind.RECOVER)

    def _set_up_anew(self) -> None:
        from keystead.gui.pages.change.kinds import ChangeKind

        self._ask_change(ChangeKind.SET_UP)

    def _ask_change(self, kind: "ChangeKind") -> None:
        from keystead.gui.changer import Subject

        vault = self.unlock.current
        if vault is not None:
            self.change_asked.emit(kind, Subject(vault.name, vault.path), vault.key_file)


def key_words(described: str, key_file: Path | None) -> str:
    """``Device key in Secret Service`` for ``the keyring (Secret Service)``."""
    if key_file is not None:
        return f"Device key in {short_path(key_file)}"
    if "(" in described and described.endswith(")"):
        return f"Device key in {described[described.index('(') + 1 : -1]}"
    return f"Device key in {described}"

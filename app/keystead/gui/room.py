"""One open vault in the window: its view, its server, what locks it, who asks for keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.agent.approvals import AccessRequest, Decision
from keystead.core.settings import Settings
from keystead.errors import KeysteadError
from keystead.gui.changer import Subject
from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.approval import ApprovalDesk, ApprovalDialog
from keystead.gui.gate import known
from keystead.gui.idle import LockTriggers
from keystead.gui.main_window import VaultView
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.ground import Ground
from keystead.gui.serving import VaultServer
from keystead.gui.shell import Shell
from keystead.gui.takeover import Opened
from keystead.gui.tasks import Worker
from keystead.services.home import Home
from keystead.services.owner import LockReason

Take = Callable[[Decision], None]
_SIZE = (620, 560)


class Room(QObject):
    """Made for each unlock.  ``left`` gives the LockReason as soon as a lock was asked for,
    ``closed`` when the vault is closed; ``failed`` what went wrong with closing it.
    ``change_asked`` gives the ChangeKind, the Subject, and the device key's file or None."""

    left = Signal(object)
    closed = Signal(object)
    failed = Signal(object)
    change_asked = Signal(object, object, object)

    def __init__(
        self,
        shell: Shell,
        home: Home,
        worker: Worker,
        clipboard: ClipboardGuard,
        settings: Settings,
        opened: Opened,
    ) -> None:
        super().__init__(shell)
        self._shell, self._opened = shell, opened
        self._clock = home.parts.clock
        self.vault_id = opened.owner.entry.vault_id
        self.name = opened.owner.entry.name
        self.is_demo = opened.throw_away is not None
        self.controller = VaultController(worker, opened.owner, clipboard, settings, self)
        self.view = VaultView(shell.theme, self.controller)
        self.view.change_asked.connect(self._ask_change)
        self.triggers = LockTriggers(home, self._clock, parent=self)
        self.triggers.lock.connect(self.controller.lock)
        self.controller.locking.connect(self._leave)
        self.controller.locked.connect(self._close)
        self.controller.failed.connect(self._tell)
        self._desk = ApprovalDesk(self._ask, self)
        self.approval: ApprovalDialog | None = None
        self.server = self._make_server(worker)

    def _make_server(self, worker: Worker) -> VaultServer | None:
        listener = self._opened.listener
        if listener is None:
            return None
        monotonic = self._clock.monotonic
        approve = self._desk.approve
        server = VaultServer(worker, self._opened.owner, listener, approve, monotonic, self)
        server.lock_asked.connect(self.controller.lock)
        return server

    def start(self) -> None:
        """Show the vault, and serve it."""
        self._shell.show_page(self.view)
        # The view's shortcuts work while the focus is in it.
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.triggers.start()
        if self.server is not None:
            self.server.start()
        self.controller.start()
        if self._opened.problem is not None:
            self.controller.failed.emit(self._opened.problem)

    def lock(self, reason: LockReason) -> None:
        """Lock now; nothing happens the second time."""
        self.controller.lock(reason)

    def wait(self, seconds: float) -> None:
        """Until the last answers have gone out."""
        if self.server is not None:
            self.server.wait(seconds)

    def _leave(self, reason: LockReason) -> None:
        self.triggers.stop()
        if self.approval is not None:
            self.approval.end()
        self._desk.end()
        if self.server is not None:
            self.server.stop()
        self.left.emit(reason)

    def _close(self, reason: LockReason) -> None:
        self._opened.sweep()
        self.closed.emit(reason)

    def _tell(self, error: KeysteadError) -> None:
        # While it is open the view shows it itself.
        if not self.controller.is_open:
            self.failed.emit(error)

    def _ask_change(self, kind: ChangeKind) -> None:
        owner = self._opened.owner
        vault = known(owner.entry)
        self.change_asked.emit(kind, Subject(vault.name, vault.path, owner), vault.key_file)

    # Approval --------------------------------------------------------------------------------

    def _ask(self, request: AccessRequest, take: Take) -> None:
        """A program wants to read keys: over the window, or alone where that is hidden."""
        if not self.controller.is_open:
            take(Decision.DENY)
            return
        seen = self._shell.isVisible() and not self._shell.isMinimized()
        stand = None if seen else Stand(self._shell)
        over: QWidget = self._shell if stand is None else stand
        snapshot = self.controller.snapshot
        colour = snapshot.colour(request.environment) if snapshot is not None else ""
        monotonic = self._clock.monotonic
        dialog = ApprovalDialog(self._shell.theme, over, request, monotonic, colour)
        self.approval = dialog

        def answered(decision: Decision) -> None:
            self.approval = None
            take(decision)
            dialog.deleteLater()
            if stand is not None:
                stand.close()
                stand.deleteLater()

        dialog.answered.connect(answered)
        if stand is not None:
            stand.closed.connect(dialog.cancel)
            stand.show()
            stand.raise_()
            stand.activateWindow()
        dialog.ask()


class Stand(Ground):
    """A small window for a dialog whose own window is hidden; closing it denies."""

    closed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.theme, "side")
        self.setWindowFlag(Qt.WindowType.Dialog)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Keystead: a program asks for keys")
        self.resize(*_SIZE)
        QVBoxLayout(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by its frame, or because there was an answer."""
        self.closed.emit()
        super().closeEvent(event)

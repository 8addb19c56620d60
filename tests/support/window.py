"""An unlocked window for tests and pictures: worker, controller, view on a real vault."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QThread
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.core.settings import Settings
from keystead.errors import KeysteadError
from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.controller import VaultController
from keystead.gui.main_window import VaultView
from keystead.gui.tasks import Worker
from keystead.gui.theme.theme import Theme
from keystead.services.clipboard_formats import conceal_formats
from keystead.services.owner import Owner
from tests.support.demo_vault import DemoVault


def wait_for(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Let the event loop run until ``holds``; AssertionError when it never does."""
    deadline = QDeadlineTimer(round(seconds * 1000))
    while not holds():
        assert not deadline.hasExpired(), "it never happened"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QThread.msleep(2)


class Stage(QWidget):
    """A top window whose child fills it; without a layout, whose size hints the offscreen
    platform would complain about."""

    def __init__(self) -> None:
        super().__init__()
        self._child: QWidget | None = None
        # Away from the pointer, which stands at 0, 0 where there is no screen.
        self.setGeometry(100, 100, 1280, 800)

    def hold(self, child: QWidget) -> None:
        """Let this child fill the window."""
        self._child = child
        child.setParent(self)
        child.setGeometry(self.rect())
        child.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._child is not None:
            self._child.setGeometry(self.rect())


class OpenWindow:
    """Everything that an unlocked window is made of; ``close`` takes it apart."""

    def __init__(
        self,
        theme: Theme,
        vault: DemoVault,
        settings: Settings | None = None,
        idle_after: float = 300.0,
    ) -> None:
        self.vault, self.clock = vault, vault.clock
        self.errors: list[KeysteadError] = []
        self.worker = Worker()
        made: list[Owner] = []
        self.worker.submit(lambda _: vault.open(idle_after), made.append)
        wait_for(lambda: bool(made))
        self.owner = made[0]
        self.guard = ClipboardGuard(
            QGuiApplication.clipboard(), conceal_formats("linux"), self.clock.monotonic
        )
        self.controller = VaultController(self.worker, self.owner, self.guard, settings)
        self.view = VaultView(theme, self.controller)
        self.stage = Stage()
        self.stage.hold(self.view)
        self.controller.start()
        self.settle()

    def settle(self) -> None:
        """Wait until the worker has nothing to do and its results have arrived."""
        wait_for(lambda: self.controller.snapshot is not None or not self.controller.is_open)
        wait_for(lambda: not self.worker.busy)
        wait_for(lambda: self.view.complete)
        QCoreApplication.processEvents()

    def secret(self, name: str, environment: str = "prod") -> Secret:
        """The Secret of that name in the newest snapshot."""
        snapshot = self.controller.snapshot
        assert snapshot is not None
        (found,) = [
            one for one in snapshot.secrets if (one.name, one.environment) == (name, environment)
        ]
        return found

    def choose(self, name: str, environment: str = "prod") -> Secret:
        """Choose a row of the table."""
        secret = self.secret(name, environment)
        self.view.table.choose(secret.id)
        # Layouts show what they were given when the events are handled.
        QCoreApplication.processEvents()
        return secret

    def value(self, secret: Secret) -> str:
        """The current value, asked for on the worker."""
        found: list[SecretText] = []
        self.controller.reveal(secret, found.append)
        wait_for(lambda: bool(found))
        return found[0].reveal()

    def names(self) -> list[str]:
        """The names in the table, from top to bottom."""
        model = self.view.table.model_
        found = (model.secret(row) for row in range(model.rowCount()))
        return [secret.name for secret in found if secret is not None]

    def show(self, width: int = 1280, height: int = 800) -> QWidget:
        """Show the window."""
        self.stage.resize(width, height)
        self.stage.show()
        self.stage.activateWindow()
        wait_for(self.stage.isActiveWindow)
        return self.stage

    def close(self) -> None:
        """Lock, and end the thread."""
        self.controller.lock()
        wait_for(lambda: not self.worker.busy)
        self.stage.close()
        self.stage.deleteLater()
        # Its second look at the clipboard must not meet the next test's copy of one value.
        self.guard.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert self.worker.stop()


@cache
def _model() -> tuple[tempfile.TemporaryDirectory[str], DemoVault]:
    """Filled once, copied often; gone when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="ks-demo-")
    vault = DemoVault(Path(folder.name))
    vault.fill()
    return folder, vault


def filled(folder: Path) -> DemoVault:
    """A vault with the demo's keys."""
    return _model()[1].copy_to(folder)

"""The window serves its open vault to the user's commands, as the agent does alone.

Connections have threads of their own; what they want done goes through the GUI thread to
the one worker, so that a lock drops it like everything else.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from keystead.agent.approvals import Approver
from keystead.agent.keeper import WindowKeeper
from keystead.agent.listener import Listener
from keystead.agent.server import AgentServer
from keystead.errors import AccessDenied
from keystead.gui.tasks import Worker
from keystead.services.owner import LockReason, Owner
from keystead.services.requests.sessions import prove

Result = TypeVar("Result")


class _Call:
    """Something to be done on the worker, and somebody who waits for it."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._result: object = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """On the worker."""
        if self._done.is_set():
            return
        try:
            result = self._call()
        except BaseException as error:  # noqa: BLE001 - handed over to whoever asked
            self._settle(None, error)
        else:
            self._settle(result, None)

    def drop(self) -> None:
        """The vault was locked before it was done."""
        self._settle(None, AccessDenied("The vault was locked meanwhile. Nothing was done."))

    def _settle(self, result: object, error: BaseException | None) -> None:
        with self._lock:
            if not self._done.is_set():
                self._result, self._error = result, error
                self._done.set()

    def wait(self) -> object:
        """In the connection's thread."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._result


class VaultServer(QObject):
    """Serves one open vault until ``stop``.

    ``lock_asked`` gives the LockReason once somebody else has let the vault be locked; the
    owner is closed by then, and the window only has to show it.
    """

    lock_asked = Signal(object)
    _came = Signal(object)

    def __init__(
        self,
        worker: Worker,
        owner: Owner,
        listener: Listener,
        approver: Approver,
        monotonic: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker, self._owner = worker, owner
        self._calls: set[_Call] = set()
        self._guard = threading.Lock()
        self._closed = False
        self._stopping: threading.Thread | None = None
        self._came.connect(self._submit, Qt.ConnectionType.QueuedConnection)
        keeper = WindowKeeper(self._open_owner, self._prove, self._lock)
        self._server = AgentServer(listener, keeper, self.execute, approver, monotonic)

    def start(self) -> None:
        """Begin to serve."""
        self._server.start()

    def stop(self) -> None:
        """Serve nobody any more; returns at once, what waits is told that it was locked."""
        with self._guard:
            self._closed = True
            calls = set(self._calls)
        for call in calls:
            call.drop()
        if self._stopping is None:
            self._stopping = threading.Thread(target=self._server.stop, name="stop", daemon=True)
            self._stopping.start()

    def wait(self, seconds: float) -> None:
        """Until answers on their way have gone out, at most so long."""
        if self._stopping is not None:
            self._stopping.join(seconds)

    def execute(self, call: Callable[[], Result]) -> Result:
        """Run ``call`` on the worker and wait; AccessDenied once the vault was locked."""
        waiting = _Call(call)
        with self._guard:
            if self._closed:
                waiting.drop()
            else:
                self._calls.add(waiting)
                self._came.emit(waiting)
        try:
            return waiting.wait()  # type: ignore[return-value]  # what call returned
        finally:
            with self._guard:
                self._calls.discard(waiting)

    def _submit(self, waiting: _Call) -> None:
        """In the GUI thread."""
        if not self._closed:
            self._worker.submit(lambda _: waiting.run())

    # On the worker ---------------------------------------------------------------------------

    def _open_owner(self) -> Owner | None:
        return self._owner if self._owner.locked_for is None else None

    def _prove(self, passphrase: str, code: str) -> None:
        prove(self._owner, passphrase, code)

    def _lock(self, reason: LockReason) -> None:
        # Closed here already, so that whoever asked for it finds it closed.
        self._owner.lock(reason)
        self.lock_asked.emit(reason)

"""One window a home: a second start raises the first.

The first listens on a socket in the runtime folder; who connects wants it to come forward.
"""

import socket
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from keystead.agent.listener import Listener, UnixListener
from keystead.errors import Busy
from keystead.services.home import Home

FILE = "window.sock"
_TIME_OUT = 5.0


class SingleWindow(QObject):
    """``wanted`` when somebody starts the window once more."""

    wanted = Signal()

    def __init__(self, listener: Listener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="single", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                channel, _ = self._listener.accept()
            except OSError:
                continue
            channel.close()
            self.wanted.emit()

    def stop(self) -> None:
        """Let another window be the first."""
        self._ending.set()
        self._listener.close()
        self._thread.join(_TIME_OUT)


def claim(home: Home) -> UnixListener | None:
    """The right to be the one window; None where another is open, which is then raised."""
    path = home.paths.runtime / FILE
    try:
        return UnixListener(home.parts.host, path, home.paths.state / "window")
    except Busy:
        knock(path)
        return None


def knock(path: Path) -> bool:
    """Ask the window that listens there to come forward; whether it heard."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
        channel.settimeout(_TIME_OUT)
        try:
            channel.connect(str(path))
        except OSError:
            return False
        return True

"""Where clients connect: a Unix socket now, a Windows named pipe later.

``Listener`` is all that the server knows of it.
"""

import contextlib
import os
import socket
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from keystead.agent.client.places import ANNOUNCEMENT
from keystead.agent.peers import Peer, peer_of
from keystead.errors import KeysteadError

_BACKLOG = 16


class Listener(Protocol):
    """Gives connections, and who is at the other end of each."""

    def accept(self) -> tuple[socket.socket, Peer]:
        """The next connection; OSError once the listener is closed."""
        ...

    def close(self) -> None:
        """Stop listening and let go of the address."""
        ...


class Files(Protocol):
    """What is used of the host."""

    def private_folder(self, path: Path) -> None:
        """Make the folder, mode 0700."""
        ...

    def lock(self, path: Path, wait: float = 0.0) -> AbstractContextManager[None]:
        """Exclusive lock."""
        ...

    def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """Old content or new."""
        ...

    def remove(self, path: Path) -> None:
        """Delete a file that may be gone."""
        ...


class UnixListener:
    """A socket of mode 0600 in a folder of mode 0700, and a lock beside it.

    The lock is held as long as the socket: who has it may remove what a killed agent left.
    Where the socket is, is announced in the folder ``state`` of the vault.  Raises Busy
    where another process listens for the same vault after ``wait`` seconds.
    """

    def __init__(self, files: Files, path: Path, state: Path, wait: float = 0.0) -> None:
        files.private_folder(path.parent)
        files.private_folder(state)
        self._files, self._path, self._announced = files, path, state / ANNOUNCEMENT
        self._held = contextlib.ExitStack()
        self._held.enter_context(files.lock(path.with_suffix(".lock"), wait))
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            path.unlink(missing_ok=True)
            self._socket.bind(os.fspath(path))
            # Nobody else can reach into the folder between these two lines.
            path.chmod(0o600)
            self._socket.listen(_BACKLOG)
            files.write_atomic(self._announced, os.fsencode(path))
        except BaseException:
            self.close()
            raise

    def accept(self) -> tuple[socket.socket, Peer]:
        """The next connection; OSError once the listener is closed."""
        channel, _ = self._socket.accept()
        try:
            return channel, peer_of(channel)
        except BaseException:
            channel.close()
            raise

    def close(self) -> None:
        """Remove announcement and socket, then free the lock, in this order."""
        with contextlib.suppress(KeysteadError):
            self._files.remove(self._announced)
        with contextlib.suppress(OSError):
            # Wakes the thread that waits in accept(); close() alone would not.
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._held.close()

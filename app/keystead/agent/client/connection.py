"""One connection to the process that holds the unlocked vault."""

import os
import socket
import stat
import struct
import sys
from collections.abc import Callable, Mapping
from types import TracebackType

from keystead.agent import protocol
from keystead.agent.client import places
from keystead.agent.errors import AgentGone, ProtocolBroken, WrongUser

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


def no_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


class Connection:
    """Asks one question after the other; close it when done."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel

    @classmethod
    def to(cls, state: str, vault_id: str) -> "Connection | None":
        """Connect to whoever holds the vault (id in hex); None when nobody does.

        ``state`` is the state folder.  Raises WrongUser as ``open`` does.
        """
        path = places.announced(state, vault_id)
        return None if path is None else cls.open(path)

    @classmethod
    def open(cls, path: str) -> "Connection | None":
        """Connect to the socket at ``path``; None when nobody listens there.

        Raises WrongUser when folder or listener belong to another user: a passphrase may
        follow, so this side looks as closely as the other one.
        """
        if not hasattr(socket, "AF_UNIX"):
            return None
        check_folder(os.path.dirname(path))
        channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            channel.connect(path)
            check_listener(channel)
        except OSError:
            channel.close()
            return None
        except BaseException:
            channel.close()
            raise
        return cls(channel)

    def call(
        self,
        method: str,
        params: Mapping[str, object] | None = None,
        progress: Progress = no_progress,
    ) -> object:
        """What the other side answers.

        Raises the error that it raised, as its category; AgentGone when it ended first.
        """
        request = {
            "v": protocol.VERSION,
            "method": method,
            "params": dict(params or {}),
            "cwd": _folder(),
        }
        data = protocol.encode(request, protocol.MAX_REQUEST)
        try:
            self._channel.sendall(data)
            answer = protocol.receive(self._channel, protocol.MAX_ANSWER)
            while answer is not None and "progress" in answer:
                _tell(progress, answer["progress"])
                answer = protocol.receive(self._channel, protocol.MAX_ANSWER)
        except (OSError, ProtocolBroken):
            answer = None
        if answer is None:
            raise AgentGone(
                "The vault was locked, or the agent ended, before it answered. "
                "Look at the result, then try again."
            )
        if "error" in answer:
            raise protocol.error_from_wire(answer["error"])
        return answer.get("result")

    def close(self) -> None:
        """Hang up."""
        self._channel.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def check_folder(folder: str) -> None:
    """WrongUser unless the folder is missing, or the user's own and closed to others."""
    try:
        status = os.lstat(folder)
    except OSError:
        return
    own = status.st_uid == os.getuid() and stat.S_ISDIR(status.st_mode)
    if not own or stat.S_IMODE(status.st_mode) & 0o077:
        raise WrongUser(
            f"'{folder}' is not a private folder of yours, so the agent in it is not trusted. "
            "Remove it, then try again.",
            path=folder,
        )


def check_listener(channel: socket.socket) -> None:
    """WrongUser unless the process that listens belongs to this user (SO_PEERCRED, unix(7))."""
    if not sys.platform.startswith("linux"):
        return
    raw = channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    user = struct.unpack("3i", raw)[1]
    if user != os.getuid():
        raise WrongUser(
            "The agent at this socket belongs to another user. Nothing was sent to it.", uid=user
        )


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def _tell(progress: Progress, found: object) -> None:
    if isinstance(found, dict):
        done, total = found.get("done"), found.get("total")
        if isinstance(done, int) and isinstance(total, int):
            progress(done, total)

"""Who is at the other end of the socket: user, process, terminal session, ancestors.

Read from the kernel (SO_PEERCRED, unix(7); proc_pid_stat(5)), never from what the other
side says.  A program of the same user can pretend much; what is named here is what the
user is shown, and the terminal session is what Keystead goes by.

The path of a program is the kernel's word.  Its arguments are its own: it can change them
while it runs, so they are shown as what it says of itself.
"""

import os
import socket
import struct
import sys
import sysconfig
import time
from dataclasses import dataclass
from pathlib import Path

from keystead.agent.errors import NotServed

MAX_CHAIN = 8
_COMMAND = "keystead"
_INTERPRETERS = ("python", "node", "ruby", "perl", "bash", "sh", "dash", "zsh", "php", "deno")


@dataclass(frozen=True)
class Session:
    """A terminal session: POSIX session id and the start time of its leader.

    The start time (clock ticks since boot) tells a session from a later one that was given
    the same number.  Works without a terminal.

    Where the leader has ended, or lies outside what /proc shows (session 0: containers, a
    build server's jobs), the oldest living ancestor within the session stands for it.  That
    is less than the session, never more: what it started, and nothing beside it.
    """

    number: int
    leader_started: int


@dataclass(frozen=True)
class Program:
    """One running program; ``path`` from the kernel, ``arguments`` by its own word: shown to
    the user alone, and never kept."""

    pid: int
    path: str
    arguments: tuple[str, ...]

    @property
    def name(self) -> str:
        """``node`` for /usr/bin/node."""
        return os.path.basename(self.path) or "a program that has ended"

    @property
    def script(self) -> str:
        """What an interpreter says it runs (``server.js``), or ''."""
        if not self.name.startswith(_INTERPRETERS):
            return ""
        return next((text for text in self.arguments[1:] if not text.startswith("-")), "")

    @property
    def identity(self) -> tuple[str, str]:
        """What a grant is remembered for: the program, and the script that it runs."""
        return self.path, self.script


@dataclass(frozen=True)
class Peer:
    """The process that connected."""

    pid: int
    uid: int
    session: Session | None

    @property
    def directory(self) -> str:
        """The folder that it works in, or ''."""
        try:
            return os.readlink(f"/proc/{self.pid}/cwd")
        except OSError:
            return ""


def peer_of(channel: socket.socket) -> Peer:
    """The process that connected; a session only where it is certain."""
    raw = channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    pid, uid, _gid = struct.unpack("3i", raw)
    return Peer(pid, uid, session_of(pid))


def session_of(pid: int) -> Session | None:
    """The session of a process; None when it is gone, or younger than now.

    A process that started after it connected is another one that was given its number.
    """
    connected = time.clock_gettime(time.CLOCK_BOOTTIME)
    fields = stat_fields(pid)
    if fields is None or fields[_STARTED] / os.sysconf("SC_CLK_TCK") > connected:
        return None
    number = fields[_SESSION]
    leader = stat_fields(number) if number > 0 else None
    return _in_place_of_leader(pid, fields) if leader is None else Session(number, leader[_STARTED])


def _in_place_of_leader(pid: int, fields: list[int]) -> Session | None:
    """The oldest ancestor in the same session, init excepted; None when one ended meanwhile.

    Init adopts whoever lost its parent, so that being its child says nothing.
    """
    number = fields[_SESSION]
    while fields[_PARENT] > 1:
        parent = stat_fields(fields[_PARENT])
        if parent is None:
            return None
        if parent[_SESSION] != number:
            break
        pid, fields = fields[_PARENT], parent
    return Session(pid, fields[_STARTED])


# Positions in what follows the name in /proc/PID/stat: ppid, session, starttime.
_PARENT, _SESSION, _STARTED = 1, 3, 19


def stat_fields(pid: int) -> list[int] | None:
    """The numbers that follow the name in /proc/PID/stat, its state as 0; None when gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return None
    # The name is in parentheses and may hold any character, so count from its end.
    words = text[text.rfind(")") + 1 :].split()
    if len(words) <= _STARTED:
        return None
    return [0, *(int(word) for word in words[1 : _STARTED + 1])]


def program(pid: int) -> Program:
    """What runs as ``pid``; empty path when it is gone or not readable."""
    try:
        path = os.readlink(f"/proc/{pid}/exe")
    except OSError:
        path = ""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        raw = b""
    return Program(pid, path, tuple(os.fsdecode(part) for part in raw.split(b"\0")[:-1]))


def chain(pid: int) -> tuple[Program, ...]:
    """The program and those that started it, the nearest first, at most eight.

    Our own ``keystead`` at the near end is left out: whoever started it is who asks.
    """
    found: list[Program] = []
    while pid > 1 and len(found) <= MAX_CHAIN:
        found.append(program(pid))
        fields = stat_fields(pid)
        pid = fields[_PARENT] if fields else 0
    if len(found) > 1 and is_client(found[0]):
        found = found[1:]
    return tuple(found[:MAX_CHAIN]) or (Program(0, "", ()),)


def is_client(one: Program) -> bool:
    """Whether it is the ``keystead`` command of this very installation.

    The executable must be the file that runs here, and what it runs the installed script:
    a name alone says nothing.  ``python -m keystead`` is not taken for it, since which
    module that is depends on the folder.
    """
    try:
        here, there = Path("/proc/self/exe").stat(), Path(f"/proc/{one.pid}/exe").stat()
    except OSError:
        return False
    if not os.path.samestat(here, there):
        return False
    if getattr(sys, "frozen", False):
        return True
    words = one.arguments[1:2]
    # A relative path is meant from the folder of that process.
    return bool(words) and any(
        _is_same_file(Path(f"/proc/{one.pid}/cwd") / words[0], script) for script in _own_scripts()
    )


def _own_scripts() -> tuple[Path, ...]:
    """Where an installation puts the command: that of the environment, or of the user."""
    user = sysconfig.get_preferred_scheme("user")
    folders = (sysconfig.get_path("scripts"), sysconfig.get_path("scripts", user))
    return tuple(Path(folder) / _COMMAND for folder in folders)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def check_user(peer: Peer, own: int) -> None:
    """NotServed for another user's process, whatever the modes of the files let through."""
    if peer.uid != own:
        raise NotServed("This agent serves the user who started it, and nobody else.")

"""Whether there is a display to open a window on."""

import contextlib
import os
import re
import socket
import sys
from collections.abc import Mapping

_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def has_display() -> bool:
    """False where Qt would find none, and end the program without a word."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform and not platform.startswith(("xcb", "wayland")):
        return True  # one that draws nowhere, or elsewhere
    found = {
        "DISPLAY": os.environ.get("DISPLAY", ""),
        "WAYLAND_DISPLAY": os.environ.get("WAYLAND_DISPLAY", ""),
    }
    return reachable(found)


def reachable(session: Mapping[str, str]) -> bool:
    """Whether the session's variables name a display that answers."""
    if session.get("WAYLAND_DISPLAY"):
        return True
    display = session.get("DISPLAY", "")
    local = _LOCAL.fullmatch(display)
    # One at another computer is left to Qt: asking it could take long.
    return bool(display) if local is None else _answers(int(local[1]))


def _answers(number: int) -> bool:
    """Whether an X server listens for this local display (X.org's two kinds of socket)."""
    for address in (f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"):  # noqa: S108
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
            channel.settimeout(2)
            with contextlib.suppress(OSError):
                channel.connect(address)
                return True
    return False

"""The short-lived process that owns the clipboard for ``keystead copy``, and clears it.

It gets value and seconds as one JSON object on stdin and says ``held`` once others can
paste.  Under Wayland a program without a window may not own the clipboard, so ``wl-copy``
does; it gets the value by a pipe, too.
"""

import json
import os
import shutil
import subprocess
from typing import BinaryIO

from keystead.services.clipboard_formats import conceal_formats

MAX_REQUEST = 1 << 20
HELD = b"held\n"


def hold(source: BinaryIO, target: BinaryIO) -> int:
    """Hold the value for its seconds, or until somebody else copies something; 0 when so.

    1 where the request is none, or the desktop does not take it.
    """
    try:
        request = json.loads(source.read(MAX_REQUEST))
        value, seconds = str(request["value"]), float(request["seconds"])
    except (ValueError, KeyError, TypeError):
        return 1
    tool = shutil.which("wl-copy") if os.environ.get("WAYLAND_DISPLAY") else None
    if tool is not None:
        return _by_tool(tool, value, seconds, target)
    return _by_qt(value, seconds, target)


def _say_held(target: BinaryIO) -> None:
    target.write(HELD)
    target.flush()
    target.close()


def _by_tool(tool: str, value: str, seconds: float, target: BinaryIO) -> int:
    """Let wl-copy serve in the foreground, and end it: the clipboard is empty then."""
    command = [tool, "--foreground", "--type", "text/plain;charset=utf-8"]
    if _knows_sensitive(tool):
        command.append("--sensitive")
    child = subprocess.Popen(command, stdin=subprocess.PIPE)
    with child:
        if child.stdin is not None:
            child.stdin.write(value.encode())
            child.stdin.close()
        _say_held(target)
        try:
            child.wait(seconds)  # it ends by itself when somebody else copies something
        except subprocess.TimeoutExpired:
            child.terminate()
    return 0


def _knows_sensitive(tool: str) -> bool:
    """Whether this wl-copy can mark what it serves as a secret (2.3 and later)."""
    found = subprocess.run([tool, "--help"], capture_output=True, text=True, check=False)
    return "--sensitive" in found.stdout


def _by_qt(value: str, seconds: float, target: BinaryIO) -> int:
    from PySide6.QtCore import QMimeData, QTimer
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(["keystead"])
    clipboard = application.clipboard()
    data = QMimeData()
    data.setText(value)
    for name, content in conceal_formats().items():
        data.setData(name, content)
    clipboard.setMimeData(data)
    application.processEvents()
    if not clipboard.ownsClipboard():
        return 1
    _say_held(target)

    def clear() -> None:
        # Overwritten rather than cleared: some managers put the old text back after a clear.
        if clipboard.ownsClipboard():
            clipboard.setText("")
        QTimer.singleShot(200, application.quit)

    def lost() -> None:
        if not clipboard.ownsClipboard():
            application.quit()

    clipboard.dataChanged.connect(lost)
    QTimer.singleShot(int(seconds * 1000), clear)
    return application.exec()

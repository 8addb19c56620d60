"""Copied values: concealed from clipboard histories, cleared after a while, read back.

The clipboard is overwritten with empty text, never cleared: clipboard managers such as
parcellite and clipman put the old content back after a clear.  Only the guard's own value
is ever overwritten; it is known by a digest, the value itself is not kept here.
"""

import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard

from keystead.core.secret_types import SecretText

CLEAR_AFTER = 20.0
_TICK_MS = 250
# A manager that puts the old content back does so when it sees the change.
_READ_BACK_MS = 600


@dataclass(frozen=True)
class Copied:
    """What lies on the clipboard: its name, the seconds left and the whole time."""

    name: str
    left: float
    whole: float


class ClipboardGuard(QObject):
    """Owns what Keystead put on the clipboard.

    ``changed`` gives a Copied, or None when nothing of ours is there any more.
    ``cleared`` says that the value was overwritten; ``kept`` gives the name of a value that
    was still there afterwards, so that the window can say so.
    """

    changed = Signal(object)
    cleared = Signal(str)
    kept = Signal(str)

    def __init__(
        self,
        clipboard: QClipboard,
        formats: Mapping[str, bytes],
        monotonic: Callable[[], float],
        seconds: float = CLEAR_AFTER,
        parent: QObject | None = None,
    ) -> None:
        """``formats``: what conceals a value, ``services.clipboard_formats``."""
        super().__init__(parent)
        self._clipboard, self._formats, self.monotonic = clipboard, formats, monotonic
        self.seconds = seconds
        self._salt = os.urandom(16)
        self._digest = b""
        self._name = ""
        self._until = 0.0
        self._whole = seconds
        self._setting = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.refresh)
        clipboard.dataChanged.connect(self._seen)

    @property
    def copied(self) -> Copied | None:
        """What lies there now; None when nothing of ours does."""
        if not self._digest:
            return None
        left = max(0.0, self._until - self.monotonic())
        return Copied(self._name, left, self._whole)

    def copy(self, name: str, value: SecretText) -> None:
        """Put a value there for ``seconds``; an older one of ours is replaced."""
        data = QMimeData()
        data.setText(value.reveal())
        for mime, content in self._formats.items():
            data.setData(mime, content)
        self._digest = self._digest_of(value.reveal())
        self._name, self._whole = name, self.seconds
        self._until = self.monotonic() + self.seconds
        self._put(data)
        self._timer.start()
        self.changed.emit(self.copied)

    def clear(self) -> bool:
        """Overwrite our value now; False when it was still there when read back at once.

        What somebody else copied meanwhile is left alone.
        """
        if not self._digest:
            return True
        digest, name = self._digest, self._name
        self._forget()
        if not self._holds(digest):
            return True
        self._overwrite()
        gone = not self._holds(digest)
        if gone:
            self.cleared.emit(name)
            QTimer.singleShot(_READ_BACK_MS, self, lambda: self._read_back(digest, name))
        else:
            self.kept.emit(name)
        return gone

    def refresh(self) -> None:
        """See how much time is left, and clear when it is none; the timer does this."""
        copied = self.copied
        if copied is not None and copied.left <= 0:
            self.clear()
        elif copied is not None:
            self.changed.emit(copied)

    def _put(self, data: QMimeData) -> None:
        # Our own change is no sign that somebody else took the clipboard.
        self._setting = True
        try:
            self._clipboard.setMimeData(data, QClipboard.Mode.Clipboard)
        finally:
            self._setting = False

    def _overwrite(self) -> None:
        # Qt makes this content itself: one made here would outlive the interpreter.
        self._setting = True
        try:
            self._clipboard.setText("", QClipboard.Mode.Clipboard)
        finally:
            self._setting = False

    def _forget(self) -> None:
        self._timer.stop()
        self._digest, self._name = b"", ""
        self.changed.emit(None)

    def _seen(self) -> None:
        """Somebody wrote to the clipboard: if it was not us, our value is gone already."""
        if self._digest and not self._setting and not self._holds(self._digest):
            self._forget()

    def _read_back(self, digest: bytes, name: str) -> None:
        """A manager may have put it back meanwhile: overwrite once more, and say so."""
        if self._digest or not self._holds(digest):
            return
        self._overwrite()
        self.kept.emit(name)

    def _holds(self, digest: bytes) -> bool:
        text = self._clipboard.text(QClipboard.Mode.Clipboard)
        return bool(text) and hmac.compare_digest(self._digest_of(text), digest)

    def _digest_of(self, text: str) -> bytes:
        # Salted, so that what stays in memory is no fingerprint that could be looked up.
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, key=self._salt, digest_size=32).digest()

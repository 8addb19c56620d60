"""What nobody foresaw: it is told on the window and on stderr, never silently dropped.

Neither holds the text of the error or a variable: those could hold a value.
"""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from keystead.errors import KeysteadError
from keystead.services.crash_report import report

Show = Callable[[str], None]


class Problems(QObject):
    """Takes over ``sys.excepthook`` and the threads' between ``install`` and ``remove``."""

    _came = Signal(str)

    def __init__(self, show: Show, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = (sys.excepthook, threading.excepthook)
        self._came.connect(show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear of every exception that nobody catches, also in slots and threads."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        """As it was."""
        sys.excepthook, threading.excepthook = self._before

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        sys.stderr.write(report(kind, trace))
        self._came.emit(words_of(error))

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        self._hook(args.exc_type, error, args.exc_traceback)


def words_of(error: BaseException) -> str:
    """For the user: an error that Keystead can explain speaks for itself."""
    if isinstance(error, KeysteadError):
        return error.message
    kind = type(error).__name__
    return (
        f"Keystead failed in a way that was not foreseen ({kind}). What was stored before is "
        "intact. Please report it with what you did."
    )

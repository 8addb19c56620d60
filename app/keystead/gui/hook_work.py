"""A command of the user's, run beside the window: it may take its time, and can be stopped.

Neither the window's thread nor the vault's worker waits for it, so that a lock never does.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.services import hooks

Work = Callable[[Callable[[], bool]], SecretText | None]


class HookRun(QObject):
    """``done`` gives the SecretText that was printed, or None for a check; ``failed`` a
    KeysteadError.  After ``cancel`` neither comes."""

    done = Signal(object)
    failed = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._arrived.connect(self._tell)

    @property
    def running(self) -> bool:
        """True while a command runs whose end is waited for."""
        return self._thread is not None

    def ask_value(self, command: str, *, multiline: bool = False) -> None:
        """Let ``command`` print a value, of several lines where ``multiline``; UsageProblem for
        a command that makes no sense."""
        words = hooks.words_of(command)
        self._start(lambda stop: hooks.new_value(words, multiline=multiline, cancelled=stop))

    def check(self, command: str, name: str, value: SecretText) -> None:
        """Let ``command`` say whether the value, in its variable ``name``, works."""
        words = hooks.words_of(command)

        def work(stop: Callable[[], bool]) -> None:
            hooks.check(words, name, value, cancelled=stop)

        self._start(work)

    def cancel(self) -> None:
        """End the command; nothing comes of it any more."""
        self._stop.set()
        self._thread = None

    def _start(self, work: Work) -> None:
        self.cancel()
        stop = self._stop = threading.Event()

        def run() -> None:
            found: SecretText | None = None
            error: KeysteadError | None = None
            try:
                found = work(stop.is_set)
            except KeysteadError as problem:
                error = problem.with_traceback(None)
            if not stop.is_set():
                self._arrived.emit(stop, (found, error))

        # No daemon: at the end of the program it has to end the command first.
        self._thread = threading.Thread(target=run, name="hook")
        self._thread.start()

    def _tell(self, stop: threading.Event, result: tuple[object, KeysteadError | None]) -> None:
        if stop is not self._stop or stop.is_set():
            return
        self._thread = None
        found, error = result
        if error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(found)

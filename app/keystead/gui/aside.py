"""A question to the system that may take long, beside the worker: it does not hold up
what the user wants next, and touches no vault."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from keystead.errors import KeysteadError


class Aside(QObject):
    """Asks in a thread of its own; only the newest question is answered."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._arrived.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        call: Callable[[], str],
        done: Callable[[str], None],
        failed: Callable[[KeysteadError], None],
    ) -> None:
        """``done`` or ``failed`` comes in this thread, unless another question followed."""
        self._number += 1
        number = self._number

        def answer(reply: Callable[[], None]) -> None:
            if number == self._number:
                reply()

        def work() -> None:
            try:
                found = call()
            except KeysteadError as error:
                told = error.with_traceback(None)
                self._arrived.emit(lambda: answer(lambda: failed(told)))
            else:
                self._arrived.emit(lambda: answer(lambda: done(found)))

        threading.Thread(target=work, name="aside", daemon=True).start()

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._number += 1

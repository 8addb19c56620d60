"""The one thread that touches the vault, and how others hand it work.

Rules: whatever reads or changes an open vault runs here, one task at a time, in the order
of arrival; a task never waits for another task; between tasks, and at least once a second,
the *tick* runs (publication, idle lock).
"""

import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

from keystead.agent.errors import AgentEnding

Result = TypeVar("Result")
TICK = 1.0
"""Seconds between two ticks while nothing is asked."""


class Execute(Protocol):
    """Runs a callable on the vault's thread and gives what it returns or raises."""

    def __call__(self, call: Callable[[], Result], /) -> Result:
        """Wait for the turn, run, return."""
        ...


class _Task:
    """One callable on its way through the worker."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._done = threading.Event()
        self._result: object = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._result = self._call()
        except BaseException as error:  # noqa: BLE001 - handed over to whoever asked
            self._error = error
        finally:
            self._done.set()

    def drop(self) -> None:
        self._error = AgentEnding("The vault has just been locked. Unlock it again.")
        self._done.set()

    def result(self) -> object:
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._result


class Worker:
    """A queue of tasks, worked off by the thread that calls ``serve``."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._ended = False

    def __call__(self, call: Callable[[], Result], /) -> Result:
        """Run ``call`` on the worker's thread; AgentEnding once the worker has ended."""
        task = _Task(call)
        with self._lock:
            if self._ended:
                task.drop()
            else:
                self._tasks.put(task)
        return task.result()  # type: ignore[return-value]  # what call returned

    def serve(self, tick: Callable[[], bool]) -> None:
        """Work until ``tick`` says False; then what is still queued is dropped."""
        try:
            due = time.monotonic() + TICK
            going = True
            while going:
                try:
                    task = self._tasks.get(timeout=max(0.0, due - time.monotonic()))
                except Empty:
                    task = None
                    due = time.monotonic() + TICK
                if task is not None:
                    task.run()
                going = tick()
        finally:
            self._end()

    def wake(self) -> None:
        """Let the tick run soon; safe in a signal handler."""
        self._tasks.put(None)

    def _end(self) -> None:
        with self._lock:
            self._ended = True
        while not self._tasks.empty():
            task = self._tasks.get()
            if task is not None:
                task.drop()

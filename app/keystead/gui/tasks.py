"""The one background worker: key derivation, SQLite and cryptography run here.

Rules, for whoever calls ``Worker.submit``:

1.  One thread, one job at a time, in the order of submission.  The vault belongs to this
    thread; the GUI thread never touches it, not even to ask whether it is open.
2.  ``work`` gets a :class:`Progress` and returns its result.  It touches no widget.
3.  ``on_done``, ``on_error`` and ``on_progress`` run in the GUI thread, by signal.
4.  ``Worker.new_generation`` (called by a lock, before the job that locks is submitted)
    cancels what runs, drops what waits, and makes every result that arrives later be
    dropped: nothing decrypted reaches the window once the lock was asked for.
5.  A result that is dropped goes to ``discard``, still in the worker's thread, so that a
    session opened in vain is closed again.
6.  Cancelling is a request: the job sees it at its next call of ``progress``, or never,
    when it makes none.  A cancelled job calls back neither ``on_done`` nor ``on_error``;
    it calls ``on_cancelled`` if its generation still holds.
7.  An error without ``on_error`` is raised in the GUI thread, where it is reported.
8.  While there is a worker, Python's collector of cycles runs in the GUI thread alone; see
    ``gui.sharing``.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from keystead.errors import KeysteadError
from keystead.gui.sharing import Sharing

T = TypeVar("T")

# Progress is passed on at most this often, so that a tight loop does not flood the GUI.
_EVERY_SECONDS = 0.05


class Cancelled(Exception):
    """Raised by ``progress`` inside a job that was cancelled; let it pass."""


class Job:
    """One piece of work, waiting or under way.  Keep it to cancel it."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask it to stop; may be called from any thread."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """True once it was asked to stop."""
        return self._cancelled.is_set()


class Progress:
    """What a job reports with: ``progress(done, whole)``, or ``progress(share)``."""

    def __init__(self, job: Job, tell: Callable[[float, str], None]) -> None:
        self._job = job
        self._tell = tell
        self._last = float("-inf")

    def __call__(self, done: float = 0.0, whole: float = 1.0, words: str = "") -> None:
        """Report ``done`` of ``whole``; raises Cancelled when the job is to stop."""
        self.check()
        now = time.monotonic()
        if done >= whole or words or now - self._last >= _EVERY_SECONDS:
            self._last = now
            self._tell(done / whole if whole else 0.0, words)

    def check(self) -> None:
        """Raise Cancelled when the job is to stop; report nothing."""
        if self._job.cancelled:
            raise Cancelled


class _Task:
    """A job with its work and whom to call back."""

    def __init__(
        self,
        job: Job,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], None] | None,
        on_error: Callable[[Exception], None] | None,
        on_progress: Callable[[float, str], None] | None,
        on_cancelled: Callable[[], None] | None,
        discard: Callable[[Any], None] | None,
    ) -> None:
        self.job = job
        self.work = work
        self.on_done = on_done
        self.on_error = on_error
        self.on_progress = on_progress
        self.on_cancelled = on_cancelled
        self.discard = discard


class _Thread(QThread):
    """Takes tasks until it is given None."""

    def __init__(self, run_task: Callable[[_Task], None]) -> None:
        super().__init__()
        self.tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._run_task = run_task

    def run(self) -> None:
        while (task := self.tasks.get()) is not None:
            self._run_task(task)
            # Nothing of a finished task may stay alive while the thread waits.
            del task


class Worker(QObject):
    """The one worker of the window.  Made and used in the GUI thread."""

    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._generation = 0
        self._open: list[Job] = []
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._sharing = Sharing(lambda: self.busy, self)
        self._sharing.start()
        self._thread = _Thread(self._run)
        self._thread.setObjectName("keystead-worker")
        self._thread.start()

    @property
    def busy(self) -> bool:
        """True while a job waits or runs."""
        return bool(self._open)

    @property
    def generation(self) -> int:
        """Counts the locks; a result of an older one is dropped."""
        return self._generation

    def in_worker_thread(self) -> bool:
        """True when called from the worker's thread."""
        return QThread.currentThread() is self._thread

    def submit(
        self,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        on_progress: Callable[[float, str], None] | None = None,
        *,
        on_cancelled: Callable[[], None] | None = None,
        discard: Callable[[T], None] | None = None,
    ) -> Job:
        """Run ``work`` after all that was submitted before; see the rules above."""
        job = Job(self._generation)
        self._open.append(job)
        if len(self._open) == 1:
            self.busy_changed.emit(True)
        task = _Task(job, work, on_done, on_error, on_progress, on_cancelled, discard)
        self._thread.tasks.put(task)
        return job

    def new_generation(self) -> None:
        """Cancel and drop all that was submitted so far, also what has just finished."""
        self._generation += 1
        for job in self._open:
            job.cancel()
        self._sharing.collect_all()

    def stop(self, timeout_ms: int = 10_000) -> bool:
        """Cancel everything and end the thread; False when it did not end in time."""
        self.new_generation()
        self._thread.tasks.put(None)
        ended = self._thread.wait(timeout_ms)
        self._sharing.stop()
        return ended

    # In the worker's thread.

    def _run(self, task: _Task) -> None:
        job = task.job

        def tell(share: float, words: str) -> None:
            if task.on_progress is not None:
                self._arrived.emit(lambda: self._progressed(task, share, words))

        progress = Progress(job, tell)
        try:
            progress.check()
            result = task.work(progress)
        except Cancelled:
            self._arrived.emit(lambda: self._ended(task, task.on_cancelled))
        except Exception as error:  # noqa: BLE001 - whatever it is, the GUI thread reports it
            failed = _without_frames(error)
            self._arrived.emit(lambda: self._failed(task, failed))
        else:
            self._sharing.set_aside()
            if job.cancelled:
                _discard(task, result)
                self._arrived.emit(lambda: self._ended(task, task.on_cancelled))
            else:
                self._arrived.emit(lambda: self._done(task, result))

    # In the GUI thread.

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()

    def _close(self, task: _Task) -> bool:
        """The task is over; True when its callbacks may still run."""
        self._open.remove(task.job)
        if not self._open:
            self.busy_changed.emit(False)
        return task.job.generation == self._generation

    def _progressed(self, task: _Task, share: float, words: str) -> None:
        current = task.job.generation == self._generation and not task.job.cancelled
        if current and task.on_progress is not None:
            task.on_progress(share, words)

    def _ended(self, task: _Task, call: Callable[[], None] | None) -> None:
        if self._close(task) and call is not None:
            call()

    def _failed(self, task: _Task, error: Exception) -> None:
        if task.job.cancelled:
            self._ended(task, task.on_cancelled)
        elif self._close(task):
            if task.on_error is None:
                raise error
            task.on_error(error)

    def _done(self, task: _Task, result: object) -> None:
        current = self._close(task)
        if current and not task.job.cancelled:
            if task.on_done is not None:
                task.on_done(result)
            return
        if task.discard is not None:
            # It finished, and was dropped before it got here: back to the thread.
            give_up = _Task(Job(-1), lambda _: _discard(task, result), *[None] * 5)
            self._open.append(give_up.job)
            self._thread.tasks.put(give_up)
        if current and task.on_cancelled is not None:
            task.on_cancelled()


def _discard(task: _Task, result: object) -> None:
    if task.discard is not None:
        with contextlib.suppress(KeysteadError):
            task.discard(result)


def _without_frames(error: Exception) -> Exception:
    """An expected error goes without its frames, whose variables may hold secrets."""
    return error.with_traceback(None) if isinstance(error, KeysteadError) else error

"""The worker: one thread, in order, results in the GUI thread, nothing after a lock."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from keystead.errors import KeysteadError
from keystead.gui.tasks import Cancelled, Progress, Worker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    assert worker.stop()


def test_work_runs_in_the_worker_and_its_result_arrives_in_the_gui(
    worker: Worker, qtbot: QtBot
) -> None:
    gui = QThread.currentThread()
    seen: list[object] = []

    def work(_: Progress) -> bool:
        return worker.in_worker_thread()

    worker.submit(work, lambda result: seen.extend([result, QThread.currentThread() is gui]))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [True, True]
    assert not worker.in_worker_thread()


def test_jobs_run_one_after_the_other_in_order(worker: Worker, qtbot: QtBot) -> None:
    order: list[int] = []
    running = threading.Semaphore(1)

    def work(number: int) -> int:
        assert running.acquire(blocking=False)
        running.release()
        return number

    for number in range(20):
        worker.submit(lambda _, n=number: work(n), order.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_busy_is_told_once_for_many_jobs(worker: Worker, qtbot: QtBot) -> None:
    told: list[bool] = []
    worker.busy_changed.connect(told.append)
    for _ in range(3):
        worker.submit(lambda _: None)
    assert worker.busy
    qtbot.waitUntil(lambda: not worker.busy)
    assert told == [True, False]


def test_an_error_arrives_with_its_message_and_without_frames(worker: Worker, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def work(_: Progress) -> None:
        raise KeysteadError("It did not work.")

    worker.submit(work, on_error=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "It did not work."
    deep = errors[0].__traceback__
    assert deep is None


def test_an_unhandled_error_is_raised_in_the_gui_thread(worker: Worker, qtbot: QtBot) -> None:
    def work(_: Progress) -> None:
        raise ValueError("a bug")

    with qtbot.captureExceptions() as caught:
        worker.submit(work)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ValueError


def test_progress_arrives_in_order_and_ends_at_one(worker: Worker, qtbot: QtBot) -> None:
    shares: list[float] = []

    def work(progress: Progress) -> str:
        for step in range(1, 1001):
            progress(step, 1000)
        return "done"

    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        worker.submit(work, on_progress=lambda share, _: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) < 100


def test_progress_can_say_words(worker: Worker, qtbot: QtBot) -> None:
    words: list[str] = []
    worker.submit(
        lambda progress: progress(0.5, words="Deriving"),
        on_progress=lambda _, said: words.append(said),
    )
    qtbot.waitUntil(lambda: words == ["Deriving"])


class _Gate:
    """Work that starts, waits until it is let go, then asks whether to go on."""

    def __init__(self) -> None:
        self.started, self.go = threading.Event(), threading.Event()

    def __call__(self, progress: Progress) -> str:
        self.started.set()
        self.go.wait(10)
        progress(0.5)
        return "result"


def test_a_cancelled_job_calls_back_only_that_it_was_cancelled(
    worker: Worker, qtbot: QtBot
) -> None:
    gate, called = _Gate(), list[str]()
    job = worker.submit(
        gate,
        called.append,
        lambda _: called.append("error"),
        on_cancelled=lambda: called.append("cancelled"),
    )
    assert gate.started.wait(10)
    job.cancel()
    assert job.cancelled
    gate.go.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert called == ["cancelled"]


def test_a_cancelled_job_that_waits_never_runs(worker: Worker, qtbot: QtBot) -> None:
    gate, ran = _Gate(), list[bool]()
    worker.submit(gate)
    worker.submit(lambda _: ran.append(True)).cancel()
    gate.go.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert ran == []


def test_a_result_that_arrives_after_a_lock_is_dropped_and_given_up(
    worker: Worker, qtbot: QtBot
) -> None:
    started, go = threading.Event(), threading.Event()
    called, given_up = list[str](), list[tuple[str, bool]]()

    def deaf(_: Progress) -> str:
        started.set()
        go.wait(10)
        return "secret"

    worker.submit(
        deaf,
        called.append,
        on_cancelled=lambda: called.append("cancelled"),
        discard=lambda result: given_up.append((result, worker.in_worker_thread())),
    )
    assert started.wait(10)
    worker.new_generation()
    locked: list[str] = []
    worker.submit(lambda _: "locked", locked.append)
    go.set()
    qtbot.waitUntil(lambda: locked == ["locked"])
    assert called == []
    assert given_up == [("secret", True)]


def test_a_result_on_its_way_to_the_gui_is_dropped_too(worker: Worker, qtbot: QtBot) -> None:
    finished = threading.Event()
    called, given_up = list[str](), list[tuple[str, bool]]()

    def work(_: Progress) -> str:
        return "secret"

    worker.submit(
        work,
        called.append,
        discard=lambda result: given_up.append((result, worker.in_worker_thread())),
    )
    worker.submit(lambda _: finished.set())
    # No event loop has run yet: the result is posted, not delivered.
    assert finished.wait(10)
    worker.new_generation()
    qtbot.waitUntil(lambda: bool(given_up) and not worker.busy)
    assert called == []
    assert given_up == [("secret", True)]


def test_progress_and_errors_of_an_older_generation_are_silent(
    worker: Worker, qtbot: QtBot
) -> None:
    finished, heard = threading.Event(), list[str]()

    def work(progress: Progress) -> None:
        progress(0.5)
        raise KeysteadError("Too late.")

    worker.submit(
        work,
        None,
        lambda error: heard.append(str(error)),
        lambda share, _: heard.append(str(share)),
    )
    worker.submit(lambda _: finished.set())
    assert finished.wait(10)
    worker.new_generation()
    qtbot.waitUntil(lambda: not worker.busy)
    assert heard == []


def test_a_discard_that_fails_in_an_expected_way_does_not_end_the_worker(
    worker: Worker, qtbot: QtBot
) -> None:
    gate, results = _Gate(), list[int]()

    def refuse(_: object) -> None:
        raise KeysteadError("Already closed.")

    worker.submit(lambda _: gate.go.wait(10), discard=refuse)
    worker.new_generation()
    gate.go.set()
    worker.submit(lambda _: 7, results.append)
    qtbot.waitUntil(lambda: results == [7])


def test_check_raises_only_after_cancel(worker: Worker) -> None:
    job = worker.submit(lambda _: None)
    progress = Progress(job, lambda _share, _words: None)
    progress.check()
    job.cancel()
    with pytest.raises(Cancelled):
        progress.check()


def test_stop_ends_the_thread_while_a_job_waits(qtbot: QtBot) -> None:
    worker, gate = Worker(), _Gate()
    worker.submit(gate)
    assert gate.started.wait(10)
    assert not worker.stop(10)
    gate.go.set()
    assert worker.stop()

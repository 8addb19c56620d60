"""The serial worker: one task at a time, results and errors back, an end for all."""

import threading

import pytest

from keystead.agent.errors import AgentEnding
from keystead.agent.worker import Worker
from keystead.errors import NotFound


@pytest.fixture
def worker():
    going = threading.Event()
    going.set()
    made = Worker()
    thread = threading.Thread(target=made.serve, args=(going.is_set,))
    thread.start()
    yield made
    going.clear()
    made.wake()
    thread.join()


def test_it_runs_everything_on_one_thread(worker):
    threads = {worker(threading.get_ident) for _ in range(5)}
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


def test_results_and_errors_come_back(worker):
    assert worker(lambda: 7) == 7

    def fail() -> None:
        raise NotFound("not here")

    with pytest.raises(NotFound, match="not here"):
        worker(fail)
    assert worker(lambda: 8) == 8


def test_tasks_do_not_overlap(worker):
    inside, most = 0, 0

    def task() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        inside -= 1

    threads = [threading.Thread(target=worker, args=(task,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_after_its_end_nothing_waits_for_ever():
    worker = Worker()
    thread = threading.Thread(target=worker.serve, args=(lambda: False,))
    thread.start()
    worker.wake()
    thread.join()
    with pytest.raises(AgentEnding):
        worker(lambda: 1)


def test_what_is_queued_at_the_end_is_dropped():
    worker = Worker()
    results: list[object] = []

    def ask() -> None:
        try:
            results.append(worker(lambda: 1))
        except AgentEnding as error:
            results.append(error.code)

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    while worker._tasks.qsize() < 3:
        pass
    worker.serve(lambda: False)
    for thread in asking:
        thread.join()
    assert sorted(map(str, results)) == ["1", "agent-ending", "agent-ending"]

"""Python's collector runs in the GUI thread alone, and does not walk over a vault."""

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from keystead.gui.sharing import FEW, MANY, TURN, Sharing
from keystead.gui.tasks import Worker

pytestmark = pytest.mark.usefixtures("qapp")


class Node:
    """Something that a cycle is made of; tells in which thread it went."""

    def __init__(self, went: list[threading.Thread] | None = None) -> None:
        self.itself = self
        self.window = QObject()
        if went is not None:
            weakref.finalize(self, lambda: went.append(threading.current_thread()))


def many() -> list[list[int]]:
    return [[number] for number in range(3 * MANY)]


@pytest.fixture
def sharing() -> Iterator[Sharing]:
    sharing = Sharing(lambda: False)
    sharing.start()
    yield sharing
    sharing.stop()


def test_it_holds_from_start_to_stop() -> None:
    turn = sys.getswitchinterval()
    sharing = Sharing(lambda: False)
    assert gc.isenabled()
    sharing.start()
    assert not gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(TURN)
    sharing.stop()
    assert gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(turn)


def test_two_leave_it_off_until_the_first_one_ends(sharing: Sharing) -> None:
    other = Sharing(lambda: False)
    other.start()
    other.stop()
    assert not gc.isenabled()


def test_a_cycle_goes_in_the_gui_thread_whatever_the_worker_makes(qtbot: QtBot) -> None:
    worker = Worker()
    went: list[threading.Thread] = []
    Node(went)
    kept: list[object] = []
    worker.submit(lambda _: many(), kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    assert went == []
    worker.new_generation()
    qtbot.waitUntil(lambda: bool(went), timeout=10_000)
    assert went == [threading.current_thread()]
    assert worker.stop()


def test_what_a_job_leaves_behind_is_set_aside_until_a_lock(sharing: Sharing) -> None:
    gc.collect()
    before = gc.get_freeze_count()
    kept = many()
    sharing.set_aside()
    assert gc.get_freeze_count() >= before + len(kept)
    sharing.collect()
    assert gc.get_freeze_count() >= before + len(kept)
    sharing.collect_all()
    sharing.collect()
    assert gc.get_freeze_count() == 0


def test_a_small_job_sets_nothing_aside(sharing: Sharing) -> None:
    gc.collect()
    before = gc.get_freeze_count()
    sharing.set_aside()
    assert gc.get_freeze_count() == before


def test_the_young_are_collected_where_they_are_worth_it(sharing: Sharing) -> None:
    went: list[threading.Thread] = []
    gc.collect()
    Node(went)
    sharing.collect()
    assert went == []
    kept = [[number] for number in range(FEW)]
    sharing.collect()
    assert len(went) == 1
    assert len(kept) == FEW


def test_nothing_is_collected_while_a_job_runs() -> None:
    busy = [True]
    sharing = Sharing(lambda: busy[0])
    sharing.start()
    went: list[threading.Thread] = []
    Node(went)
    sharing.collect_all()
    sharing.collect()
    assert went == []
    busy[0] = False
    sharing.collect()
    assert len(went) == 1
    sharing.stop()

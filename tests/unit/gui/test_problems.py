import sys
import threading

import pytest

from keystead.errors import KeysteadError
from keystead.gui.problems import Problems, words_of


@pytest.fixture
def problems(qtbot):
    said: list[str] = []
    made = Problems(said.append)
    made.install()
    yield made, said
    made.remove()


def _fail() -> None:
    value = "sk_live_secret"
    raise ValueError(f"cannot read {value}")


def test_an_exception_that_nobody_catches_is_shown_and_logged_without_its_text(
    problems, qtbot, capsys
):
    _, said = problems
    try:
        _fail()
    except ValueError:
        sys.excepthook(*sys.exc_info())
    qtbot.waitUntil(lambda: bool(said))
    logged = capsys.readouterr().err
    assert "ValueError" in said[0]
    assert "in _fail" in logged
    assert "sk_live_secret" not in said[0] + logged


def test_one_in_a_thread_as_well(problems, qtbot, capsys):
    _, said = problems
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(said))
    assert "intact" in said[0]
    assert "sk_live_secret" not in capsys.readouterr().err


def test_an_interrupt_is_none(problems, qtbot, capsys):
    _, said = problems
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.wait(50)
    assert said == []
    assert capsys.readouterr().err == ""


def test_what_can_be_explained_speaks_for_itself():
    assert words_of(KeysteadError("The disk is full.")) == "The disk is full."


def test_afterwards_all_is_as_before(qtbot):
    before = sys.excepthook, threading.excepthook
    made = Problems(lambda _: None)
    made.install()
    assert (sys.excepthook, threading.excepthook) != before
    made.remove()
    assert (sys.excepthook, threading.excepthook) == before

"""A command beside the window: its end, its stop, and what comes of neither."""

import pytest
from pytestqt.qtbot import QtBot

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError, UsageProblem
from keystead.gui.hook_work import HookRun

PATIENCE_MS = 20_000


@pytest.fixture
def run(qtbot: QtBot) -> HookRun:
    return HookRun()


def test_a_value_or_an_error_comes_back(qtbot: QtBot, run: HookRun):
    with qtbot.waitSignal(run.done, timeout=PATIENCE_MS) as caught:
        run.ask_value("echo value")
        assert run.running
    assert caught.args is not None
    assert caught.args[0] == SecretText("value")
    assert not run.running
    with qtbot.waitSignal(run.failed, timeout=PATIENCE_MS) as caught:
        run.ask_value("false")
    assert caught.args is not None
    assert isinstance(caught.args[0], KeysteadError)
    with pytest.raises(UsageProblem):
        run.ask_value("")


def test_a_check_gives_nothing_but_that_it_worked(qtbot: QtBot, run: HookRun):
    with qtbot.waitSignal(run.done, timeout=PATIENCE_MS) as caught:
        run.check("sh -c 'test \"$A\" = s3cret'", "A", SecretText("s3cret"))
    assert caught.args == [None]


def test_after_a_stop_nothing_comes(qtbot: QtBot, run: HookRun):
    came: list[object] = []
    run.done.connect(came.append)
    run.failed.connect(came.append)
    run.ask_value("sleep 600")
    thread = run._thread
    assert thread is not None
    run.cancel()
    assert not run.running
    thread.join()
    run.ask_value("echo second")
    with qtbot.waitSignal(run.done, timeout=PATIENCE_MS):
        pass
    assert came == [SecretText("second")]

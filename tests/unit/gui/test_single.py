import tempfile
from pathlib import Path

import pytest

from keystead.gui.single import SingleWindow, claim, knock
from keystead.services.home import Home
from keystead.system.paths import Paths
from tests.support.homes import parts


@pytest.fixture
def home(tmp_path):
    # Sockets do not fit into the long path of a test's folder.
    with tempfile.TemporaryDirectory(prefix="ks-") as runtime:
        yield Home(Paths.of(str(tmp_path / "home"), runtime), parts())


def test_a_second_start_raises_the_first(home, qtbot):
    listener = claim(home)
    assert listener is not None
    first = SingleWindow(listener)
    try:
        with qtbot.waitSignal(first.wanted):
            assert claim(home) is None
    finally:
        first.stop()


def test_afterwards_another_can_be_the_first(home, qtbot):
    listener = claim(home)
    assert listener is not None
    SingleWindow(listener).stop()
    again = claim(home)
    assert again is not None
    again.close()


def test_knocking_where_nobody_is(home):
    assert not knock(Path("/nonexistent/window.sock"))

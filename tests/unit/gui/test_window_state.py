import pytest

from keystead.gui import window_state
from keystead.gui.window_state import WindowState
from tests.support.homes import home_at, parts, with_host
from tests.support.hosts import FailingHost


@pytest.fixture
def home(tmp_path):
    return home_at(tmp_path / "home", parts())


def test_what_was_saved_comes_back(home):
    assert window_state.load(home) is None
    window_state.save(home, WindowState(1400, 900, True))
    assert window_state.load(home) == WindowState(1400, 900, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"width": 0, "height": 9, "maximized": false}',
        '{"width": "1", "height": 9, "maximized": false}',
        '{"width": true, "height": 9, "maximized": false}',
        '{"width": 99999, "height": 9, "maximized": false}',
    ],
)
def test_what_cannot_be_meant_is_as_nothing(home, text):
    home.paths.state.mkdir(parents=True)
    (home.paths.state / window_state.FILE).write_text(text)
    assert window_state.load(home) is None


def test_a_disk_that_does_not_take_it_is_no_matter(home):
    failing = with_host(home, FailingHost(0))
    window_state.save(failing, WindowState(1400, 900))
    assert window_state.load(home) is None

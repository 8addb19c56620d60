import pytest

from keystead.core.settings import Settings
from keystead.gui.idle import LockTriggers
from keystead.services import config
from keystead.services.owner import LockReason
from tests.support.homes import home_at, parts


class Desktop:
    """What stands for the desktop's signals."""

    def __init__(self):
        self.tell = None

    def watch(self, tell):
        self.tell = tell
        return self.end

    def end(self):
        self.tell = None


@pytest.fixture
def desktop():
    return Desktop()


@pytest.fixture
def home(tmp_path, clock):
    return home_at(tmp_path / "home", parts(clock))


@pytest.fixture
def triggers(home, clock, desktop, qtbot):
    made = LockTriggers(home, clock, desktop.watch)
    made.start()
    yield made
    made.stop()


def test_a_locked_screen_locks_the_vault(triggers, desktop, qtbot):
    with qtbot.waitSignal(triggers.lock) as told:
        desktop.tell(LockReason.SCREEN)
    assert told.args == [LockReason.SCREEN]


def test_a_clock_that_went_on_while_we_stood_still_was_a_sleep(triggers, clock, qtbot):
    clock.advance(3600)
    with qtbot.assertNotEmitted(triggers.lock):
        triggers.look()
    clock.set(clock.now() + 3600)
    with qtbot.waitSignal(triggers.lock) as told:
        triggers.look()
    assert told.args == [LockReason.SLEEP]


def test_the_setting_holds_both_back(triggers, home, desktop, clock, qtbot):
    config.save(home.parts.host, home.paths.config, Settings({"lock.on_screen_lock": False}))
    clock.set(clock.now() + 3600)
    with qtbot.assertNotEmitted(triggers.lock, wait=50):
        desktop.tell(LockReason.SCREEN)
        triggers.look()


def test_after_the_end_nothing_is_told(triggers, desktop, qtbot):
    tell = desktop.tell
    with qtbot.assertNotEmitted(triggers.lock, wait=50):
        tell(LockReason.SCREEN)
        triggers.stop()
    assert desktop.tell is None
    triggers.stop()

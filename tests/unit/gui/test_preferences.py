"""Settings kept by the window: read anew before each change, told to everybody."""

from keystead.core.settings import Settings
from keystead.errors import KeysteadError
from keystead.gui.preferences import Preferences
from keystead.gui.tasks import Worker
from keystead.services import config


def test_a_change_is_kept_and_told_once(qtbot, home):
    worker = Worker()
    held = Preferences(home, worker, Settings())
    told: list[Settings] = []
    done: list[Settings] = []
    failed: list[KeysteadError] = []
    held.changed.connect(told.append)
    held.put("clipboard.clear_after", 30, done.append, failed.append)
    held.put("clipboard.clear_after", 30, done.append, failed.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert [one.number("clipboard.clear_after") for one in told] == [30]
    assert config.load(home.parts.host, home.paths.config) == held.settings
    held.reset("clipboard.clear_after", done.append, failed.append)
    qtbot.waitUntil(lambda: len(done) == 3)
    assert held.settings == Settings()
    assert failed == []
    worker.stop()


def test_loading_takes_in_what_was_written_elsewhere(qtbot, home):
    worker = Worker()
    held = Preferences(home, worker, Settings())
    config.save(home.parts.host, home.paths.config, Settings({"lock.idle_after": 60}))
    done: list[Settings] = []
    held.load(done.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(done))
    assert held.settings.number("lock.idle_after") == 60
    worker.stop()

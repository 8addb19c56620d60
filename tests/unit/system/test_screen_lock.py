import pytest

from keystead.system.screen_lock import NothingTells, ScreenEvent, watcher
from keystead.system.screen_lock_linux import BusWatcher


def ignore(event: ScreenEvent) -> None:
    pass


def test_linux_asks_the_buses() -> None:
    assert isinstance(watcher(ignore, "linux"), BusWatcher)


@pytest.mark.parametrize("platform", ["win32", "darwin", "freebsd14"])
def test_elsewhere_nothing_tells_yet_and_says_so(platform: str) -> None:
    nothing = watcher(ignore, platform)
    assert isinstance(nothing, NothingTells)
    nothing.start()
    assert not nothing.available
    nothing.stop()

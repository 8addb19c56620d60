from pathlib import Path

import pytest

from keystead.core.settings import Settings
from keystead.services import config
from keystead.services.owner import LockReason
from keystead.services.screen_lock import SETTING, wanted, watch
from tests.support.homes import home_at, parts
from tests.support.logind import logind, sender
from tests.support.processes import wait_until


def test_lock_and_sleep_come_as_reasons(
    session_bus: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = session_bus["DBUS_SESSION_BUS_ADDRESS"]
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    reasons: list[LockReason] = []
    with logind(address) as computer, sender(address) as desktop:
        end = watch(reasons.append)

        def lock_until_heard() -> bool:
            desktop.saver(active=True)
            return LockReason.SCREEN in reasons

        def sleep_until_heard() -> bool:
            computer.sleep(going=True)
            return LockReason.SLEEP in reasons

        wait_until(lock_until_heard, 20, "the lock of the screen")
        wait_until(sleep_until_heard, 20, "the sleep")
        end()
    assert set(reasons) == {LockReason.SCREEN, LockReason.SLEEP}


def test_the_settings_decide(tmp_path: Path) -> None:
    home = home_at(tmp_path, parts())
    assert wanted(home)
    for flag in (False, True):
        config.save(home.parts.host, home.paths.config, Settings({SETTING: flag}))
        assert wanted(home) is flag


def test_a_settings_file_that_is_not_understood_keeps_nothing_unlocked(tmp_path: Path) -> None:
    home = home_at(tmp_path, parts())
    home.parts.host.private_folder(home.paths.config)
    (home.paths.config / config.FILE).write_text("[lock", encoding="utf-8")
    assert wanted(home)

import pytest

from keystead.core.settings import Settings
from keystead.services.owner import LockReason
from keystead.services.screen_lock import SETTING, watch
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


def test_the_setting_exists() -> None:
    assert Settings().flag(SETTING) is True

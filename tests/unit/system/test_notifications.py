"""What this system has for notifications is found when one is shown."""

import sys

import pytest

from keystead.system.notifications import desktop, nowhere
from tests.support.notice_service import notice_service


def test_it_is_shown_where_the_session_has_a_service(session_bus, monkeypatch):
    address = session_bus["DBUS_SESSION_BUS_ADDRESS"]
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with notice_service(address) as service:
        assert desktop("A key expires", "In dev: tomorrow.")
    assert [shown[:3] for shown in service.shown] == [
        ("Keystead", "A key expires", "In dev: tomorrow.")
    ]


@pytest.mark.parametrize("system", ["sunos5", "darwin", "win32"])
def test_elsewhere_nothing_is_shown_and_nothing_fails(system, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    assert not desktop("A key expires", "In dev: tomorrow.")
    assert not nowhere("A key expires", "In dev: tomorrow.")

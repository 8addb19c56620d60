"""Notifications over a real bus, to a service that keeps what it gets."""

import time

from keystead.system import notifications_linux
from keystead.system.notifications_linux import notify
from tests.support.notice_service import notice_service


def test_title_and_words_arrive_with_the_name_of_the_program(session_bus):
    bus = session_bus["DBUS_SESSION_BUS_ADDRESS"]
    with notice_service(bus) as service:
        assert notify("STRIPE expires", "In prod: in 3 days.", bus)
    ((program, title, words, hints),) = service.shown
    assert (program, title, words) == ("Keystead", "STRIPE expires", "In prod: in 3 days.")
    assert hints == {"desktop-entry": "keystead", "urgency": 1}


def test_a_name_cannot_be_markup(session_bus):
    """Names come from files, and many desktops show ``<a href>`` and ``<img>`` in the words."""
    bus = session_bus["DBUS_SESSION_BUS_ADDRESS"]
    with notice_service(bus) as service:
        assert notify("t", '<a href="https://evil.example">A & B</a>', bus)
    assert service.shown[0][2] == '&lt;a href="https://evil.example"&gt;A &amp; B&lt;/a&gt;'


def test_where_nobody_shows_it_that_is_said(session_bus, monkeypatch):
    bus = session_bus["DBUS_SESSION_BUS_ADDRESS"]
    assert not notify("t", "w", bus)
    assert not notify("t", "w", "unix:path=/nonexistent/bus")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert not notify("t", "w")
    with notice_service(bus) as service:
        service.refuses = True
        assert not notify("t", "w", bus)


def test_a_service_that_does_not_answer_holds_nobody_up(session_bus, monkeypatch):
    bus = session_bus["DBUS_SESSION_BUS_ADDRESS"]
    monkeypatch.setattr(notifications_linux, "PATIENCE", 0.2)
    with notice_service(bus) as service:
        service.close()  # its thread ends; what is sent to its name is lost with it
        before = time.monotonic()
        assert not notify("t", "w", bus)
        assert time.monotonic() - before < 10

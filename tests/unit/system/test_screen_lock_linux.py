import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from jeepney import DBusAddress, Message, new_signal

from keystead.system.screen_lock import ScreenEvent
from keystead.system.screen_lock_linux import SAVERS, BusWatcher, event_of
from tests.support.logind import LOGIND, logind, sender
from tests.support.processes import wait_until
from tests.support.session_bus import session_bus_environment

SOON = 20.0
NOWHERE = "unix:path=/nonexistent/bus"


class Heard:
    """What a watcher called back with, in which thread."""

    def __init__(self) -> None:
        self.events: list[ScreenEvent] = []
        self.threads: set[threading.Thread] = set()

    def __call__(self, event: ScreenEvent) -> None:
        self.threads.add(threading.current_thread())
        self.events.append(event)

    def wait_for(self, *events: ScreenEvent) -> None:
        wait_until(lambda: len(self.events) >= len(events), SOON, "a signal")
        assert self.events == list(events)


@contextmanager
def watching(heard: Heard, session: str = NOWHERE, system: str = NOWHERE) -> Iterator[BusWatcher]:
    watcher = BusWatcher(heard, session, system)
    watcher.start()
    try:
        yield watcher
    finally:
        watcher.stop()


@pytest.fixture
def bus(session_bus: dict[str, str]) -> str:
    return session_bus["DBUS_SESSION_BUS_ADDRESS"]


def test_the_screen_savers_of_the_desktops_are_heard(bus: str) -> None:
    heard = Heard()
    with sender(bus) as desktop, watching(heard, session=bus) as watcher:
        wait_until(lambda: watcher.available, SOON, "listening")
        assert not watcher.complete
        for interface in SAVERS:
            desktop.saver(active=False, interface=interface)
            desktop.saver(active=True, interface=interface)
        heard.wait_for(*[ScreenEvent.LOCKED] * len(SAVERS))
        assert threading.current_thread() not in heard.threads


def test_logind_tells_of_lock_and_sleep(bus: str) -> None:
    heard = Heard()
    with logind(bus) as computer, watching(heard, system=bus) as watcher:
        wait_until(lambda: watcher.available, SOON, "listening")
        computer.lock("/org/freedesktop/login1/session/_31")  # somebody else's
        computer.sleep(going=False)
        computer.lock()
        computer.sleep(going=True)
        heard.wait_for(ScreenEvent.LOCKED, ScreenEvent.SLEEPING)


def test_without_a_session_sleep_is_still_heard(bus: str) -> None:
    heard = Heard()
    with logind(bus, session=None) as computer, watching(heard, system=bus) as watcher:
        wait_until(lambda: watcher.available, SOON, "listening")
        computer.lock()
        computer.sleep(going=True)
        heard.wait_for(ScreenEvent.SLEEPING)


def test_on_the_system_bus_nobody_else_is_believed(bus: str) -> None:
    heard = Heard()
    with (
        logind(bus) as computer,
        sender(bus) as stranger,
        watching(heard, system=bus) as watcher,
    ):
        wait_until(lambda: watcher.available, SOON, "listening")
        stranger.sleep(going=True)
        stranger.lock()
        for number in range(1, 9):  # also not by a signal to one receiver alone
            stranger.sleep(going=True, receiver=f":1.{number}")
        computer.lock()
        heard.wait_for(ScreenEvent.LOCKED)


def test_after_the_end_nothing_is_heard(bus: str) -> None:
    heard = Heard()
    with sender(bus) as desktop:
        with watching(heard, session=bus) as watcher:
            wait_until(lambda: watcher.available, SOON, "listening")
        desktop.saver(active=True)
        wait_until(lambda: not watcher.available, SOON, "the end")
        watcher.stop()
    assert heard.events == []


def test_a_call_back_may_end_the_watching(bus: str) -> None:
    ended: list[ScreenEvent] = []

    def end(event: ScreenEvent) -> None:
        ended.append(event)
        watcher.stop()

    watcher = BusWatcher(end, bus, NOWHERE)
    watcher.start()
    with sender(bus) as desktop:
        wait_until(lambda: watcher.available, SOON, "listening")
        desktop.saver(active=True)
        wait_until(lambda: not watcher.available, SOON, "the end")
    assert ended == [ScreenEvent.LOCKED]


def test_without_any_bus_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", NOWHERE)
    before = threading.active_count()
    watcher = BusWatcher(Heard())
    watcher.start()
    wait_until(lambda: threading.active_count() == before, SOON, "the end of the threads")
    assert not watcher.available
    watcher.stop()


def test_a_bus_that_ends_is_let_go() -> None:
    heard = Heard()
    with session_bus_environment() as other:
        watcher = BusWatcher(heard, other["DBUS_SESSION_BUS_ADDRESS"], NOWHERE)
        watcher.start()
        wait_until(lambda: watcher.available, SOON, "listening")
    wait_until(lambda: not watcher.available, SOON, "the end of the bus")
    watcher.stop()
    assert heard.events == []


def _signal(interface: str, member: str, *body: object) -> Message:
    signature = "".join("b" if isinstance(one, bool) else "s" for one in body) or None
    return new_signal(DBusAddress("/x", interface=interface), member, signature, body)


@pytest.mark.parametrize(
    "message",
    [
        _signal("org.freedesktop.ScreenSaver", "ActiveChanged", False),
        _signal("org.freedesktop.ScreenSaver", "ActiveChanged", "yes"),
        _signal("org.freedesktop.ScreenSaver", "ActiveChanged"),
        _signal("org.freedesktop.ScreenSaver", "Lock"),
        _signal("org.example.ScreenSaver", "ActiveChanged", True),
        _signal(f"{LOGIND}.Session", "Unlock"),
        _signal(f"{LOGIND}.Session", "Lock", True),
        _signal(f"{LOGIND}.Manager", "PrepareForShutdown", True),
    ],
)
def test_other_signals_mean_nothing(message: Message) -> None:
    assert event_of(message) is None

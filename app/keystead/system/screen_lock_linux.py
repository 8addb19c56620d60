"""Screen lock and sleep over D-Bus: the desktop's screen saver, and logind.

Signals: ``ActiveChanged`` of org.freedesktop.ScreenSaver (as KDE has it) and of the savers
of GNOME, Cinnamon, MATE and Xfce on the session bus; on the system bus ``Lock`` of this
session and ``PrepareForSleep`` of org.freedesktop.login1 (systemd and elogind).
"""

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

from keystead.system.screen_lock import OnEvent, ScreenEvent

SAVERS = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
LOGIND = "org.freedesktop.login1"
_MANAGER = f"{LOGIND}.Manager"
_SESSION = f"{LOGIND}.Session"
_LOGIND_ADDRESS = DBusAddress("/org/freedesktop/login1", LOGIND, _MANAGER)

Rules = Callable[[DBusConnection], list[MatchRule]]

PATIENCE = 5.0
"""Seconds for one question to a bus."""


def event_of(message: Message) -> ScreenEvent | None:
    """What a signal means; None for every other message.

    A signal sent to one receiver alone went past the bus's check of who sent it, which the
    match rules ask for: it means nothing.
    """
    fields = message.header.fields
    if message.header.message_type is not MessageType.signal or HeaderFields.destination in fields:
        return None
    said = (fields.get(HeaderFields.interface), fields.get(HeaderFields.member), message.body)
    if said == (_SESSION, "Lock", ()):
        return ScreenEvent.LOCKED
    if said == (_MANAGER, "PrepareForSleep", (True,)):
        return ScreenEvent.SLEEPING
    if said[0] in SAVERS and said[1:] == ("ActiveChanged", (True,)):
        return ScreenEvent.LOCKED
    return None


class BusWatcher:
    """Implements ``ScreenLockWatcher`` with one thread a bus.

    ``session_bus`` and ``system_bus``: addresses, or SESSION and SYSTEM for the user's own.
    """

    def __init__(
        self, on_event: OnEvent, session_bus: str = "SESSION", system_bus: str = "SYSTEM"
    ) -> None:
        self._listeners = (
            _Listener(session_bus, _saver_rules, on_event),
            _Listener(system_bus, _logind_rules, on_event),
        )

    def start(self) -> None:
        """Begin to watch; a bus that is not there is left out."""
        for listener in self._listeners:
            listener.start()

    def stop(self) -> None:
        """End both threads."""
        for listener in self._listeners:
            listener.stop()

    @property
    def available(self) -> bool:
        """Whether one of the buses is listened to."""
        return any(listener.listening.is_set() for listener in self._listeners)

    @property
    def complete(self) -> bool:
        """Whether both are."""
        return all(listener.listening.is_set() for listener in self._listeners)


class _Listener(threading.Thread):
    """Asks one bus for its signals, and calls back until it is stopped or the bus ends.

    No bus, one that refuses, one that ends or talks nonsense: the vault then locks by its
    other ways, and there is nothing that a person could do here.
    """

    def __init__(self, bus: str, rules: Rules, on_event: OnEvent) -> None:
        super().__init__(name="screen lock", daemon=True)
        self._bus, self._rules, self._on_event = bus, rules, on_event
        self._arrived: deque[Message] = deque()
        self._socket: socket.socket | None = None
        self._stopped = False
        # Held while calling back, so that nothing comes after stop().
        self._lock = threading.RLock()
        self.listening = threading.Event()

    def run(self) -> None:
        connection = self._connection()
        if connection is None:
            return
        with connection:
            self.listening.set()
            while (message := self._next(connection)) is not None:
                self._tell(event_of(message))
            self.listening.clear()

    def _connection(self) -> DBusConnection | None:
        """A connection on which the signals arrive; None where there is no fit bus."""
        with contextlib.suppress(Exception), contextlib.ExitStack() as stack:
            connection = stack.enter_context(open_dbus_connection(self._bus))
            with self._lock:
                self._socket = connection.sock
            connection.filter(MatchRule(type="signal"), queue=self._arrived)
            bus = Proxy(message_bus, connection, timeout=PATIENCE)
            for rule in self._rules(connection):
                bus.AddMatch(rule)
            stack.pop_all()
            return connection
        return None

    def _next(self, connection: DBusConnection) -> Message | None:
        """The next signal; None once stopped, or where the bus is gone."""
        with contextlib.suppress(Exception):
            if not self._stopped:
                return connection.recv_until_filtered(self._arrived)
        return None

    def _tell(self, event: ScreenEvent | None) -> None:
        with self._lock:
            if event is not None and not self._stopped:
                self._on_event(event)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)  # ends the wait in the thread


def _saver_rules(_: DBusConnection) -> list[MatchRule]:
    return [MatchRule(type="signal", interface=name, member="ActiveChanged") for name in SAVERS]


def _logind_rules(connection: DBusConnection) -> list[MatchRule]:
    """From logind alone: on the system bus other people may send signals, too."""
    sleep = MatchRule(type="signal", sender=LOGIND, interface=_MANAGER, member="PrepareForSleep")
    question = new_method_call(_LOGIND_ADDRESS, "GetSession", "s", ("auto",))
    try:
        (path,) = unwrap_msg(connection.send_and_get_reply(question, timeout=PATIENCE))
    except DBusErrorResponse:
        return [sleep]  # no session of its own, as under cron
    lock = MatchRule(type="signal", sender=LOGIND, interface=_SESSION, member="Lock", path=path)
    return [sleep, lock]

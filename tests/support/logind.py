"""What stands for logind and a screen saver on a test's private bus."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

LOGIND = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", LOGIND, f"{LOGIND}.Manager")
OWN_SESSION = "/org/freedesktop/login1/session/_32"


class Sender:
    """Somebody on the bus who sends signals."""

    def __init__(self, connection: DBusConnection) -> None:
        self.connection = connection

    def saver(self, active: bool, interface: str = "org.freedesktop.ScreenSaver") -> None:
        """The screen saver says whether it is on."""
        emitter = DBusAddress("/ScreenSaver", interface=interface)
        self._emit(emitter, "ActiveChanged", "b", (active,))

    def lock(self, session: str = OWN_SESSION) -> None:
        """logind asks a session to lock its screen."""
        self._emit(DBusAddress(session, interface=f"{LOGIND}.Session"), "Lock")

    def sleep(self, going: bool, receiver: str = "") -> None:
        """logind says that the computer goes to sleep, or woke up."""
        self._emit(MANAGER, "PrepareForSleep", "b", (going,), receiver)

    def _emit(
        self,
        emitter: DBusAddress,
        member: str,
        signature: str | None = None,
        body: tuple[Any, ...] = (),
        receiver: str = "",
    ) -> None:
        signal = new_signal(emitter, member, signature, body)
        if receiver:
            signal.header.fields[HeaderFields.destination] = receiver
        self.connection.send(signal)


@contextmanager
def sender(address: str) -> Iterator[Sender]:
    """A program of the user, on the bus at *address*."""
    with open_dbus_connection(address) as connection:
        yield Sender(connection)


@contextmanager
def logind(address: str, session: str | None = OWN_SESSION) -> Iterator[Sender]:
    """What owns logind's name and says which session is the caller's; None: there is none."""
    with open_dbus_connection(address) as connection:
        Proxy(message_bus, connection).RequestName(LOGIND)
        threading.Thread(target=_answer, args=(connection, session), daemon=True).start()
        yield Sender(connection)


def _answer(connection: DBusConnection, session: str | None) -> None:
    with suppress(OSError, ValueError):  # the test is over
        while True:
            message = connection.receive()
            fields = message.header.fields
            if message.header.message_type is not MessageType.method_call:
                continue
            if (
                fields[HeaderFields.member] == "GetSession"
                and message.body == ("auto",)
                and session
            ):
                connection.send(new_method_return(message, "o", (session,)))
            else:
                connection.send(new_error(message, f"{LOGIND}.NoSessionForPID"))

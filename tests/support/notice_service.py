"""A notification service on a private bus: it keeps what it is asked to show."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"


class NoticeService:
    """``shown``: (program, title, words, hints) of each notification; ``refuses``: answer with
    an error instead."""

    def __init__(self, address: str) -> None:
        self.shown: list[tuple[str, str, str, dict[str, object]]] = []
        self.refuses = False
        self._connection = open_dbus_connection(bus=address)
        Proxy(message_bus, self._connection).RequestName(NAME)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._ending.is_set():
            try:
                message = self._connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            if message.header.message_type is not MessageType.method_call:
                continue
            if message.header.fields.get(HeaderFields.member) != "Notify" or self.refuses:
                self._connection.send(new_error(message, f"{NAME}.Error"))
                continue
            program, _, _, title, words, _, hints, _ = message.body
            plain = {name: found for name, (_, found) in hints.items()}
            self.shown.append((program, title, words, plain))
            self._connection.send(new_method_return(message, "u", (len(self.shown),)))

    def close(self) -> None:
        """Leave the bus."""
        self._ending.set()
        self._thread.join(5)
        self._connection.close()


@contextmanager
def notice_service(address: str) -> Iterator[NoticeService]:
    """A service on the bus at this address."""
    made = NoticeService(address)
    try:
        yield made
    finally:
        made.close()

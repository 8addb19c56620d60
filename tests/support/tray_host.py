"""A desktop's tray on a private bus: a StatusNotifierWatcher with a host that reads its items.

"StatusNotifierItem", freedesktop.org; ``com.canonical.dbusmenu`` for the menus.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Properties,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
_FACTS = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


class TrayHost:
    """``items``: the bus names of the programs that have shown themselves."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.items: list[str] = []
        self._connection = open_dbus_connection(bus=address)
        Proxy(message_bus, self._connection).RequestName(WATCHER)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._ending.is_set():
            try:
                message = self._connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        member = message.header.fields.get(HeaderFields.member)
        if member == "RegisterStatusNotifierItem":
            self.items.append(str(message.header.fields[HeaderFields.sender]))
            return new_method_return(message)
        if member == "Get":
            return new_method_return(message, "v", (_FACTS[message.body[1]],))
        if member == "GetAll":
            return new_method_return(message, "a{sv}", (_FACTS,))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def read(self, name: str, item: str | None = None) -> object:
        """A property of an item, the last that came if none is named."""
        place = DBusAddress("/StatusNotifierItem", item or self.items[-1], ITEM)
        return self._ask(Properties(place).get(name))[0][1]

    def menu(self) -> dict[str, tuple[int, bool, bool]]:
        """What the last item's menu says: its words, each with id, whether it can be used and
        whether it is shown."""
        place = DBusAddress(str(self.read("Menu")), self.items[-1], MENU)
        call = new_method_call(place, "GetLayout", "iias", (0, -1, []))
        _, (_, _, entries) = self._ask(call)
        found = {}
        for _, (number, facts, _) in entries:
            plain = {name: value for name, (_, value) in facts.items()}
            if words := str(plain.get("label", "")).replace("_", ""):
                usable, shown = plain.get("enabled", True), plain.get("visible", True)
                found[words] = (int(number), bool(usable), bool(shown))
        return found

    def choose(self, words: str) -> None:
        """Click on an entry of the menu."""
        place = DBusAddress(str(self.read("Menu")), self.items[-1], MENU)
        number = self.menu()[words][0]
        call = new_method_call(place, "Event", "isvu", (number, "clicked", ("s", ""), 0))
        self._ask(call)

    def _ask(self, call: Message) -> tuple[Any, ...]:
        with open_dbus_connection(bus=self.address) as connection:
            return connection.send_and_get_reply(call, timeout=10).body  # type: ignore[no-any-return]

    def close(self) -> None:
        """Leave the bus."""
        self._ending.set()
        self._thread.join(5)
        self._connection.close()


@contextmanager
def tray_host(address: str) -> Iterator[TrayHost]:
    """A tray on the bus at this address."""
    made = TrayHost(address)
    try:
        yield made
    finally:
        made.close()

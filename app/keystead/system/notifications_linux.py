"""Notifications over D-Bus: org.freedesktop.Notifications, version 1.2 of its specification."""

import os
from contextlib import suppress

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

_SERVICE = DBusAddress(
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
    "org.freedesktop.Notifications",
)
PATIENCE = 2.0
"""Seconds for the whole question: the vault's thread waits for it."""
_KEEP = -1  # as long as the desktop thinks right


def notify(title: str, words: str, bus: str = "SESSION") -> bool:
    """Show it; True where a notification service took it.  ``bus``: its address."""
    if bus == "SESSION" and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    with suppress(Exception):  # whatever stands in the way: a reminder stops nothing
        connection = open_dbus_connection(bus)
        try:
            call = new_method_call(_SERVICE, "Notify", "susssasa{sv}i", _arguments(title, words))
            answer = connection.send_and_get_reply(call, timeout=PATIENCE)
            return len(answer.body) == 1 and isinstance(answer.body[0], int)
        finally:
            connection.close()
    return False


def _arguments(title: str, words: str) -> tuple[object, ...]:
    """Words are markup to many desktops, and names come from files: escape what means it."""
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    hints = {"desktop-entry": ("s", "keystead"), "urgency": ("y", 1)}
    return ("Keystead", 0, "keystead", title, plain, [], hints, _KEEP)

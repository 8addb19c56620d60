"""A private D-Bus session bus with a real, unlocked Secret Service (gnome-keyring)."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from tests.support.processes import Server, read_line, wait_until

# No service folders: nothing of the machine is started on this bus.
CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def session_bus_environment() -> Iterator[dict[str, str]]:
    """An empty session bus with a home of its own; gives the environment to use it."""
    with tempfile.TemporaryDirectory(prefix="ks-bus-") as name:
        folder = Path(name)
        socket = folder / "bus"
        configuration = folder / "bus.conf"
        configuration.write_text(CONFIGURATION.format(socket=socket), encoding="utf-8")
        home = folder / "home"
        home.mkdir(mode=0o700)
        environment = dict(os.environ) | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        reading, writing = os.pipe()
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile"]
        command += [f"--print-address={writing}"]
        server = Server(command, environment, pass_fds=(writing,))
        os.close(writing)
        try:
            yield environment | {"DBUS_SESSION_BUS_ADDRESS": read_line(reading, 20)}
        finally:
            os.close(reading)
            server.stop()


@contextmanager
def secret_service_environment(password: str = "test") -> Iterator[dict[str, str]]:
    """A session bus on which an unlocked login keyring answers; gives its environment."""
    with session_bus_environment() as environment:
        control = Path(environment["XDG_RUNTIME_DIR"]) / "keyring"
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        command += [f"--control-directory={control}"]
        server = Server(command, environment, stdin=password.encode())
        try:
            address = environment["DBUS_SESSION_BUS_ADDRESS"]
            wait_until(
                lambda: name_has_owner(address, "org.freedesktop.secrets"), 20, "the Secret Service"
            )
            yield environment
        finally:
            server.stop()


def name_has_owner(address: str, name: str) -> bool:
    """Whether somebody answers to *name* on the bus at *address*."""
    with open_dbus_connection(bus=address) as connection:
        (owned,) = Proxy(message_bus, connection).NameHasOwner(name)
        return bool(owned)

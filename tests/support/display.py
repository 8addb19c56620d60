"""A private X server without a screen, so that tests touch no display of the user."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.processes import Server, read_line

SCREEN = "1600x1200x24"


@contextmanager
def virtual_display(screen: str = SCREEN) -> Iterator[str]:
    """Run Xvfb on a display number that it chooses itself; gives its name, such as ``:7``."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen]
    command += ["-nolisten", "tcp", "-noreset", "-dpi", "96"]
    server = Server(command, os.environ, pass_fds=(writing,))
    os.close(writing)
    try:
        yield ":" + read_line(reading, 30)
    finally:
        os.close(reading)
        server.stop()


def display_environment(display: str) -> dict[str, str]:
    """This process's environment, turned towards the X server *display*."""
    environment = dict(os.environ)
    environment.pop("WAYLAND_DISPLAY", None)
    return environment | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

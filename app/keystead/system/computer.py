"""The name of this computer."""

import socket

MAX_NAME = 100


def name() -> str:
    """The host name without its domain, at most 100 characters; '' where it has none."""
    return socket.gethostname().partition(".")[0][:MAX_NAME]

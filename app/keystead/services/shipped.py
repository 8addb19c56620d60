"""What an installed Keystead runs on: real time, cost, disk and keyring."""

import time

from keystead.crypto.policy import SHIPPED
from keystead.services.parts import Parts
from keystead.system.clock import SystemClock
from keystead.system.hardening import hide_memory
from keystead.system.host import SystemHost
from keystead.system.keyring_store import KeyringStore
from keystead.system.login_start import at_login
from keystead.system.notifications import desktop

Command = tuple[str, ...]


def shipped(table: Command, agent: Command, clipboard: Command, window: Command) -> Parts:
    """The real parts, with the commands that start the program's own children, and its
    window at log-in."""
    return Parts(
        clock=SystemClock(),
        host=SystemHost(),
        kdf=SHIPPED,
        keyring=KeyringStore,
        table_command=table,
        agent_command=agent,
        timer=time.perf_counter,
        hide_memory=hide_memory,
        clipboard_command=clipboard,
        notify=desktop,
        at_login=at_login(window),
    )

"""The window takes the vault over from the agent, once its user has proved to be one."""

import time

from keystead.agent.client.connection import Connection
from keystead.agent.listener import UnixListener
from keystead.errors import Conflicting
from keystead.services.entries import VaultEntry
from keystead.services.home import Home

PATIENCE = 10.0
"""Seconds that the agent has for publishing and ending."""


def agent_of(home: Home, entry: VaultEntry) -> Connection | None:
    """A connection to the process that serves the vault; None when nobody does."""
    return Connection.to(str(home.paths.state), entry.vault_id.hex())


def take_over(home: Home, entry: VaultEntry) -> bool:
    """Let the agent publish, lock and end; whether there was one.

    To be called right before ``Owner.unlock(..., wait=PATIENCE)``: ownership is free when
    this returns, or a moment later.  Raises Conflicting where the agent does not end.
    """
    connection = agent_of(home, entry)
    if connection is None:
        return False
    with connection:
        connection.call("yield")
    until = time.monotonic() + PATIENCE
    while (left := agent_of(home, entry)) is not None:
        left.close()
        if time.monotonic() > until:
            raise Conflicting("The agent does not let go of the vault. Lock it, then try again.")
        time.sleep(0.02)
    return True


def listen(home: Home, entry: VaultEntry, wait: float = PATIENCE) -> UnixListener:
    """The socket of this vault, for whoever owns it now; Busy where somebody still listens."""
    vault_id = entry.vault_id
    path = home.paths.runtime / f"{vault_id.hex()[:16]}.sock"
    return UnixListener(home.parts.host, path, home.paths.vault_state(vault_id), wait)

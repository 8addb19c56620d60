"""Starting the agent: a process of its own session that inherits nothing."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence

from keystead.agent.client.connection import Connection
from keystead.agent.errors import AgentNotStarted

PATIENCE = 20.0
"""Seconds to wait for the socket; a cold disk takes its time."""
_POLL = 0.02


def start(
    command: Sequence[str],
    connect: Callable[[], Connection | None],
    sleep: Callable[[float], None] = time.sleep,
    patience: float = PATIENCE,
) -> Connection:
    """Run ``command`` detached and connect to it by ``connect``, tried until it answers.

    Its argv holds no secret, its environment no variable of ours; it has no terminal, no
    open file and no folder of the caller.  Raises AgentNotStarted.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEYSTEAD_")}
    try:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=kept,
            close_fds=True,
            start_new_session=True,
            umask=0o077,
        )
    except OSError as error:
        raise AgentNotStarted(
            "The agent could not be started. Give --no-agent to do without it.",
            reason=error.strerror or "",
        ) from None
    until = time.monotonic() + patience
    while time.monotonic() < until:
        connection = connect()
        if connection is not None:
            process.returncode = 0  # it outlives us, on purpose: nothing to warn about
            return connection
        # Where another agent was faster, this one ends and the next round finds that one.
        if process.poll() not in (None, 0):
            break
        sleep(_POLL)
    raise AgentNotStarted(
        "The agent did not come up. Give --no-agent to do without it.",
        status=process.poll(),
    )

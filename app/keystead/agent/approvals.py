"""Asking the user, and remembering the answer for a while.

The window passes an ``Approver``; the agent alone has none, and so refuses at once.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from keystead.agent.peers import Program

REMEMBERED = 15 * 60.0
"""Seconds that *for 15 minutes* lasts."""


class Decision(StrEnum):
    """What the user said."""

    DENY = "deny"
    ONCE = "once"
    FOR_15_MINUTES = "for-15-minutes"


class Purpose(StrEnum):
    """What is asked for.  A grant covers its own purpose alone; that to read or to list
    covers both."""

    LIST = "list"
    READ = "read"
    CHANGE = "change"
    PURGE = "purge"
    RESTORE = "restore"


@dataclass(frozen=True)
class AccessRequest:
    """What the dialog shows.

    ``program`` asks, ``chain`` begins with it and goes on to what started it;
    ``environment`` is '' for the whole vault; ``keys`` are names, possibly none;
    ``before`` is what was decided last for the same program, folder, environment (by
    ``environment_id``, 16 bytes, empty for the whole vault) and purpose.
    """

    program: Program
    chain: tuple[Program, ...]
    directory: str
    environment: str
    keys: tuple[str, ...]
    purpose: Purpose
    before: Decision | None = None
    environment_id: bytes = b""


Approver = Callable[[AccessRequest], Decision]
"""Called on a thread of its own connection; blocks until the user has answered.

The caller's dialog denies by itself when nobody answers."""

_Key = tuple[tuple[str, str], str, bytes, Purpose]


class Approvals:
    """Asks once at a time, and remembers grants per program, folder and environment."""

    def __init__(self, approver: Approver, monotonic: Callable[[], float]) -> None:
        self._approver = approver
        self._monotonic = monotonic
        self._until: dict[_Key, float] = {}
        self._before: dict[_Key, Decision] = {}
        self._asking = threading.Lock()

    def allowed(self, request: AccessRequest) -> bool:
        """Whether the user allows it now or did so within the last 15 minutes."""
        key = _key(request)
        with self._asking:  # a second request waits for the first dialog, and may need none
            if self._until.get(key, 0.0) > self._monotonic():
                return True
            decision = self._approver(replace(request, before=self._before.get(key)))
            self._before[key] = decision
            if decision is Decision.FOR_15_MINUTES:
                self._until[key] = self._monotonic() + REMEMBERED
            return decision is not Decision.DENY

    def forget(self) -> None:
        """Drop every grant: when the vault locks, and when the user says so."""
        self._until.clear()


def _key(request: AccessRequest) -> _Key:
    purpose = Purpose.READ if request.purpose is Purpose.LIST else request.purpose
    return request.program.identity, request.directory, request.environment_id, purpose

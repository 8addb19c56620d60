"""Failed attempts to unlock since the last success: a plain count with times.

Unauthenticated, since nothing is open yet when it is written: whoever can write here can
also delete it.  Shown after the next success, then folded into the audit and reset.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from keystead.errors import FileProblem
from keystead.vault.host import Host

MAX_FILE = 16 * 1024
MAX_TIMES = 100
"""Times that are kept: the newest."""

_MAX_COUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class Attempts:
    """``count`` of all, ``times`` of the newest, in whole Unix seconds, oldest first.

    ``readable`` is False where the file was not what Keystead writes.
    """

    count: int = 0
    times: tuple[int, ...] = ()
    readable: bool = True


class AttemptsFile:
    """``attempts.json`` in the state folder of one vault."""

    def __init__(self, host: Host, folder: Path) -> None:
        self._host = host
        self._path = folder / "attempts.json"

    def read(self) -> Attempts:
        """What was counted; nothing where there is no file.  Never raises for its content."""
        if not self._host.exists(self._path):
            return Attempts()
        try:
            return _parse(self._host.read(self._path, MAX_FILE))
        except (FileProblem, ValueError):
            return Attempts(readable=False)

    def add(self, now: float) -> None:
        """Count one more.  A disk that takes no more must not hide why unlocking failed."""
        known = self.read()
        times = (*known.times, int(now))[-MAX_TIMES:]
        text = json.dumps({"count": min(known.count + 1, _MAX_COUNT), "times": times})
        with suppress(FileProblem):
            self._host.write_atomic(self._path, text.encode("ascii"))

    def clear(self) -> None:
        """Start anew after a success; FileProblem."""
        self._host.remove(self._path)


def _parse(data: bytes) -> Attempts:
    """From JSON; ValueError for anything else."""
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - one error for what is not ours
    count, times = found.get("count"), found.get("times")
    if type(count) is not int or not isinstance(times, list) or not 0 <= count <= _MAX_COUNT:
        raise ValueError("no count")
    if any(type(time) is not int or not 0 <= time < 1 << 40 for time in times):
        raise ValueError("no time")
    return Attempts(count, tuple(times[-MAX_TIMES:]))

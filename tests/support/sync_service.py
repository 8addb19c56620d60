"""A cloud drive and its clients, as they behave on bad days: late, torn, out of order.

Only whole files travel.  Each client remembers which version of a file it had last; where
cloud and computer both changed since, it does what its service does: keep a conflict copy,
or let one side win.  Nothing here knows what a vault is.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Copies = Callable[[str, int], str]
"""The computer and a running number give what is appended to the name of a copy."""

SERVICES: dict[str, Copies | None] = {
    "dropbox": lambda who, n: f" ({who}'s conflicted copy {_day(n)})",
    "syncthing": lambda _, n: f".sync-conflict-20260102-{n:06}-ABCDEFG",
    "google": lambda _, n: f" ({n})",
    "onedrive": lambda who, n: f"-DESKTOP-{who.upper()}" + (f"-{n}" if n > 1 else ""),
    "nextcloud": lambda _, n: f" (conflicted copy {_day(n)} {n:06})",
    "icloud": lambda _, n: f" {n + 1}",
    "share": None,
}
"""How each service names the copy of the loser; None where the latest write wins."""


def _day(number: int) -> str:
    return f"2026-01-{number % 28 + 1:02}"


def _mark(data: bytes | None) -> bytes:
    return b"" if data is None else hashlib.sha256(data).digest()


@dataclass
class Cloud:
    """What the server holds, and everything that it ever held."""

    service: str
    files: dict[str, bytes] = field(default_factory=dict)
    history: dict[str, list[bytes]] = field(default_factory=dict)

    def put(self, name: str, data: bytes) -> None:
        """Take a version in."""
        self.files[name] = data
        self.history.setdefault(name, []).append(data)

    def roll_back(self, name: str, number: int) -> bool:
        """Put an older version back, as "restore previous version" on its web page does."""
        versions = self.history.get(name, [])
        if len(versions) < 2:
            return False
        self.put(name, versions[number % (len(versions) - 1)])
        return True


class Client:
    """The service's program on one computer, with the folder that it keeps alike."""

    def __init__(self, cloud: Cloud, who: str, folder: Path) -> None:
        self.cloud, self.who, self.folder = cloud, who, folder
        self._known: dict[str, bytes] = {}
        self.torn: dict[str, bytes] = {}
        self._number = 0

    def local(self) -> dict[str, bytes]:
        """The files that it would send, by name."""
        return {
            path.name: path.read_bytes()
            for path in sorted(self.folder.iterdir())
            if path.is_file() and not path.name.startswith(".")
        }

    def sync(self) -> None:
        """Everything, in both directions."""
        self.complete()
        self.upload()
        self.download()

    def upload(self) -> None:
        """Send what changed here; what changed there, too, is settled as the service does."""
        here = {name: data for name, data in self.local().items() if name not in self.torn}
        for name, data in here.items():
            if _mark(data) != self._known.get(name, b""):
                self._send(name, data)
        for name in [one for one in self._known if one not in here and one not in self.torn]:
            if _mark(self.cloud.files.get(name)) == self._known.pop(name):
                self.cloud.files.pop(name, None)

    def download(self, torn: bool = False) -> None:
        """Fetch what changed there.  ``torn``: a file lies there half until ``complete``."""
        for name, data in list(self.cloud.files.items()):
            if _mark(data) == self._known.get(name, b"") or name in self.torn:
                continue
            path = self.folder / name
            here = path.read_bytes() if path.exists() else None
            if here is not None and _mark(here) not in (self._known.get(name, b""), _mark(data)):
                self._settle(name, here)
            elif torn and here is not None and here != data:
                self.torn[name] = data
                path.write_bytes(data[: len(data) * 2 // 3])
            else:
                self._write(name, data)
        for name in [one for one in self._known if one not in self.cloud.files]:
            path = self.folder / name
            if path.exists() and _mark(path.read_bytes()) == self._known[name]:
                path.unlink()
            del self._known[name]

    def complete(self) -> None:
        """Finish what was fetched by half."""
        torn, self.torn = self.torn, {}
        for name, data in torn.items():
            self._write(name, data)

    def _send(self, name: str, data: bytes) -> None:
        there = self.cloud.files.get(name)
        if _mark(there) in (self._known.get(name, b""), _mark(data)) or there is None:
            self.cloud.put(name, data)
            self._known[name] = _mark(data)
        else:
            self._settle(name, data)

    def _settle(self, name: str, here: bytes) -> None:
        """Both sides changed the file."""
        there = self.cloud.files[name]
        self._number += 1
        copies = SERVICES[self.cloud.service]
        if copies is not None:
            stem, _, ending = name.rpartition(".")
            copy = f"{stem}{copies(self.who, self._number)}.{ending}"
            (self.folder / name).rename(self.folder / copy)
            if self._number % 2:  # the other half goes up with the next upload
                self._send(copy, here)
            self._write(name, there)
        elif self._number % 2:
            self.cloud.put(name, here)
            self._known[name] = _mark(here)
        else:
            self._write(name, there)

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        if not path.exists() or path.read_bytes() != data:
            fresh = self.folder / f".{name}.incoming"
            fresh.write_bytes(data)
            fresh.replace(path)
        self._known[name] = _mark(data)

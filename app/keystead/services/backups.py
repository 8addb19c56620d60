"""The backups of a vault on this device: a folder of verified copies that say of themselves
when they were made and how many keys they hold.

    20270105T093012Z-57-keys.keystead
    20270105T093012Z-before-format-2.keystead       kept by a converter of the format
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from keystead.core import retention
from keystead.errors import FileProblem
from keystead.services.home import Home
from keystead.vault import vault_file
from keystead.vault.backup import BackupNotVerified, write_backup
from keystead.vault.errors import NewerFormat, NotAVault, VaultDamaged
from keystead.vault.host import Host
from keystead.vault.session import OpenVault

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(
    r"(?P<time>[0-9]{8}T[0-9]{6}Z)-"
    r"(?:(?P<keys>[0-9]{1,9})-keys|before-format-(?P<format>[0-9]{1,4}))\.keystead"
)


class State(StrEnum):
    """What a look into the file shows: each part and the whole have checksums."""

    VERIFIED = "verified"
    DAMAGED = "damaged"
    OTHER = "other-vault"
    NEWER = "newer"
    OLDER = "older-format"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Backup:
    """One file.  ``time`` in Unix seconds, ``size`` in bytes; ``keys``: how many keys its
    vault had outside the trash, None for one made before a change of the format, whose
    number is ``before_format``."""

    path: Path
    time: int
    size: int
    keys: int | None
    before_format: int | None
    state: State


class BackupFolder:
    """The backups of one vault; all calls come from the process that owns it, or only read."""

    def __init__(self, host: Host, folder: Path, vault_id: bytes) -> None:
        self._host, self.folder, self._vault_id = host, folder, vault_id

    @classmethod
    def of(cls, home: Home, vault_id: bytes) -> "BackupFolder":
        """Those of the vault with this id."""
        return cls(home.parts.host, home.paths.backups(vault_id), vault_id)

    def times(self) -> list[int]:
        """When the backups were made, by their names; the newest first."""
        return sorted((time for _, time in self._files()), reverse=True)

    def listed(self) -> list[Backup]:
        """Every backup, looked into; the newest first."""
        found = [self._look(path, time) for path, time in self._files()]
        return sorted(found, key=lambda one: (one.time, one.path.name), reverse=True)

    def due(self, now: float) -> bool:
        """Whether the last one is older than a day."""
        return retention.due((time for _, time in self._files()), now)

    def write(self, vault: OpenVault) -> Backup:
        """Write a verified backup, then let go of those that are too old.

        Raises what ``vault.backup.write_backup`` raises; no other backup is touched then.
        """
        keys = sum(1 for secret in vault.secrets() if secret.trashed is None)
        path, time = self._free(vault.clock.now(), f"{keys}-keys")
        size = write_backup(vault, path)
        self.prune(vault.clock.now())
        return Backup(path, time, size, keys, None, State.VERIFIED)

    def keep_before_migration(self, data: bytes, of_format: int, now: float) -> Path:
        """For a converter of the format, before it writes: keep the vault file as it is.

        ``data`` is the whole file of format number ``of_format``.  It is kept byte for
        byte: what it means only the converter knows.  Raises FileProblem and
        BackupNotVerified; the converter must stop then.
        """
        path, _ = self._free(now, f"before-format-{of_format + 1}")
        self._host.write_atomic(path, data)
        if self._host.read(path, len(data)) != data:
            raise BackupNotVerified(
                "The backup before the update could not be read back, so nothing was updated. "
                "The vault is as it was; check the disk, then try again."
            )
        return path

    def prune(self, now: float) -> list[Path]:
        """Remove those that are kept no longer, and nothing else; the paths removed.

        What cannot be removed stays, and is tried again next time.
        """
        files = self._files()
        stay = retention.kept((time for _, time in files), now)
        gone = []
        for path, time in files:
            if time not in stay:
                try:
                    self._host.remove(path)
                except FileProblem:
                    continue
                gone.append(path)
        return gone

    def _files(self) -> Sequence[tuple[Path, int]]:
        """Our files with their times; any other file in the folder is left alone."""
        found = []
        for path in self._host.siblings(self.folder / "any"):
            time = _time_in(path.name)
            if time is not None:
                found.append((path, time))
        return found

    def _free(self, now: float, what: str) -> tuple[Path, int]:
        """A path that nothing lies at, and its time: seconds later than now where needed."""
        self._host.private_folder(self.folder)
        time = int(now)
        while self._host.exists(path := self.folder / f"{_stamp(time)}-{what}.keystead"):
            time += 1
        return path, time

    def _look(self, path: Path, time: int) -> Backup:
        named = _NAME.fullmatch(path.name)
        keys, of_format = (named["keys"], named["format"]) if named else (None, None)
        stamp = self._host.stamp(path)
        return Backup(
            path,
            time,
            stamp[1] if stamp else 0,
            int(keys) if keys else None,
            int(of_format) if of_format else None,
            self._state(path, int(of_format) if of_format else None),
        )

    def _state(self, path: Path, before_format: int | None) -> State:
        try:
            data = self._host.read(path, vault_file.MAX_FILE)
            if before_format is not None and before_format <= vault_file.FORMAT:
                return State.OLDER
            found = vault_file.decode(data)
        except NewerFormat:
            return State.NEWER
        except FileProblem:
            return State.UNREADABLE
        except (NotAVault, VaultDamaged):
            return State.DAMAGED
        return State.VERIFIED if found.vault_id == self._vault_id else State.OTHER


def _stamp(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).strftime(_STAMP)


def _time_in(name: str) -> int | None:
    """The time in the name of a backup; None for any other name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return int(datetime.strptime(found["time"], _STAMP).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None

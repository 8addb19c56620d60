"""Device keys in a file that the user chose, where there is no keyring.

Weaker than a keyring: whoever reads the file has the device key.  Each line is a capsule
id and its key in hexadecimal, so that one file on a stick serves several vaults.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from keystead.core.secret_types import SecretBytes
from keystead.system.device_keys import DEVICE_KEY
from keystead.system.errors import DeviceKeyDamaged, DeviceKeyMissing, UnsafeKeyFile

MAX_FILE = 64 * 1024
"""Bytes of a device key file: about 650 keys."""

_LINE = re.compile(r"([0-9a-f]{32}) ([0-9a-f]{64})")
_WAIT = 5.0


class Files(Protocol):
    """What is used of the host."""

    def read(self, path: Path, limit: int) -> bytes:
        """The whole file."""
        ...

    def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """Old content or new."""
        ...

    def remove(self, path: Path) -> None:
        """Delete the file."""
        ...

    def exists(self, path: Path) -> bool:
        """True when something lies at path."""
        ...

    def lock(self, path: Path, wait: float = 0.0) -> AbstractContextManager[None]:
        """Exclusive lock."""
        ...


class KeyFile:
    """Implements ``DeviceKeys`` over the file at ``path``, mode 0600."""

    def __init__(self, files: Files, path: Path) -> None:
        self._files = files
        self._path = path

    def store(self, account: str, key: SecretBytes) -> None:
        """Add or replace the line of the account and read it back.

        Raises UnsafeKeyFile, DeviceKeyDamaged, FileProblem.
        """
        if len(key) != DEVICE_KEY:
            raise _no_key_file(self._path, 1)
        with self._changing() as keys:
            keys[account] = key
        if self.load(account) != key:
            raise _no_key_file(self._path, 1)

    def load(self, account: str) -> SecretBytes:
        """The key of the account.

        Raises DeviceKeyMissing, UnsafeKeyFile, DeviceKeyDamaged, FileProblem.
        """
        key = self._read().get(account)
        if key is None:
            raise DeviceKeyMissing(
                f"The device key file '{self._path}' holds no key for this vault. The vault is "
                "intact; give the right file, or set this device up again with the Emergency Kit.",
                path=str(self._path),
            )
        return key

    def delete(self, account: str) -> None:
        """Take the line of the account out; the last line takes the file with it."""
        if not self._files.exists(self._path):
            return
        with self._changing() as keys:
            keys.pop(account, None)

    def describe(self) -> str:
        """``the device key file '/path'``."""
        return f"the device key file '{self._path}'"

    @contextmanager
    def _changing(self) -> Iterator[dict[str, SecretBytes]]:
        """The keys, to be changed; written back under a lock, since vaults share a file."""
        with self._files.lock(self._path.with_name(f".{self._path.name}.lock"), _WAIT):
            keys = self._read() if self._files.exists(self._path) else {}
            yield keys
            lines = [f"{account} {key.reveal().hex()}\n" for account, key in keys.items()]
            if lines:
                self._files.write_atomic(self._path, "".join(lines).encode("ascii"))
            else:
                self._files.remove(self._path)

    def _read(self) -> dict[str, SecretBytes]:
        self._check_private()
        text = self._files.read(self._path, MAX_FILE).decode("ascii", "replace")
        keys = {}
        for number, line in enumerate(text.splitlines(), start=1):
            match = _LINE.fullmatch(line)
            if match is None:
                raise _no_key_file(self._path, number)
            keys[match[1]] = SecretBytes(bytes.fromhex(match[2]))
        return keys

    def _check_private(self) -> None:
        """UnsafeKeyFile unless it is a regular file that its owner alone can read."""
        try:
            status = self._path.lstat()
        except OSError:
            return  # reading it says what is wrong
        if not stat.S_ISREG(status.st_mode):
            raise UnsafeKeyFile(
                f"'{self._path}' is not a regular file, so no device key is taken from it. "
                "Give the path of the file itself.",
                path=str(self._path),
            )
        if os.name == "posix" and stat.S_IMODE(status.st_mode) & 0o077:
            raise UnsafeKeyFile(
                f"Other users can read the device key file '{self._path}'. "
                "Close it with 'chmod 600', then try again.",
                path=str(self._path),
            )


def _no_key_file(path: Path, line: int) -> DeviceKeyDamaged:
    return DeviceKeyDamaged(
        f"Line {line} of '{path}' is no device key. The file was not changed.",
        path=str(path),
        line=line,
    )

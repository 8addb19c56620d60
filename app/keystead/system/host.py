"""The real ``vault.host.Host``: files, locks and facts of this computer."""

import contextlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from keystead.errors import Busy, FileProblem
from keystead.system.errors import ChangedMeanwhile, FileTooLarge, NotAFile, NotPrivate
from keystead.system.file_access import access_of, give
from keystead.system.file_problems import read_problem, write_problem
from keystead.system.shared_folders import shared_folder

if sys.platform == "win32":
    from keystead.system import files_windows as system
else:
    from keystead.system import files_posix as system

_CHUNK = 1 << 20
_MASK = (1 << 64) - 1
_POLL = 0.02
# O_NONBLOCK: opening a pipe that somebody left there must not wait for ever.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_LOCK = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)

Step = Callable[[str, Path], None]


def _no_step(name: str, path: Path) -> None:
    """Called before each change on the disk; tests pass one that fails or stops there."""


def _nothing(*_args: object) -> None:
    """What a write needs beside its bytes, where it needs nothing."""


def _read_regular(descriptor: int, path: Path, limit: int) -> bytes:
    """At most ``limit`` bytes from an open file; NotAFile for a folder, device or pipe."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise NotAFile(f"'{path}' is a folder or a device, not a file.", path=str(path))
    parts = []
    while limit and (part := os.read(descriptor, min(limit, _CHUNK))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)


def _check_replaceable(path: Path) -> None:
    """NotAFile for a pipe, a device or a socket, which a rename would put out of the world."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode)):
        raise NotAFile(
            f"'{path}' is a pipe, a device or a socket, not a file. It was left as it is.",
            path=str(path),
        )


def _changed(path: Path) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        f"Another program changed '{path}' at the same moment. Try again.", path=str(path)
    )


class SystemHost:
    """Implements ``vault.host.Host``.

    ``step`` is called with what is about to be done (``create``, ``write``, ``sync``,
    ``replace``, ``sync-folder``, ``remove``) and to which path.
    """

    def __init__(self, step: Step = _no_step) -> None:
        self._step = step

    def read(self, path: Path, limit: int) -> bytes:
        """The whole file of at most ``limit`` bytes.

        Raises FileMissing, NotAFile, FileTooLarge, NotPermitted or another FileProblem.
        """
        try:
            descriptor = os.open(path, _READ)
            try:
                data = _read_regular(descriptor, path, limit + 1)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise read_problem(error, path) from error
        if len(data) > limit:
            raise FileTooLarge(
                f"'{path}' is larger than {limit} bytes, so it is not what was looked for.",
                path=str(path),
            )
        return data

    def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """Old content or new, never between; a FileProblem leaves the old.

        Temporary file of a random name in the same folder, fsync, replace, fsync of the
        folder, read back.  A link at ``path`` is replaced, not followed, so that nobody
        can point the write at another file; a pipe or a device stays.  Raises DiskFull,
        ReadOnlyDisk, NotPermitted, NotAFile, and ChangedMeanwhile when another program wrote
        the file at the same moment.
        """
        self._put(path, data, mode)

    def rewrite(self, path: Path, data: bytes) -> None:
        """``write_atomic`` over the file at ``path``, which keeps owner, group, mode and
        access list: the new file has them before it has a byte.

        Raises AccessNotKept where this user may not give them, FileMissing, NotAFile, and as
        ``write_atomic``; the old file is as it was then.
        """
        access = access_of(path)

        def check() -> None:
            if access_of(path) != access:
                raise _changed(path)

        self._put(path, data, 0o600, partial(give, access, path), check)

    def _put(
        self,
        path: Path,
        data: bytes,
        mode: int,
        prepare: Callable[[int], None] = _nothing,
        check: Callable[[], None] = _nothing,
    ) -> None:
        """``prepare`` is called with the open file before it has a byte, ``check`` right
        before it takes its place."""
        # At most 4 bytes a character: with the rest below the 255 that a name may have.
        temporary = path.with_name(f".{path.name[:50]}.{secrets.token_hex(8)}.tmp")
        try:
            _check_replaceable(path)
            self._create(temporary, data, mode, prepare)
            self._step("replace", path)
            check()
            temporary.replace(path)
        except (OSError, FileProblem) as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            if isinstance(error, FileProblem):
                raise
            raise write_problem(error, path) from error
        self._sync_folder(path)
        if not self._holds(path, data):
            raise _changed(path)

    def _holds(self, path: Path, data: bytes) -> bool:
        try:
            return self.read(path, len(data)) == data
        except FileProblem:
            return False

    def _create(self, path: Path, data: bytes, mode: int, prepare: Callable[[int], None]) -> None:
        self._step("create", path)
        descriptor = os.open(path, _CREATE, mode)
        try:
            prepare(descriptor)
            self._step("write", path)
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view[:_CHUNK]) :]
            self._step("sync", path)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _sync_folder(self, path: Path) -> None:
        try:
            self._step("sync-folder", path)
            system.sync_folder(path.parent)
        except OSError as error:
            raise FileProblem(
                f"The disk could not confirm the change of '{path}'. Check the disk, then try "
                "again.",
                path=str(path),
            ) from error

    def remove(self, path: Path) -> None:
        """Delete a file that may be gone already, and fsync its folder; FileProblem."""
        try:
            self._step("remove", path)
            path.unlink()
        except FileNotFoundError:
            return
        except OSError as error:
            raise write_problem(error, path) from error
        self._sync_folder(path)

    def exists(self, path: Path) -> bool:
        """True when something lies at path, a broken link included."""
        return os.path.lexists(path)

    def private_folder(self, path: Path) -> None:
        """Make the folder and its missing parents, mode 0700; tighten an own, wider one.

        Raises NotPrivate for a folder of somebody else, or a link that could be one.
        """
        try:
            for folder in (*reversed(path.parents), path):
                if not folder.exists():
                    with contextlib.suppress(FileExistsError):
                        folder.mkdir(mode=0o700)
            status = path.lstat()
            if not stat.S_ISDIR(status.st_mode) or not system.is_own(status):
                raise NotPrivate(
                    f"'{path}' is not a folder of your own, so nothing private is put there. "
                    "Move it away, or choose another home.",
                    path=str(path),
                )
            if stat.S_IMODE(status.st_mode) & 0o077:
                path.chmod(0o700)
        except OSError as error:
            raise write_problem(error, path) from error

    @contextlib.contextmanager
    def lock(self, path: Path, wait: float = 0.0) -> Iterator[None]:
        """Exclusive lock on the file for as long as the context lasts.

        Busy after ``wait`` seconds.  The kernel frees it when the process ends; the file
        stays, since deleting it would let two processes lock two files of one name.
        """
        try:
            descriptor = os.open(path, _LOCK, 0o600)
        except OSError as error:
            raise write_problem(error, path) from error
        try:
            self._take(descriptor, path, time.monotonic() + wait)
            yield
        finally:
            os.close(descriptor)

    def _take(self, descriptor: int, path: Path, until: float) -> None:
        while not system.try_lock(descriptor):
            if time.monotonic() >= until:
                raise Busy(
                    "Another Keystead is working on this vault. Nothing was changed; "
                    "try again when it is done.",
                    path=str(path),
                )
            time.sleep(_POLL)

    def siblings(self, path: Path) -> list[Path]:
        """The regular files in the folder of path, sorted; empty when it is not readable."""
        try:
            with os.scandir(path.parent) as entries:
                return sorted(
                    path.parent / entry.name
                    for entry in entries
                    if entry.is_file(follow_symlinks=False)
                )
        except OSError:
            return []

    def stamp(self, path: Path) -> tuple[int, int, int] | None:
        """(inode, size, time in ns) to notice a change; None when there is no file.

        The time is mtime and ctime added: the first is what sync programs put back, the second
        nobody sets by hand.
        """
        try:
            status = path.stat()
        except OSError:
            return None
        changed = status.st_mtime_ns + status.st_ctime_ns
        return status.st_ino & _MASK, status.st_size, changed & _MASK

    def is_shared_folder(self, path: Path) -> str:
        """Name of the network file system or sync service that holds path, or ''."""
        try:
            mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
        except OSError:
            mounts = ""
        return shared_folder(path, mounts)

    def memory_size(self) -> int:
        """Physical memory in bytes."""
        return system.memory_size()

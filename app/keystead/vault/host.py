"""What the vault needs from the computer that it runs on, as one small interface.

``keystead.system.host`` has the real one; tests pass one whose disk fills up or whose
process dies at a chosen step.  The vault holds no platform branches.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol


class Host(Protocol):
    """Files, locks and facts of one computer."""

    def read(self, path: Path, limit: int) -> bytes:
        """The whole file; FileProblem when it is none, unreadable or above limit bytes."""
        ...

    def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """Old content or new, never between: temporary file beside it, fsync, replace,
        fsync of the folder, read back.  FileProblem (disk full, read-only) leaves the old."""
        ...

    def rewrite(self, path: Path, data: bytes) -> None:
        """``write_atomic`` over a file that is there: owner, group, mode and access list stay;
        FileProblem, and nothing is written, where they cannot."""
        ...

    def remove(self, path: Path) -> None:
        """Delete a file that may be gone already, and fsync its folder."""
        ...

    def exists(self, path: Path) -> bool:
        """True when something lies at path."""
        ...

    def private_folder(self, path: Path) -> None:
        """Make the folder and its missing parents, mode 0700."""
        ...

    def lock(self, path: Path, wait: float = 0.0) -> AbstractContextManager[None]:
        """Exclusive lock on a file for as long as the context lasts; Busy (Conflicting) when
        another process holds it after ``wait`` seconds.  The kernel frees it at exit."""
        ...

    def siblings(self, path: Path) -> list[Path]:
        """The regular files in the folder of path, sorted; empty when it is not readable."""
        ...

    def stamp(self, path: Path) -> tuple[int, int, int] | None:
        """(inode, size, time in ns) to notice a change, each below 2^64; None when there is
        no file."""
        ...

    def is_shared_folder(self, path: Path) -> str:
        """Name of the network file system or sync service that holds path, or ''."""
        ...

    def memory_size(self) -> int:
        """Physical memory in bytes."""
        ...

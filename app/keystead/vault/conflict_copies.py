"""The copies that sync programs leave beside a vault file when two computers wrote it."""

import re
from pathlib import Path

from keystead.vault.host import Host

_MARK = re.compile(
    r"""
    [ ._(-]*
    (
        .*conflict(ed)?[ _-]?copy.*     # Dropbox, Nextcloud, OneDrive
      | (sync-)?conflict-.*             # Syncthing, older Nextcloud
      | \(\d+\)                         # Google Drive, browsers
      | .*in\ Konflikt.*
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find(host: Host, path: Path) -> list[Path]:
    """The files beside ``path`` under a name that a sync program gives to a copy of it.
    Whether one is a copy of the same vault, only its content tells."""
    return [item for item in host.siblings(path) if is_copy_name(path, item)]


def is_copy_name(path: Path, other: Path) -> bool:
    """True where ``other`` is named as a conflict copy of ``path``."""
    if other.suffix != path.suffix or not other.stem.startswith(path.stem):
        return False
    return _MARK.fullmatch(other.stem[len(path.stem) :]) is not None

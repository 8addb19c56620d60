"""The copies that sync programs leave beside a vault file when two computers wrote it."""

import re
from pathlib import Path

from keystead.errors import KeysteadError
from keystead.vault import vault_file
from keystead.vault.host import Host

_MARK = re.compile(
    r"""
    [ ._(-]*
    (
        .*conflict(ed)?[ _-]?copy.*     # Dropbox, Nextcloud, OneDrive
      | sync-conflict-.*                # Syncthing
      | \(\d+\)                         # Google Drive, browsers
      | .*in\ Konflikt.*
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find(host: Host, path: Path, vault_id: bytes) -> list[Path]:
    """The files beside ``path`` that are copies of the same vault under a name that a sync
    program gives; other vaults and other names are never touched."""
    return [
        item
        for item in host.siblings(path)
        if item != path and is_copy_name(path, item) and _same_vault(host, item, vault_id)
    ]


def is_copy_name(path: Path, other: Path) -> bool:
    """True where ``other`` is named as a conflict copy of ``path``."""
    if other.suffix != path.suffix or not other.stem.startswith(path.stem):
        return False
    return _MARK.fullmatch(other.stem[len(path.stem) :]) is not None


def _same_vault(host: Host, path: Path, vault_id: bytes) -> bool:
    try:
        return vault_file.read_id(host.read(path, vault_file.MAX_FILE)) == vault_id
    except KeysteadError:
        return False

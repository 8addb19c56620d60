"""The copies that sync programs leave beside a vault file when two computers wrote it."""

import re
from pathlib import Path

from keystead.vault.host import Host

_MARK = re.compile(
    r"""
      [ ._(-]* .*conflict(ed|ing)?[ _-]?copy.*  # Dropbox, Nextcloud, Box
    | [ ._(-]* (sync-)? conflict [ _(-]* .*     # Syncthing, older Nextcloud, Resilio, Tresorit
    | [ ._(-]* (sf|case\ |selective\ sync\ )conflict .*  # Seafile, Dropbox
    | [ ._(-]* conflicted .*                    # pCloud
    | [ ._(-]* .*in\ Konflikt.*                 # Dropbox in German
    | \ ? \(\d{1,4}\)                           # Google Drive, MEGA, browsers
    | \ \d{1,2}                                 # iCloud
    """,
    re.IGNORECASE | re.VERBOSE,
)

# OneDrive appends the name of the computer: on Windows up to 15 capitals and digits.
_COMPUTER = re.compile(
    r"-(?=[0-9-]*[A-Z])[A-Z0-9-]{1,15}(-\d{1,3})?|-.{0,60}\b(MacBook|iMac|Mac)\b.*"
)


def find(host: Host, path: Path) -> list[Path]:
    """The files beside ``path`` under a name that a sync program gives to a copy of it.

    Whether one is a copy of the same vault, only its content tells.  The file itself under
    another spelling, as a disk that ignores case shows it, is none.
    """
    own = host.stamp(path)
    return [
        item for item in host.siblings(path) if is_copy_name(path, item) and host.stamp(item) != own
    ]


def is_copy_name(path: Path, other: Path) -> bool:
    """True where ``other`` is named as a conflict copy of ``path``; also where only the
    case differs, as after a way through a disk that ignores it."""
    if other.name == path.name or other.suffix.casefold() != path.suffix.casefold():
        return False
    stem, known = other.stem, path.stem
    if not stem.casefold().startswith(known.casefold()):
        return False
    rest = stem[len(known) :]
    return not rest or bool(_MARK.fullmatch(rest) or _COMPUTER.fullmatch(rest))

"""Whether a path lies on a network or in a folder that a sync service copies elsewhere.

A replica there would be torn between computers: SQLite needs locks and an order of writes
that such folders do not keep.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

_NETWORK = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "9p": "9P",
    "afs": "AFS",
    "afpfs": "AFP",
    "ceph": "Ceph",
    "davfs": "WebDAV",
    "webdav": "WebDAV",
    "fuse.davfs": "WebDAV",
    "fuse.sshfs": "SSHFS",
    "fuse.rclone": "rclone",
    "fuse.gvfsd-fuse": "GVFS",
    "fuse.kio-fuse": "KIO",
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.onedriver": "OneDrive",
    "fuse.glusterfs": "GlusterFS",
}

# Folder names that the services give their folders, with what they append to them.
_NAMES = (
    (re.compile(r"Dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"OneDrive( - .+)?"), "OneDrive"),
    (re.compile(r"Google ?Drive(-.+| \(.+\))?"), "Google Drive"),
    (re.compile(r"iCloud ?Drive|Mobile Documents"), "iCloud"),
    (re.compile(r"CloudStorage"), "a cloud drive"),
    (re.compile(r"Nextcloud\d*"), "Nextcloud"),
    (re.compile(r"ownCloud\d*"), "ownCloud"),
    (re.compile(r"MEGA(sync)?|pCloudDrive|Proton ?Drive|Seafile|Syncthing"), "a cloud drive"),
)

# What the services leave at the top of a folder that they copy.
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
}


def shared_folder(path: Path, mounts: str) -> str:
    """The network file system or sync service that holds ``path``, or ''.

    ``mounts`` is the text of /proc/self/mounts, or '' where there is none.  Nothing needs
    to lie at path yet; links are followed.
    """
    real = path.resolve()
    return (
        _network(real, _mounts(mounts)) or _by_name(real.parts) or _by_mark((real, *real.parents))
    )


def _mounts(text: str) -> dict[Path, str]:
    """Mount point and type of file system; the last mount on a point is the one seen."""
    rows = (line.split() for line in text.splitlines())
    return {Path(_unescape(row[1])): row[2] for row in rows if len(row) > 2}


def _unescape(name: str) -> str:
    """Blanks and the like are octal in the mount table (proc(5), getmntent(3))."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), name)


def _network(real: Path, mounts: Mapping[Path, str]) -> str:
    for folder in (real, *real.parents):
        if folder in mounts:
            return _NETWORK.get(mounts[folder], "")
    return ""


def _by_name(parts: Iterable[str]) -> str:
    for part in parts:
        for pattern, service in _NAMES:
            if pattern.fullmatch(part):
                return service
    return ""


def _by_mark(folders: Iterable[Path]) -> str:
    for folder in folders:
        for mark, service in _MARKS.items():
            if (folder / mark).exists():
                return service
    return ""

"""Errors of the system layer: what the operating system, disk or keyring said.

FileProblem                 the file system said no; what was there is intact
├── FileMissing             nothing lies at the path
├── NotAFile                a folder, device or pipe lies there
├── FileTooLarge            more bytes than the reader takes
├── DiskFull                no space, or no quota, is left
├── ReadOnlyDisk            the disk or folder cannot be written to
├── NotPermitted            the user may not read or write there
├── NotPrivate              a folder that must be the user's own is somebody else's
├── AccessNotKept           a file would lose its owner, group or rights
└── ChangedMeanwhile        another program wrote the file at the same moment
AccessDenied
├── KeyringUnavailable      there is no keyring that keeps the device key safe
│   └── KeyringTimedOut     the keyring did not answer
└── DeviceKeyMissing        keyring or key file hold no key for this vault
Refused
└── UnsafeKeyFile           the device key file can be read by others, or is no file
Damaged
└── DeviceKeyDamaged        what the keyring or key file hold is no device key
"""

from keystead.errors import AccessDenied, Damaged, FileProblem, NotFound, Refused


class FileMissing(NotFound, FileProblem):
    """Nothing lies at the path: not found, and to whoever asks for a file a problem of it."""

    code = "file-missing"


class NotAFile(FileProblem):
    """A folder, device or pipe lies at the path."""

    code = "not-a-file"


class FileTooLarge(FileProblem):
    """The file has more bytes than what is looked for can have."""

    code = "file-too-large"


class DiskFull(FileProblem):
    """No space, or no quota, is left."""

    code = "disk-full"


class ReadOnlyDisk(FileProblem):
    """The disk is mounted read-only."""

    code = "read-only"


class NotPermitted(FileProblem):
    """The user may not read or write there."""

    code = "not-permitted"


class NotPrivate(FileProblem):
    """A folder that must belong to the user alone belongs to somebody else."""

    code = "not-private"


class AccessNotKept(FileProblem):
    """A file that is written anew would lose its owner, its group or its rights."""

    code = "access-not-kept"


class ChangedMeanwhile(FileProblem):
    """Right after the write something else lies at the path."""

    code = "changed-meanwhile"


class KeyringUnavailable(AccessDenied):
    """The computer has no keyring that keeps the device key safe."""

    code = "no-keyring"


class KeyringTimedOut(KeyringUnavailable):
    """The keyring did not answer in time."""

    code = "keyring-timeout"


class DeviceKeyMissing(AccessDenied):
    """Keyring or key file hold no key for this vault."""

    code = "no-device-key"


class UnsafeKeyFile(Refused):
    """The device key file can be read by others, or is no regular file."""

    code = "unsafe-key-file"


class DeviceKeyDamaged(Damaged):
    """What the keyring or the key file hold is not a device key."""

    code = "device-key-damaged"

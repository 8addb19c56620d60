"""A verified copy of a whole vault: written, read back, decoded, compared with the vault."""

import hashlib
from contextlib import suppress
from pathlib import Path

from keystead.errors import FileProblem, KeysteadError
from keystead.vault import intake, vault_file
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import VaultContents


class BackupNotVerified(KeysteadError):
    """What was read back from the disk is not what was written; the copy was removed."""

    code = "backup-not-verified"


def write_backup(vault: OpenVault, path: Path) -> int:
    """Write the vault as this device holds it to ``path``, published or not; its size in bytes.

    Nothing may lie at ``path``.  A vault that lacks a part is not copied, so that its
    backup cannot push out a whole one.  Raises ReplicaDamaged, VaultIncomplete, TooLarge,
    FileProblem, BackupNotVerified; there is no file at ``path`` then.
    """
    contents = vault.contents()
    intake.check_complete(vault.state.commits.values(), contents.blobs)
    data = vault_file.encode(contents)
    try:
        vault.host.write_atomic(path, data)
        _verify(vault, path, contents)
    except KeysteadError:
        with suppress(FileProblem):
            vault.host.remove(path)
        raise
    return len(data)


def _verify(vault: OpenVault, path: Path, contents: VaultContents) -> None:
    """Every frame and digest of the file as it lies on the disk.

    A commit's id is its hash, so the same ids are the same commits with the same heads.
    """
    try:
        found = vault_file.decode(vault.host.read(path, vault_file.MAX_FILE))
    except KeysteadError as error:
        raise _not_verified() from error
    ids = {hashlib.sha256(raw).digest() for raw in found.commits}
    same = (
        found.vault_id == vault.vault_id
        and ids == set(vault.state.commits)
        and found.blobs.keys() == contents.blobs.keys()
        and set(found.records) == set(contents.records)
    )
    if not same:
        raise _not_verified()


def _not_verified() -> BackupNotVerified:
    return BackupNotVerified(
        "The backup could not be read back as it was written, and was removed. The vault is "
        "intact; check the disk, then try again."
    )

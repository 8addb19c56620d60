"""What was typed and not saved when the vault locked: sealed on this device, until it is used.

``unsaved`` in the state folder: sealed bytes, under the unlock key and bound to the vault
id.  It never goes into the vault file, and is no part of the vault's format.
"""

from contextlib import suppress
from pathlib import Path

from keystead.core.secret_types import SecretBytes
from keystead.crypto import padding
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.errors import FileProblem
from keystead.vault.host import Host

MAX_FILE = 8 * 1024 * 1024
_INFO = b"keystead/v1/unsaved"


class Unsaved:
    """One piece of content, kept until ``drop``.

    It holds a key of its own, so that it can seal when the vault is closed already.
    """

    def __init__(self, host: Host, folder: Path, unlock_key: SecretBytes, vault_id: bytes) -> None:
        self._host, self._path, self._vault_id = host, folder / "unsaved", vault_id
        self._sealer = Sealer(unlock_key.reveal(), _INFO)

    def keep(self, content: SecretBytes) -> None:
        """Keep this in place of what was kept; FileProblem where the disk does not take it.

        The size on disk does not tell how long a value in it is (crypto.padding).
        """
        sealed = self._sealer.seal(padding.pad(content.reveal()), self._vault_id)
        self._host.private_folder(self._path.parent)
        self._host.write_atomic(self._path, sealed)

    def read(self) -> SecretBytes | None:
        """What was kept; None where there is nothing.

        What does not open (it was sealed before the keys were renewed, or was changed) is
        of no use to anybody, and must keep nobody out: None as well.
        """
        if not self._host.exists(self._path):
            return None
        with suppress(DecryptionFailed, FileProblem):
            raw = self._host.read(self._path, MAX_FILE)
            return SecretBytes(padding.unpad(self._sealer.open(raw, self._vault_id)))
        return None

    def drop(self) -> None:
        """It was used: away with it."""
        self._host.remove(self._path)

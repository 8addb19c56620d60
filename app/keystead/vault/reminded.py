"""What this device has reminded of: sealed beside the journal, and no part of the vault.

Which keys there are, and when they end, is nobody's business while the vault is locked.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from keystead.core.notices import Memory
from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.errors import FileProblem
from keystead.vault.host import Host

MAX_FILE = 8 * 1024 * 1024
_INFO = b"keystead/v1/reminded"


class Reminded:
    """The memory of one vault on this device."""

    def __init__(self, host: Host, folder: Path, unlock_key: SecretBytes, vault_id: bytes) -> None:
        self._host, self._path, self._vault_id = host, folder / "reminded", vault_id
        self._sealer = Sealer(unlock_key.reveal(), _INFO)

    def read(self) -> Memory:
        """What was shown and put off; nothing where that cannot be read: to remind once more
        is better than to keep anybody out."""
        if not self._host.exists(self._path):
            return Memory()
        with suppress(DecryptionFailed, FileProblem, msgspec.DecodeError):
            raw = self._host.read(self._path, MAX_FILE)
            return msgspec.msgpack.decode(self._sealer.open(raw, self._vault_id), type=Memory)
        return Memory()

    def write(self, memory: Memory) -> None:
        """Remember this; FileProblem where the disk does not take it."""
        self._host.private_folder(self._path.parent)
        sealed = self._sealer.seal(msgspec.msgpack.encode(memory), self._vault_id)
        self._host.write_atomic(self._path, sealed)

"""What this device has seen in the vault file: its memory against rollback.

``device.state``: magic (8) | format version (2) | commitment (32) | sealed CBOR; sealed
under the unlock key and bound to the vault id.  Written after the replica's commit.
"""

from collections.abc import Iterable
from pathlib import Path

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import COMMITMENT, Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.vault.cbor import decode, encode
from keystead.vault.errors import NewerFormat, ReplicaDamaged
from keystead.vault.fields import HASH, Reader, malformed
from keystead.vault.host import Host

MAGIC = b"KEYSTDEV"
FORMAT = 1
MAX_FILE = 1 << 20

_HEADER = len(MAGIC) + 2 + COMMITMENT
_INFO = b"keystead/v1/heads"


class DeviceState:
    """The heads of commits that this device has read back from the vault file."""

    def __init__(
        self,
        host: Host,
        folder: Path,
        unlock_key: SecretBytes,
        vault_id: bytes,
        seen_heads: tuple[bytes, ...] = (),
    ) -> None:
        self._host = host
        self._path = folder / "device.state"
        self._sealer = Sealer(unlock_key.reveal(), _INFO)
        self._vault_id = vault_id
        self.seen_heads = seen_heads

    @classmethod
    def load(
        cls, host: Host, folder: Path, unlock_key: SecretBytes, vault_id: bytes
    ) -> "DeviceState":
        """What was saved; nothing seen yet where there is no file.

        Raises ReplicaDamaged where it is not what this device wrote, NewerFormat.
        """
        state = cls(host, folder, unlock_key, vault_id)
        if host.exists(state._path):
            state.seen_heads = state._open(host.read(state._path, MAX_FILE))
        return state

    def save(self, heads: Iterable[bytes]) -> None:
        """Remember these heads (32 bytes each) instead."""
        seen = tuple(sorted(set(heads)))
        header = self._header()
        sealed = self._sealer.seal(encode({0: list(seen)}), header + self._vault_id)
        self._host.private_folder(self._path.parent)
        self._host.write_atomic(self._path, header + sealed)
        self.seen_heads = seen

    def _header(self) -> bytes:
        return MAGIC + FORMAT.to_bytes(2, "big") + self._sealer.commitment

    def _open(self, data: bytes) -> tuple[bytes, ...]:
        if data.startswith(MAGIC) and int.from_bytes(data[8:10], "big") > FORMAT:
            raise NewerFormat(
                "This device's memory was written by a newer Keystead. Please update."
            )
        if data[:_HEADER] != self._header():
            raise _damaged()
        try:
            plain = self._sealer.open(data[_HEADER:], data[:_HEADER] + self._vault_id)
        except DecryptionFailed as error:
            raise _damaged() from error
        reader = Reader(decode(plain, MAX_FILE))
        heads = tuple(head for head in reader.array(0) if isinstance(head, bytes))
        if any(len(head) != HASH for head in heads):
            raise malformed()
        return heads


def _damaged() -> ReplicaDamaged:
    return ReplicaDamaged(
        "This device's memory of the vault is damaged or was changed by something else. The "
        "vault file is untouched: 'keystead repair' makes the memory anew."
    )

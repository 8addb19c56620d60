"""What this device has seen in the vault file: its memory against rollback.

``device.state``: magic (8) | format version (2) | commitment (32) | sealed CBOR; sealed
under the unlock key and bound to the vault id.  Written after the replica's commit.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import COMMITMENT, Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.vault.cbor import Cbor, decode, encode
from keystead.vault.errors import NewerFormat, ReplicaDamaged
from keystead.vault.fields import HASH, Reader, malformed
from keystead.vault.host import Host

MAGIC = b"KEYSTDEV"
FORMAT = 1
MAX_FILE = 1 << 20

_HEADER = len(MAGIC) + 2 + COMMITMENT
_INFO = b"keystead/v1/heads"


Stamp = tuple[int, int, int]
"""What ``Host.stamp`` tells of a file."""


class SeenFile(NamedTuple):
    """The vault file that this device last read or wrote, and the generation of its replica
    that held the same; 0 where the replica held more."""

    stamp: Stamp | None = None
    generation: int = 0


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
        self.file = SeenFile()

    @classmethod
    def load(
        cls, host: Host, folder: Path, unlock_key: SecretBytes, vault_id: bytes
    ) -> "DeviceState":
        """What was saved; nothing seen yet where there is no file.

        Raises ReplicaDamaged where it is not what this device wrote, NewerFormat.
        """
        state = cls(host, folder, unlock_key, vault_id)
        if host.exists(state._path):
            state._open(host.read(state._path, MAX_FILE))
        return state

    def remember(self, heads: tuple[bytes, ...], file: SeenFile) -> None:
        """Save, where something is new."""
        if (heads, file) != (self.seen_heads, self.file):
            self.save(heads, file)

    def save(self, heads: Iterable[bytes], file: SeenFile | None = None) -> None:
        """Remember these heads (32 bytes each) and this file instead."""
        seen, known = tuple(sorted(set(heads))), file or SeenFile()
        header = self._header()
        fields: dict[int, Cbor] = {0: list(seen)}
        if known.stamp is not None:
            fields |= {1: list(known.stamp), 2: known.generation}
        sealed = self._sealer.seal(encode(fields), header + self._vault_id)
        self._host.private_folder(self._path.parent)
        self._host.write_atomic(self._path, header + sealed)
        self.seen_heads, self.file = seen, known

    def _header(self) -> bytes:
        return MAGIC + FORMAT.to_bytes(2, "big") + self._sealer.commitment

    def _open(self, data: bytes) -> None:
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
        self.seen_heads = heads
        if reader.has(1):
            told = Reader(dict(enumerate(reader.array(1))))
            inode, size, time = (told.integer(number, 1 << 64) for number in range(3))
            self.file = SeenFile((inode, size, time), reader.integer(2))


def _damaged() -> ReplicaDamaged:
    return ReplicaDamaged(
        "This device's memory of the vault is damaged or was changed by something else. The "
        "vault file is untouched: 'keystead repair' makes the memory anew."
    )

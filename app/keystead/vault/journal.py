"""The journal: read events of this device, sealed, until a commit carries them.

Looking at a value changes nothing that others need to know at once, so an event waits
here and goes with the next change; it never publishes alone.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.errors import FileProblem
from keystead.vault.bodies import Event, from_bytes, to_bytes
from keystead.vault.cbor import Cbor, decode, encode
from keystead.vault.errors import VaultDamaged
from keystead.vault.fields import ID, Reader
from keystead.vault.host import Host

MAX_EVENTS = 10_000
MAX_FILE = 16 * 1024 * 1024


class Journal:
    """The events that no commit carries yet, each with its 16-byte environment id."""

    def __init__(self, host: Host, path: Path, unlock_key: SecretBytes, vault_id: bytes) -> None:
        self._host = host
        self._path = path
        self._vault_id = vault_id
        self._sealer = Sealer(unlock_key.reveal(), b"keystead/v1/journal")
        self.events: list[tuple[bytes, Event]] = []

    @classmethod
    def load(cls, host: Host, folder: Path, unlock_key: SecretBytes, vault_id: bytes) -> "Journal":
        """The journal in the state folder.  One that does not open is begun again: read
        events are advisory, and losing them must not keep anyone out."""
        journal = cls(host, folder / "journal", unlock_key, vault_id)
        if not host.exists(journal._path):
            return journal
        with suppress(DecryptionFailed, VaultDamaged, FileProblem):
            raw = journal._sealer.open(host.read(journal._path, MAX_FILE), vault_id)
            journal.events = _events(raw)
        return journal

    @classmethod
    def begin(
        cls,
        host: Host,
        folder: Path,
        unlock_key: SecretBytes,
        vault_id: bytes,
        events: list[tuple[bytes, Event]],
    ) -> "Journal":
        """A journal with these events, sealed under another unlock key than before."""
        journal = cls(host, folder / "journal", unlock_key, vault_id)
        journal.events = list(events)
        journal._save()
        return journal

    def uses(self) -> dict[bytes, list[Event]]:
        """The events that wait here, by the id of the Secret that they are about."""
        found: dict[bytes, list[Event]] = {}
        for _, event in self.events:
            if event.secret:
                found.setdefault(event.secret, []).append(event)
        return found

    def add(self, environment: bytes, event: Event) -> None:
        """Remember an event; FileProblem where the disk does not take it."""
        self.add_all([(environment, event)])

    def add_all(self, events: Iterable[tuple[bytes, Event]]) -> None:
        """Remember events, each with its environment, in one write."""
        self.events = [*self.events, *events][-MAX_EVENTS:]
        self._save()

    def clear(self, count: int) -> None:
        """Forget the first ``count`` events: a commit carries them now."""
        self.events = self.events[count:]
        self._save()

    def _save(self) -> None:
        if not self.events:
            self._host.remove(self._path)
            return
        rows: list[Cbor] = [
            {0: environment, 1: to_bytes(event)} for environment, event in self.events
        ]
        sealed = self._sealer.seal(encode({0: rows}), self._vault_id)
        self._host.write_atomic(self._path, sealed)


def _events(raw: bytes) -> list[tuple[bytes, Event]]:
    """What ``_save`` wrote, and the cipher vouched for."""
    found: list[tuple[bytes, Event]] = []
    for row in Reader(decode(raw, MAX_FILE)).array(0):
        reader = Reader(row)
        environment, event = reader.octets(0, ID), from_bytes(reader.octets(1))
        if isinstance(event, Event):
            found.append((environment, event))
    return found

"""What was put into the trash last, as long as it can be taken back without a thought."""

from collections.abc import Sequence

from keystead.core.doings import done_to
from keystead.core.model import Secret
from keystead.gui.models.snapshot import VaultSnapshot


class LastTrash:
    """Kept for the toast's Undo and for Ctrl+Z."""

    def __init__(self) -> None:
        self._keys: tuple[Secret, ...] = ()
        self._stand: dict[bytes, Secret] = {}

    def remember(self, keys: Sequence[Secret], snapshot: VaultSnapshot | None) -> None:
        """These went into the trash, after which the vault is as in ``snapshot``."""
        self._keys = tuple(keys)
        self._stand = done_to(snapshot.secrets) if snapshot is not None else {}

    def take(self) -> tuple[Secret, ...]:
        """What to bring back, once."""
        keys, self._keys = self._keys, ()
        return keys

    def is_last(self, snapshot: VaultSnapshot | None) -> bool:
        """True while nothing else was done with the keys; looking and copying is nothing."""
        return bool(self._keys and snapshot and done_to(snapshot.secrets) == self._stand)

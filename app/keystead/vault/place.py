"""Where one vault's parts lie on this device."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """``vault_id`` 32 bytes, ``device`` 16; ``file`` is shared, the others are private to
    this device: ``replica`` the SQLite file, ``state`` the folder of capsule and memory."""

    vault_id: bytes
    file: Path
    replica: Path
    state: Path
    device: bytes

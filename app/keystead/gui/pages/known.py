"""A vault of this device, as the pages show it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KnownVault:
    """``vault_id``: 32 bytes; ``key_file``: the device key's file, None for the keyring;
    ``last_used``: Unix seconds."""

    vault_id: bytes
    name: str
    path: Path
    key_file: Path | None = None
    last_used: int = 0


def short_path(path: Path, home: Path | None = None) -> str:
    """``~/Sync/work.keystead`` where the file lies below the user's home folder."""
    base = home or Path.home()
    try:
        return f"~/{path.relative_to(base)}"
    except ValueError:
        return str(path)

"""Where Keystead keeps its files on this computer."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

APP = "keystead"

_MAX_RUNTIME = 60
"""Bytes of a runtime folder, so that a socket in it stays below the 104 of macOS."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders: local ones, never roaming, never synced.

    ``data``: vault files by default, and replicas; ``state``: capsules, counters and the
    registry; ``config``: preferences; ``runtime``: the agent's socket, of a short hashed
    name and its own for each home; ``cache``: what may be deleted; ``own``: the one folder
    that all are in, where the user named one.
    """

    data: Path
    state: Path
    config: Path
    runtime: Path
    cache: Path
    own: Path | None = None

    @staticmethod
    def of(home: str | None, runtime_root: str | None = None) -> "Paths":
        """All under ``home`` (KEYSTEAD_HOME) where given, else where the system says.

        ``runtime_root`` is the user's runtime folder (XDG_RUNTIME_DIR), if there is one.
        Nothing is created here.
        """
        base = None
        if home:
            base = Path(os.path.abspath(Path(home).expanduser()))  # noqa: PTH100 - links stay
            data, state, config, cache = (
                base / name for name in ("data", "state", "config", "cache")
            )
        else:
            data, state, config, cache = _of_the_system()
        return Paths(data, state, config, runtime_folder(state, runtime_root), cache, base)

    @property
    def registry(self) -> Path:
        """The list of vaults set up on this device."""
        return self.state / "registry.json"

    @property
    def settings(self) -> Path:
        """Preferences of this device."""
        return self.config / "config.toml"

    def replica(self, vault_id: bytes) -> Path:
        """The private database of a vault (32-byte id)."""
        return self.data / "replicas" / vault_id.hex() / "replica.sqlite"

    def backups(self, vault_id: bytes) -> Path:
        """The folder with the backups of a vault (32-byte id)."""
        return self.data / "backups" / vault_id.hex()

    def vault_state(self, vault_id: bytes) -> Path:
        """The folder with capsule, counters and journal of a vault (32-byte id)."""
        return self.state / vault_id.hex()


def runtime_folder(state: Path, runtime_root: str | None) -> Path:
    """A short folder for the socket of the home whose state folder this is.

    Unix socket paths are limited to about 100 bytes, so a long root gives way to the
    temporary folder, where the user's number keeps users apart; whoever makes the folder
    checks that it is theirs (``SystemHost.private_folder``).
    """
    name = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    if runtime_root and len(os.fsencode(runtime_root)) + len(name) < _MAX_RUNTIME:
        return Path(runtime_root) / f"{APP}-{name}"
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"{APP}-{user}-{name}"


def _of_the_system() -> tuple[Path, Path, Path, Path]:
    """Data, state, config and cache folder by the customs of this system."""
    from platformdirs import PlatformDirs

    known = PlatformDirs(APP, appauthor=False, roaming=False)
    return (
        known.user_data_path,
        known.user_state_path,
        known.user_config_path,
        known.user_cache_path,
    )

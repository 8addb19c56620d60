"""Large vaults that are made once and kept in build/bench-vaults, for measurements.

Their keys are invented ones, so that what opens such a vault may lie beside it.
"""

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from keystead.core.secret_types import SecretBytes
from keystead.services.home import Home
from keystead.vault.registry import VaultEntry
from tests.support import big_vault
from tests.support.clock import FakeClock
from tests.support.homes import MadeVault, home_at, parts, secret_of

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "bench-vaults"
CACHE_KIB = 1 << 20
FORM = (
    "app/keystead/core/model.py",
    "app/keystead/vault/bodies.py",
    "app/keystead/vault/cold_rows.py",
    "app/keystead/vault/commit.py",
    "app/keystead/vault/manifest.py",
    "app/keystead/vault/objects.py",
    "app/keystead/vault/operations.py",
    "app/keystead/vault/replica.py",
    "tests/support/big_vault.py",
)
"""What a vault was made with; where one of them is another now, it is made anew."""


@dataclass(frozen=True)
class KeptVault:
    """A vault on disk with what opens it: its unlock key, or passphrase and TOTP secret."""

    home: Home
    clock: FakeClock
    entry: VaultEntry
    unlock_key: SecretBytes
    totp: bytes
    folder: Path

    def copy_to(self, folder: Path, device: bytes | None = None) -> "KeptVault":
        """The same vault in an empty folder, to be changed; on another ``device`` (16 bytes)
        where one is given."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        copied = there(folder)
        if device is not None:
            copied = replace(copied, entry=replace(copied.entry, device=device))
        # Its file is a new one to this device, and is read once.
        big_vault.opened_vault(copied).close()
        return copied


def kept(count: int, edits: int = 0, per_commit: int = 1) -> KeptVault:
    """A vault of that many keys, each edited that many times; see ``big_vault.fill``.  It is
    for all, so change a copy only."""
    folder = KEPT / f"{count}-{edits}-{per_commit}-{_form()}"
    if not folder.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for former in KEPT.glob(f"{count}-{edits}-{per_commit}-*"):
            shutil.rmtree(former)
        with tempfile.TemporaryDirectory(prefix="ks-kept-", dir=KEPT) as made:
            _make(Path(made), count, edits, per_commit)
            shutil.copytree(made, folder)
        big_vault.opened_vault(there(folder)).close()
    return there(folder)


def _make(folder: Path, count: int, edits: int, per_commit: int) -> None:
    home = home_at(folder / "home", parts(FakeClock()))
    made = MadeVault(home, folder, folder / "device.key")
    opened = big_vault.opened_vault(made)
    # Nobody else has the vault yet, so it need not survive a power cut, nor be small.
    opened.replica._db.execute("PRAGMA synchronous=OFF")
    opened.replica._db.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    big_vault.fill(opened, count, per_commit)
    for number in range(edits):
        big_vault.edit_all(opened, number, per_commit)
    opened.publish()
    opened.close()
    kept = {
        "vault": made.entry.vault_id.hex(),
        "unlock_key": made.unlock_key.reveal().hex(),
        "totp": secret_of(made.creation.totp_uri).hex(),
        "now": made.clock.now(),
    }
    (folder / "kept.json").write_text(json.dumps(kept), encoding="ascii")


def there(folder: Path) -> KeptVault:
    """The kept vault in a folder, registered there whatever folder it was made in."""
    kept = json.loads((folder / "kept.json").read_text("ascii"))
    clock = FakeClock(kept["now"])
    home = home_at(folder / "home", parts(clock))
    entry = home.entry_of(bytes.fromhex(kept["vault"]))
    assert entry is not None
    key = str(folder / "device.key")
    entry = replace(entry, path=folder / entry.path.name, device_key=key)
    home.register(entry)
    secret, unlock_key = bytes.fromhex(kept["totp"]), bytes.fromhex(kept["unlock_key"])
    return KeptVault(home, clock, entry, SecretBytes(unlock_key), secret, folder)


def _form() -> str:
    digest = hashlib.sha256()
    for path in FORM:
        digest.update((ROOT / path).read_bytes())
    return digest.hexdigest()[:12]

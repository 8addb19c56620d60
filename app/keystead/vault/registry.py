"""``registry.json``: the vaults that are set up on this device.

A file that cannot be understood is an error and is never overwritten: it names the
capsule and the device key without which a vault does not open here.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from keystead.vault.errors import NewerFormat, RegistryDamaged
from keystead.vault.host import Host

FORMAT = 1
MAX_FILE = 1 << 20
KEYRING = "keyring"

# As in vault.fields, which would load the CBOR library: to find a vault nobody needs it.
HASH, ID = 32, 16

_WAIT = 5.0


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """One vault on this device.

    ``vault_id`` 32 bytes, ``capsule`` and ``device`` ids 16.  ``device_key`` says where the
    device key is: ``"keyring"``, or the absolute path of a key file.  ``stale`` names
    capsules of unfinished or finished changes whose device keys are to be deleted.
    ``created`` and ``last_used`` are Unix seconds.
    """

    vault_id: bytes
    name: str
    path: Path
    capsule: bytes
    device: bytes
    device_key: str
    created: int
    last_used: int
    stale: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Vaults:
    """What the registry holds; ``default`` is the id of the vault meant by no name."""

    entries: tuple[VaultEntry, ...] = ()
    default: bytes | None = None

    def of(self, vault_id: bytes) -> VaultEntry | None:
        """The entry of a vault, or None."""
        return next((entry for entry in self.entries if entry.vault_id == vault_id), None)

    def with_entry(self, entry: VaultEntry) -> "Vaults":
        """The entry added, or put in place of the one of the same vault; the first vault
        is the default."""
        others = tuple(item for item in self.entries if item.vault_id != entry.vault_id)
        default = entry.vault_id if self.default is None else self.default
        return Vaults((*others, entry), default)

    def without(self, vault_id: bytes) -> "Vaults":
        """The entry taken out; the default passes on where one vault is left."""
        rest = tuple(item for item in self.entries if item.vault_id != vault_id)
        if self.default != vault_id:
            return Vaults(rest, self.default)
        return Vaults(rest, rest[0].vault_id if len(rest) == 1 else None)


class Registry:
    """The file; every change is read, made and written under its lock."""

    def __init__(self, host: Host, path: Path) -> None:
        self._host = host
        self._path = path

    def read(self) -> Vaults:
        """What is set up; nothing where there is no file.

        Raises RegistryDamaged, NewerFormat, FileProblem.
        """
        if not self._host.exists(self._path):
            return Vaults()
        data = self._host.read(self._path, MAX_FILE)
        try:
            return _parse(json.loads(data))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise RegistryDamaged(
                f"The list of vaults '{self._path}' is damaged. It was left as it is, and the "
                "vaults are intact. Bring the file back from a backup, or move it away and set "
                "this device up again with the Emergency Kit.",
                path=str(self._path),
            ) from error

    def put(self, entry: VaultEntry) -> None:
        """Add or replace the entry of a vault; raises what ``read`` raises, FileProblem."""
        with self._locked():
            self._write(self.read().with_entry(entry))

    def remove(self, vault_id: bytes) -> None:
        """Take the entry of a vault out; none there is no error."""
        with self._locked():
            self._write(self.read().without(vault_id))

    def set_default(self, vault_id: bytes) -> None:
        """Let this vault be the one that is meant where none is named."""
        with self._locked():
            self._write(replace(self.read(), default=vault_id))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._host.private_folder(self._path.parent)
        with self._host.lock(self._path.with_name("registry.lock"), _WAIT):
            yield

    def _write(self, vaults: Vaults) -> None:
        found = {
            "format": FORMAT,
            "default": vaults.default.hex() if vaults.default else None,
            "vaults": [_to_json(entry) for entry in vaults.entries],
        }
        self._host.write_atomic(self._path, json.dumps(found, indent=1).encode("utf-8") + b"\n")


def _to_json(entry: VaultEntry) -> dict[str, object]:
    return {
        "vault": entry.vault_id.hex(),
        "name": entry.name,
        "path": str(entry.path),
        "capsule": entry.capsule.hex(),
        "device": entry.device.hex(),
        "device_key": entry.device_key,
        "created": entry.created,
        "last_used": entry.last_used,
        "stale": [capsule.hex() for capsule in entry.stale],
    }


def _parse(found: dict[str, object]) -> Vaults:
    """From JSON; ValueError, TypeError or KeyError for anything that is not ours."""
    if _number(found["format"]) > FORMAT:
        raise NewerFormat("The list of vaults was written by a newer Keystead. Please update.")
    rows, default = found["vaults"], found["default"]
    if not isinstance(rows, list):
        raise TypeError
    entries = tuple(_entry(row) for row in rows)
    if len({entry.vault_id for entry in entries}) != len(entries):
        raise ValueError
    return Vaults(entries, None if default is None else _octets(default, HASH))


def _entry(row: dict[str, object]) -> VaultEntry:
    stale = row["stale"]
    if not isinstance(stale, list):
        raise TypeError
    return VaultEntry(
        _octets(row["vault"], HASH),
        _text(row["name"]),
        _path(row["path"]),
        _octets(row["capsule"], ID),
        _octets(row["device"], ID),
        _source(row["device_key"]),
        _number(row["created"]),
        _number(row["last_used"]),
        tuple(_octets(item, ID) for item in stale),
    )


def _octets(value: object, size: int) -> bytes:
    octets = bytes.fromhex(_text(value))
    if len(octets) != size:
        raise ValueError
    return octets


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    return value


def _path(value: object) -> Path:
    text = _text(value)
    path = Path(text)
    # What no file system takes would only be found out when the path is used.
    if not path.is_absolute() or b"\0" in text.encode("utf-8", "surrogateescape"):
        raise ValueError
    return path


def _source(value: object) -> str:
    return KEYRING if value == KEYRING else str(_path(value))


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 53:
        raise TypeError
    return value

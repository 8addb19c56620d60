"""The vaults of this device: which there are, where their parts lie, which one is meant."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from keystead.errors import FileProblem
from keystead.services.errors import AmbiguousVault, NoSuchVault, SharedHome
from keystead.services.parts import Parts
from keystead.system.device_keys import DeviceKeys
from keystead.system.key_file import KeyFile
from keystead.system.paths import Paths
from keystead.vault.attempts import AttemptsFile
from keystead.vault.errors import NotAVault, WrongVault
from keystead.vault.place import Place
from keystead.vault.registry import KEYRING, Registry, VaultEntry

if TYPE_CHECKING:
    # Loaded on use: to find a vault and ask its owner, nobody needs cryptography.
    from keystead.vault.capsule import TableBuilder
    from keystead.vault.capsule_file import CapsuleFile


class Home:
    """One set of folders and what is set up in them; ``parts`` is what it runs on."""

    def __init__(self, paths: Paths, parts: Parts) -> None:
        self.paths = paths
        self.parts = parts
        self._registry = Registry(parts.host, paths.registry)

    # Which vault ---------------------------------------------------------------------------

    def vaults(self) -> list[VaultEntry]:
        """Every vault set up here, in order of setting up; RegistryDamaged."""
        return list(self._registry.read().entries)

    def default(self) -> VaultEntry | None:
        """The vault that is meant where none is named; None where that is open."""
        known = self._registry.read()
        if len(known.entries) == 1:
            return known.entries[0]
        return known.of(known.default) if known.default else None

    def find(self, selector: str | None) -> VaultEntry:
        """The vault of this NAME or PATH, or the only or default one for None.

        Raises NoSuchVault or AmbiguousVault with ``data["candidates"]``, and WrongVault
        where another vault lies at a registered path.
        """
        entries = self.vaults()
        if selector is None:
            return self._meant(entries)
        named = [entry for entry in entries if entry.name.casefold() == selector.casefold()]
        if len(named) > 1:
            raise AmbiguousVault(
                f"{len(named)} vaults are called '{selector}'. Give the path of one.",
                candidates=[str(entry.path) for entry in named],
            )
        return named[0] if named else self._at(selector, entries)

    def _meant(self, entries: Sequence[VaultEntry]) -> VaultEntry:
        found = self.default()
        if found is not None:
            return found
        if entries:
            raise AmbiguousVault(
                "Several vaults are set up here. Say which one with --vault NAME.",
                candidates=[entry.name for entry in entries],
            )
        raise NoSuchVault(
            "No vault is set up on this device. Make one with 'keystead init', or set this "
            "device up for one with 'keystead setup-device'."
        )

    def _at(self, selector: str, entries: Sequence[VaultEntry]) -> VaultEntry:
        path = absolute(selector)
        for entry in entries:
            if entry.path == path:
                self.check_file(entry)
                return entry
        if not self.parts.host.exists(path):
            raise NoSuchVault(
                f"No vault is called '{selector}', and no file lies there.",
                candidates=[entry.name for entry in entries],
            )
        vault_id = self._id_of_named(path)
        for entry in entries:
            if entry.vault_id == vault_id:
                return replace(entry, path=path)
        raise NoSuchVault(
            f"This device is not set up for the vault '{path}'. Set it up with 'keystead "
            "setup-device' and the Secret Key of the Emergency Kit.",
            candidates=[entry.name for entry in entries],
        )

    def _id_of_named(self, path: Path) -> bytes:
        """The id of a file that somebody named, which may be any file."""
        try:
            return self.read_id(path)
        except NotAVault:
            raise NotAVault(
                f"The file '{path}' is not a Keystead vault. Nothing was changed. Vault files end "
                "in .keystead.",
                path=str(path),
            ) from None

    def check_file(self, entry: VaultEntry) -> None:
        """WrongVault where the file at the entry's path is another vault; a file that is not
        there, or is no vault for the moment, may come back where this device has a copy of
        its own.  Raises NotAVault, NewerFormat, FileProblem."""
        host = self.parts.host
        try:
            fits = not host.exists(entry.path) or self.read_id(entry.path) == entry.vault_id
        except (NotAVault, FileProblem):
            if not host.exists(self.place(entry).replica):
                raise
            fits = True
        if not fits:
            raise WrongVault(
                f"The file '{entry.path}' is another vault than '{entry.name}'. Nothing was "
                "changed. Put the right file back, or name this one's own path.",
                path=str(entry.path),
            )

    def read_id(self, path: Path) -> bytes:
        """The 32-byte id in a vault file's header; NotAVault, NewerFormat, FileProblem."""
        from keystead.vault import vault_file

        return vault_file.read_id(self.parts.host.read(path, vault_file.MAX_FILE))

    # Setting up ----------------------------------------------------------------------------

    def register(self, entry: VaultEntry) -> None:
        """Add the vault, or replace what is known of it; the first one is the default."""
        self._registry.put(entry)

    def set_default(self, entry: VaultEntry) -> None:
        """Let this vault be meant where none is named."""
        self._registry.set_default(entry.vault_id)

    def entry_of(self, vault_id: bytes) -> VaultEntry | None:
        """What is known of the vault with this id; None where it is not set up here."""
        return self._registry.read().of(vault_id)

    def forget(self, entry: VaultEntry) -> None:
        """Take the vault off this device: device key, capsule, replica, memory, then the
        entry.  The vault file stays.  What was not published goes with the replica.

        Raises Busy while somebody has the vault open.  Stopped anywhere, it can be done
        again.
        """
        host, place = self.parts.host, self.place(entry)
        capsules = self.capsule(entry.vault_id)
        with capsules.locked(), host.lock(place.state / "owner.lock"):
            keys = self.device_keys(entry.device_key)
            for capsule in {entry.capsule, *entry.stale}:
                keys.delete(capsule.hex())
            self._erase(place)
            self._registry.remove(entry.vault_id)

    def _erase(self, place: Place) -> None:
        host = self.parts.host
        for path in host.siblings(place.state / "any") + host.siblings(place.replica):
            if path.suffix != ".lock":
                host.remove(path)

    # Where things are ------------------------------------------------------------------------

    def place(self, entry: VaultEntry) -> Place:
        """Where the parts of the vault lie on this device."""
        return Place(
            entry.vault_id,
            entry.path,
            self.paths.replica(entry.vault_id),
            self.paths.vault_state(entry.vault_id),
            entry.device,
        )

    def capsule(self, vault_id: bytes) -> "CapsuleFile":
        """The capsule of the vault on this device."""
        from keystead.vault.capsule_file import CapsuleFile

        return CapsuleFile(self.parts.host, self.paths.vault_state(vault_id))

    def attempts(self, vault_id: bytes) -> AttemptsFile:
        """The count of failed attempts on this device."""
        return AttemptsFile(self.parts.host, self.paths.vault_state(vault_id))

    def device_keys(self, source: str) -> DeviceKeys:
        """The keyring, or the device key file at the absolute path ``source``."""
        if source == KEYRING:
            return self.parts.keyring()
        return KeyFile(self.parts.host, Path(source))

    def table_builder(self) -> "TableBuilder":
        """What makes tables of codes."""
        from keystead.services.table import table_builder

        return table_builder(self.parts.table_command)

    def check_local(self) -> None:
        """SharedHome where replicas would lie on a network or in a synced folder."""
        service = self.parts.host.is_shared_folder(self.paths.data)
        service = service or self.parts.host.is_shared_folder(self.paths.state)
        if service:
            raise SharedHome(
                f"Keystead's own folder lies in {service}, where its private files would be "
                "copied and torn. Choose a folder on this computer's disk with KEYSTEAD_HOME; "
                "the vault file itself may lie there.",
                service=service,
            )

    @contextmanager
    def changing(self, vault_id: bytes) -> Iterator["CapsuleFile"]:
        """The capsule under ``capsule.lock``, for whoever replaces it; Busy."""
        capsules = self.capsule(vault_id)
        with capsules.locked():
            yield capsules


def absolute(path: str | Path) -> Path:
    """The absolute path with ``~`` filled in and links followed: a file is replaced whole
    when it is written, and what a link points to must be replaced, not the link."""
    return Path(path).expanduser().resolve()

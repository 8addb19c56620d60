"""What the window does while no vault is open: which vaults there are, unlocking, a demo.

Each operation is handed to the worker and answers by callback in the GUI thread.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from keystead.core.secret_types import SecretText
from keystead.core.settings import Settings
from keystead.errors import KeysteadError, NotFound
from keystead.gui.aside import Aside
from keystead.gui.pages.known import KnownVault
from keystead.gui.tasks import Job, Progress, Worker
from keystead.services.choice import choose
from keystead.services.entries import VaultEntry
from keystead.services.home import Home

if TYPE_CHECKING:
    # What opens a vault is loaded by the worker that opens one: the first page does not wait.
    from keystead.gui.takeover import Opened

T = TypeVar("T")
Failed = Callable[[KeysteadError], None]

KEYRING = "keyring"
DEMO_PASSPHRASE = "a demo holds nothing"


@dataclass(frozen=True)
class Known:
    """The vaults of this device, and the one to ask for first."""

    vaults: list[KnownVault]
    first: KnownVault | None


def told(failed: Failed) -> Callable[[Exception], None]:
    """An ``on_error`` that passes on what Keystead can explain and raises everything else."""

    def tell(error: Exception) -> None:
        if not isinstance(error, KeysteadError):
            raise error
        failed(error)

    return tell


class FileState(Enum):
    """How a vault file looks before anybody unlocks."""

    WHOLE = "whole"
    MISSING = "missing"
    SPOILED = "spoiled"


class Gate(QObject):
    """Operations before a vault is open."""

    def __init__(
        self, home: Home, worker: Worker, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.home, self.worker = home, worker
        self.idle_after = float(settings.number("lock.idle_after"))
        self._aside = Aside(self)

    def list_vaults(
        self, wanted: str | None, done: Callable[[Known], None], failed: Failed
    ) -> None:
        """Which vaults are set up here; ``wanted``: NAME or PATH of the one to open first."""
        home = self.home

        def work(_: Progress) -> Known:
            entries = home.vaults()
            first = home.find(wanted) if wanted else _meant(home, entries)
            shown = None if first is None else known(first)
            return Known([known(entry) for entry in entries], shown)

        self.worker.submit(work, done, told(failed))

    def find(self, path: Path, done: Callable[[KnownVault], None], failed: Failed) -> None:
        """The vault in this file, where it is set up here; NoSuchVault, NotAVault, …"""
        home = self.home
        self.worker.submit(lambda _: known(home.find(str(path))), done, told(failed))

    def look(self, vault: KnownVault, done: Callable[["FileState"], None], failed: Failed) -> None:
        """How the vault's file is; fails where the vault cannot be opened beside it."""
        home = self.home

        def work(_: Progress) -> FileState:
            entry = entry_of(home, vault.vault_id)
            home.check_file(entry)
            if not home.parts.host.exists(entry.path):
                return FileState.MISSING
            try:
                home.read_id(entry.path)
            except KeysteadError:  # the vault opens from this computer's copy
                return FileState.SPOILED
            return FileState.WHOLE

        self.worker.submit(work, done, told(failed))

    def describe_key(
        self, key_file: Path | None, done: Callable[[str], None], failed: Failed
    ) -> None:
        """``the keyring (Secret Service)``, or what is wrong with it; beside the worker."""
        home = self.home
        source = KEYRING if key_file is None else str(key_file)
        self._aside.ask(lambda: home.device_keys(source).describe(), done, failed)

    def unlock(
        self,
        vault: KnownVault,
        passphrase: SecretText,
        code: str,
        done: Callable[["Opened"], None],
        failed: Failed,
    ) -> Job:
        """Open the vault; what arrives after the window gave up is closed again."""
        home, idle_after = self.home, self.idle_after

        def work(progress: Progress) -> "Opened":
            from keystead.gui.takeover import open_vault

            entry = entry_of(home, vault.vault_id)
            return open_vault(home, entry, passphrase, code, idle_after, progress)

        return self.worker.submit(work, done, told(failed), discard=_give_up)

    def forget(self, vault: KnownVault, done: Callable[[None], None], failed: Failed) -> None:
        """Take the vault off this computer; its file stays."""
        home = self.home

        def work(_: Progress) -> None:
            from keystead.services import forgetting

            forgetting.forget(home, entry_of(home, vault.vault_id))

        self.worker.submit(work, done, told(failed))

    def open_demo(self, done: Callable[["Opened"], None], failed: Failed) -> Job:
        """Make a vault of made-up keys in a folder of its own, and open it."""
        parts, idle_after = self.home.parts, self.idle_after

        def work(_: Progress) -> "Opened":
            from keystead.gui.takeover import serve
            from keystead.services import demo
            from keystead.services.owner import Owner, OwnerKind

            folder = Path(tempfile.mkdtemp(prefix="keystead-demo-"))
            home = demo.home_in(folder, parts)
            file, key = folder / "demo.keystead", folder / "device.key"
            uri = demo.make(home, file, key, DEMO_PASSPHRASE)
            code, _seconds = demo.code(home, uri)
            entry = home.find(None)
            passphrase = SecretText(DEMO_PASSPHRASE)
            owner = Owner.unlock(home, entry, passphrase, code, OwnerKind.WINDOW, idle_after)
            return serve(home, owner, folder)

        return self.worker.submit(work, done, told(failed), discard=_give_up)


def _give_up(opened: "Opened") -> None:
    opened.give_up()


def entry_of(home: Home, vault_id: bytes) -> VaultEntry:
    """What is known of the vault here; NotFound where it was forgotten meanwhile."""
    entry = home.entry_of(vault_id)
    if entry is None:
        raise NotFound("This vault is no longer set up on this computer.")
    return entry


def _meant(home: Home, entries: list[VaultEntry]) -> VaultEntry | None:
    """The vault that a command would take; where that is not clear, the one used last."""
    try:
        return choose(home, None)
    except KeysteadError:
        return max(entries, key=lambda entry: entry.last_used, default=None)


def known(entry: VaultEntry) -> KnownVault:
    """The entry as the pages show it."""
    key_file = None if entry.device_key == KEYRING else Path(entry.device_key)
    return KnownVault(entry.vault_id, entry.name, entry.path, key_file, entry.last_used)

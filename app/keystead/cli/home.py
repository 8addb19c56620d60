"""The longer way: registry, settings, unlocking here, starting the agent."""

from collections.abc import Mapping

from keystead.agent.client import starting
from keystead.agent.client.connection import Connection, Progress, no_progress
from keystead.core.settings import Settings
from keystead.services import config
from keystead.services.choice import choose
from keystead.services.entries import VaultEntry
from keystead.services.home import Home
from keystead.services.owner import LockReason, Owner, OwnerKind, ownership
from keystead.services.requests import table
from keystead.services.requests.sessions import open_owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from keystead.services.backups import Backup

JsonObject = dict[str, object]
ENDING = 10.0
"""Seconds in which a process that was asked to end must have let go of the vault."""


class Local:
    """A vault unlocked in this process for one command."""

    def __init__(self, owner: Owner, progress: Progress = no_progress) -> None:
        self._owner, self._progress = owner, progress

    def call(self, method: str, params: Mapping[str, object] | None = None) -> JsonObject:
        """Do it here."""
        return table.handle(self._owner, method, params or {}, self._progress)

    def close(self) -> None:
        """Publish and lock; a problem with the file is told, the change itself is safe."""
        self._owner.lock(LockReason.ASKED)
        if self._owner.publish_problem is not None:
            raise self._owner.publish_problem


class Vaults:
    """The vaults of this device, for commands."""

    def __init__(self, home: Home, folder: str | None) -> None:
        self.home, self._folder = home, folder

    def entry(self, vault: str | None) -> VaultEntry:
        """The vault that is meant; raises what ``services.choice.choose`` raises."""
        return choose(self.home, vault)

    def connection(self, vault: str | None) -> Connection | None:
        """A connection to the process that holds the vault; None when nobody does."""
        return self._connect(self.entry(vault))

    def check_free(self, entry: VaultEntry) -> None:
        """OwnedElsewhere where another process holds the vault."""
        with ownership(self.home.parts.host, self.home.place(entry)):
            pass

    def unlock_here(
        self, entry: VaultEntry, credentials: tuple[str, str], progress: Progress = no_progress
    ) -> tuple[Local, JsonObject]:
        """Unlock in this process, and what to tell; raises what ``Owner.unlock`` raises."""
        owner = open_owner(self.home, entry, *credentials, OwnerKind.COMMAND)
        problem = owner.publish_problem
        return Local(owner, progress), {
            "failed_attempts": list(owner.failed_attempts),
            "problem": None if problem is None else problem.message,
        }

    def start_agent(self, entry: VaultEntry) -> Connection:
        """Start the agent, still locked, and connect to it; AgentNotStarted."""
        command = [*self.home.parts.agent_command, "--detached", "--vault", str(entry.path)]
        command += ["--vault-id", entry.vault_id.hex()]
        if self._folder is not None:
            command += ["--home", self._folder]
        return starting.start(command, lambda: self._connect(entry))

    def _connect(self, entry: VaultEntry) -> Connection | None:
        return Connection.to(str(self.home.paths.state), entry.vault_id.hex())

    def end_owner(self, entry: VaultEntry) -> None:
        """Let whoever holds the vault publish and end; Conflicting where it does not."""
        connection = self._connect(entry)
        if connection is None:
            return
        with connection:
            connection.call("yield")
        with ownership(self.home.parts.host, self.home.place(entry), ENDING):
            pass

    def locked_status(self, vault: str | None) -> JsonObject:
        """What ``status`` says of a locked vault."""
        entry = self.entry(vault)
        return {
            "vault": entry.name,
            "vault_id": entry.vault_id.hex(),
            "path": str(entry.path),
            "locked": True,
        }

    def due_while_locked(self, vault: str | None) -> int | None:
        """How many keys of a locked vault need attention; None where nobody noted it."""
        from keystead.services.upcoming import due_keys

        return due_keys(self.home, self.entry(vault))

    def settings(self) -> Settings:
        """The settings of this device; BadSetting for a broken file."""
        return config.load(self.home.parts.host, self.home.paths.config)

    def save_settings(self, settings: Settings) -> None:
        """Write the settings, and do what they ask of the system; FileProblem."""
        config.change(self.home, self.settings(), settings)

    def backup_folder(self, vault: str | None) -> "Path":
        """Where the backups of a vault lie."""
        return self.home.paths.backups(self.entry(vault).vault_id)

    def backups(self, vault: str | None) -> "list[Backup]":
        """The backups of a vault, the newest first; it may be locked."""
        from keystead.services.backups import BackupFolder

        return BackupFolder.of(self.home, self.entry(vault).vault_id).listed()

    def repair(self, entry: VaultEntry, passphrase: str, code: str) -> JsonObject:
        """Repair replica and file; what was done."""
        from keystead.services.requests.repairing import repair

        return repair(self.home, entry, passphrase, code)

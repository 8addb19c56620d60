"""Keeping a vault whole: verify, purge, backup, restore."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from keystead.core.durations import DAY
from keystead.core.model import Secret
from keystead.errors import KeysteadError, Refused
from keystead.vault import intake, vault_file
from keystead.vault.backup import write_backup
from keystead.vault.bodies import Purge, Purged
from keystead.vault.commit import parse
from keystead.vault.errors import AlreadyThere, VaultRolledBack
from keystead.vault.restore import Restored, accept, read_backup, restore
from keystead.vault.session import OpenVault
from keystead.vault.writer import BodyChange, new_id


@dataclass(frozen=True)
class Report:
    """What ``verify`` found.  ``problems`` are sentences; empty means all is well."""

    commits: int
    secrets: int
    values: int
    quarantined: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True where nothing is damaged or missing; quarantined commits are no damage."""
        return not self.problems


def verify(vault: OpenVault) -> Report:
    """Check everything from the ground up: database, every signature, every value, the file."""
    problems: list[str] = []
    _attempt(problems, vault.replica.check)
    commits = [parse(raw) for raw in vault.replica.commits().values()]
    _attempt(problems, lambda: intake.check(intake.ordered(commits, ()), vault.vault_id, {}))
    if vault.state.missing:
        problems.append(f"{len(vault.state.missing)} encrypted parts are missing.")
    values = verify_values(vault, problems)
    _attempt(problems, lambda: _verify_file(vault))
    quarantined = tuple(
        f"{item.commit.hex()[:16]}: {item.reason}" for item in vault.state.quarantined
    )
    return Report(len(commits), len(vault.secrets()), values, quarantined, tuple(problems))


def _attempt(problems: list[str], check: Callable[[], object]) -> None:
    try:
        check()
    except KeysteadError as error:
        problems.append(error.message)


def verify_values(vault: OpenVault, problems: list[str]) -> int:
    """Decrypt every value once and drop it at once; how many opened.

    What does not open is added to ``problems``, a sentence each.
    """
    count = 0
    for secret in vault.secrets():
        for version in secret.versions:
            if version.purged:
                continue
            try:
                vault.value(secret.environment_id, secret.id, version.id, revoked=True)
                count += 1
            except KeysteadError as error:
                name = f"{secret.environment}/{secret.name} v{version.number}"
                problems.append(f"{name}: {error.message}")
    return count


def _verify_file(vault: OpenVault) -> None:
    vault_file.decode(vault.host.read(vault.place.file, vault_file.MAX_FILE))


def purge(vault: OpenVault, secrets: Sequence[Secret]) -> int:
    """Erase Secrets in the trash for good; how many.  Copies made before keep them.

    Raises Refused where one is not in the trash.
    """
    if any(secret.trashed is None for secret in secrets):
        raise Refused("Only keys in the trash can be erased for good. Remove them first.")
    changes = [
        BodyChange(secret.environment_id, Purge(_purged(vault, secret))) for secret in secrets
    ]
    if changes:
        vault.write(changes)
    return len(changes)


def _purged(vault: OpenVault, secret: Secret) -> tuple[Purged, ...]:
    entity = vault.state.entity(secret.environment_id, secret.id)
    versions = entity.versions.items() if entity else ()
    return tuple(
        Purged(secret.id, version_id, tuple(seal.digest for seal in version.seals))
        for version_id, version in versions
    )


def old_trash(vault: OpenVault, older_than_days: int) -> list[Secret]:
    """The Secrets that have been in the trash for so many days, or longer."""
    limit = vault.clock.now() - older_than_days * DAY
    return [
        secret
        for secret in vault.secrets()
        if secret.trashed is not None and secret.trashed <= limit
    ]


def backup(vault: OpenVault, path: Path) -> Path:
    """Write a verified copy of the whole vault; AlreadyThere where something lies there, and
    what ``vault.backup.write_backup`` raises."""
    if vault.host.exists(path):
        raise AlreadyThere(f"{path} exists already. Nothing was written.", path=str(path))
    write_backup(vault, path)
    return path


def restore_backup(vault: OpenVault, path: Path) -> Restored:
    """Make the vault what it was in the backup; see ``vault.restore``.

    The vault passed in is closed; the one in the result goes on, with a new device id that
    the caller registers.
    """
    return restore(vault, read_backup(vault, path), new_id())


def accept_file(vault: OpenVault) -> Restored:
    """Go along with a vault file that was rolled back; see ``vault.restore.accept``.

    Raises Refused where the file is not older than what this device has seen.
    """
    try:
        vault.publication.take_in()
    except VaultRolledBack:
        return accept(vault, new_id())
    raise Refused("The vault file was not rolled back, so there is nothing to accept.")

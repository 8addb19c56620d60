"""Unlock: passphrase, code and device key open a vault on this device."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto.offset_table import Progress
from keystead.crypto.passphrase import normalise
from keystead.crypto.totp import parse_code
from keystead.errors import Damaged, FileProblem, KeysteadError
from keystead.services.home import Home
from keystead.services.table import quiet
from keystead.vault import records
from keystead.vault.capsule import Credentials
from keystead.vault.capsule_file import CapsuleFile
from keystead.vault.device_state import DeviceState
from keystead.vault.errors import (
    ReplicaDamaged,
    TableEnded,
    WaitForNextCode,
    WrongCredentials,
)
from keystead.vault.place import Place
from keystead.vault.registry import VaultEntry
from keystead.vault.replica import Replica
from keystead.vault.session import OpenVault


@dataclass(frozen=True)
class Unlocked:
    """An open vault; ``failed_attempts``: times (Unix seconds) of the newest failures since
    the last success, ``failed_count`` of all of them; ``problem``: why the vault file could
    not be read, where the vault was opened from this device's own copy alone."""

    vault: OpenVault
    entry: VaultEntry
    failed_attempts: tuple[int, ...]
    failed_count: int
    problem: KeysteadError | None = None


def unlock(
    home: Home,
    entry: VaultEntry,
    passphrase: SecretText,
    code: str,
    progress: Progress = quiet,
    proved: Callable[[], None] = lambda: None,
) -> Unlocked:
    """Open the vault; the code is used up.

    The caller holds ``owner.lock``, or takes it in ``proved``, which is called when
    passphrase and code are right and before replica and file are opened. Raises WrongVault,
    NoDeviceKey, DeviceKeyMissing, KeyringUnavailable, WrongCredentials, WaitForNextCode
    (``data["seconds"]``), TableEnded (``data["reason"]``: clock or used-up), BadPassphrase,
    BadCode, CapsuleDamaged, BadParameters, OutOfMemory, Busy, KeysRenewed, FileProblem, and
    what opening the vault can raise.
    """
    home.check_local()
    home.check_file(entry)
    with home.changing(entry.vault_id) as capsules:
        unlock_key = _authenticate(home, entry, capsules, passphrase, code, progress)
        proved()
        place = home.place(entry)
        has_replica = home.parts.host.exists(place.replica)
        vault = open_vault(home, place, unlock_key, read_file=not has_replica)
        try:
            problem = _read_file(vault) if has_replica else None
            failed = home.attempts(entry.vault_id).read()
            home.attempts(entry.vault_id).clear()
            entry = _note_use(home, entry, capsules, vault.name or entry.name)
        except BaseException:
            vault.close()
            raise
    return Unlocked(vault, entry, failed.times, failed.count, problem)


def authenticate(
    home: Home,
    entry: VaultEntry,
    passphrase: SecretText,
    code: str,
    progress: Progress = quiet,
) -> SecretBytes:
    """The unlock key, without opening the vault; the code is used up.

    For ``passwd`` and ``kit`` in the process that has the vault open.  Raises what
    ``unlock`` raises.
    """
    with home.changing(entry.vault_id) as capsules:
        return _authenticate(home, entry, capsules, passphrase, code, progress)


def _authenticate(
    home: Home,
    entry: VaultEntry,
    capsules: CapsuleFile,
    passphrase: SecretText,
    code: str,
    progress: Progress,
) -> SecretBytes:
    parts = home.parts
    parts.hide_memory()
    typed, number = SecretBytes(normalise(passphrase.reveal())), parse_code(code)
    header = capsules.decoded().header
    device_key = home.device_keys(entry.device_key).load(header.capsule.hex())
    try:
        opened = capsules.unlock(
            entry.vault_id,
            Credentials(typed, number, device_key),
            parts.clock,
            parts.kdf,
            parts.horizon_days,
            home.table_builder(),
            progress,
        )
    except (WrongCredentials, WaitForNextCode, TableEnded):
        # Each came after a wrong guess as well as after a right one.
        home.attempts(entry.vault_id).add(parts.clock.now())
        raise
    return opened.secrets.unlock_key


def _read_file(vault: OpenVault) -> KeysteadError | None:
    """Take in what the vault file has; what is wrong with the file keeps nobody from the keys
    that this device holds, as while a sync program is at work."""
    try:
        vault.publication.begin()
    except ReplicaDamaged:
        raise
    except (Damaged, FileProblem) as error:
        return error
    return None


def _note_use(home: Home, entry: VaultEntry, capsules: CapsuleFile, name: str) -> VaultEntry:
    """Bring the registry up to date, and delete the device keys of capsules that are gone."""
    capsule = capsules.decoded().header.capsule
    gone = {entry.capsule, *entry.stale} - {capsule}
    kept: tuple[bytes, ...] = ()
    if gone:
        try:
            keys = home.device_keys(entry.device_key)
            for old in gone:
                keys.delete(old.hex())
        except KeysteadError:
            kept = tuple(sorted(gone))  # a keyring that sulks must not keep anybody out
    now = int(home.parts.clock.now())
    used = replace(entry, name=name, capsule=capsule, last_used=now, stale=kept)
    registered = home.entry_of(entry.vault_id) or entry
    home.register(replace(used, path=registered.path))
    return used


def open_vault(
    home: Home, place: Place, unlock_key: SecretBytes, read_file: bool = True
) -> OpenVault:
    """The vault under this key, after a change of keys that was stopped is brought to its
    end; raises what ``OpenVault.open`` raises."""
    host, clock = home.parts.host, home.parts.clock
    try:
        return OpenVault.open(host, clock, place, unlock_key, read_file)
    except ReplicaDamaged:
        if not finish_rekey(home, place, unlock_key):
            raise
        return OpenVault.open(host, clock, place, unlock_key, read_file)


def finish_rekey(home: Home, place: Place, unlock_key: SecretBytes) -> bool:
    """Bring replica and memory under this unlock key where a change of keys was stopped
    after the capsule had the new one; False where that is not what happened."""
    host = home.parts.host
    if not host.exists(place.replica):
        return False
    replica = Replica.open(place.replica, place.vault_id, unlock_key)
    try:
        former = records.former_keys(unlock_key, replica.records(), place.vault_id)
    finally:
        replica.close()
    done = [_rekey_replica(place, key, unlock_key) for key in former]
    done += [_rekey_memory(home, place, key, unlock_key) for key in former]
    return any(done)


def _rekey_replica(place: Place, former: SecretBytes, unlock_key: SecretBytes) -> bool:
    replica = Replica.open(place.replica, place.vault_id, former)
    try:
        replica.manifest()
        replica.rekey(unlock_key)
    except ReplicaDamaged:
        return False
    finally:
        replica.close()
    return True


def _rekey_memory(home: Home, place: Place, former: SecretBytes, unlock_key: SecretBytes) -> bool:
    host = home.parts.host
    try:
        heads = DeviceState.load(host, place.state, former, place.vault_id).seen_heads
    except ReplicaDamaged:
        return False
    if heads:
        DeviceState(host, place.state, unlock_key, place.vault_id).save(heads)
    return bool(heads)

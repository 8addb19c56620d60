"""What protects a vault on this device, as it is set up: for *What protects this vault*."""

from dataclasses import dataclass

from keystead.crypto.kdf import Argon2Params
from keystead.crypto.policy import KdfPolicy
from keystead.crypto.totp import STEP
from keystead.errors import KeysteadError
from keystead.services.home import Home
from keystead.services.record_changes import is_unfinished
from keystead.vault import records
from keystead.vault.records import Kind
from keystead.vault.registry import KEYRING, VaultEntry
from keystead.vault.session import OpenVault


@dataclass(frozen=True)
class Protection:
    """Facts, none of them secret.

    ``light``, ``heavy`` and ``slot``: the cost of the first run, of the run for each code,
    and of a guess at the passphrase with the Secret Key at hand.  ``device_key``: ``the
    keyring (Secret Service)``, or a file; ``device_key_problem``: why it cannot be reached
    now, or "".  ``codes_until``: Unix seconds at which the table of codes ends.
    ``secret_key`` and ``recovery_code``: generations, from 1.  ``kit_made``: Unix seconds;
    None where nobody noted it.  ``two_kits``: a change was stopped, and the kit before it
    still opens the vault.
    """

    light: Argon2Params
    heavy: Argon2Params
    slot: Argon2Params
    device_key: str
    key_file: bool
    device_key_problem: str
    codes_until: int
    secret_key: int
    recovery_code: int
    kit_made: int | None
    two_kits: bool


def protection(home: Home, entry: VaultEntry, vault: OpenVault) -> Protection:
    """Look at capsule, keyring and member records.

    Raises NoDeviceKey, CapsuleDamaged, FileProblem for a capsule that cannot be read; a
    keyring that does not answer is a fact to be shown and raises nothing.
    """
    header = home.capsule(entry.vault_id).decoded().header
    described, problem = _describe(home, entry)
    raw, member, policy = vault.records(), vault.member, home.parts.kdf
    kit = records.generation(raw, member, Kind.SECRET_KEY)
    recovery = records.generation(raw, member, Kind.RECOVERY)
    founded = min((commit.time for commit in vault.state.commits.values()), default=None)
    return Protection(
        light=policy.light,
        heavy=header.cost,
        slot=_slot_cost(raw, entry.vault_id, policy),
        device_key=described,
        key_file=entry.device_key != KEYRING,
        device_key_problem=problem,
        codes_until=header.end * STEP,
        secret_key=kit,
        recovery_code=recovery,
        kit_made=founded if kit == recovery == 1 else None,
        two_kits=is_unfinished(raw, member),
    )


def _describe(home: Home, entry: VaultEntry) -> tuple[str, str]:
    try:
        return home.device_keys(entry.device_key).describe(), ""
    except KeysteadError as error:
        return "", error.message


def _slot_cost(raw: tuple[bytes, ...], vault_id: bytes, policy: KdfPolicy) -> Argon2Params:
    """The cheapest, since a guesser takes that one."""
    slots = records.of_kind(raw, vault_id, Kind.SECRET_KEY)
    costs = [slot.head.cost for slot in slots if slot.head.cost is not None]
    return min(costs, key=lambda cost: cost.memory_kib * cost.passes, default=policy.floor)

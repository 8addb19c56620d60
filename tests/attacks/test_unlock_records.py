"""Somebody puts member records of their own into the vault file."""

from pathlib import Path

import pytest

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.services.home import Home
from keystead.services.kit import Compromised
from keystead.services.recovery import Recovery
from keystead.vault import records, slots, vault_file
from keystead.vault.errors import ForgedRecord, VaultDamaged, WrongCredentials
from keystead.vault.identity import Keyset
from keystead.vault.vault_file import VaultContents
from tests.support.homes import MadeVault, Phone, home_at, parts

NEW = SecretText("another passphrase")
FOREIGN = SecretBytes(b"f" * 32)


@pytest.fixture
def home(tmp_path: Path, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock))


@pytest.fixture
def made(home: Home, tmp_path: Path) -> MadeVault:
    return MadeVault(home, tmp_path)


def member_of(made: MadeVault) -> bytes:
    return made.home.capsule(made.entry.vault_id).decoded().header.member


def put(made: MadeVault, *raw: bytes, keep: bool = True) -> None:
    """Put records into the vault file, beside those there or in their place."""
    contents = vault_file.decode(made.path.read_bytes())
    kept = (*(contents.records if keep else ()), *raw)
    changed = VaultContents(contents.vault_id, kept, contents.commits, contents.blobs)
    made.path.write_bytes(vault_file.encode(changed))


def forged(made: MadeVault, signer: Keyset, generation: int = 99) -> tuple[bytes, ...]:
    vault, member = made.entry.vault_id, member_of(made)
    return (
        records.keyset_record(vault, member, generation, FOREIGN, signer),
        slots.recovery_slot(FOREIGN).record(vault, member, generation, FOREIGN, signer.signing),
    )


def test_records_that_a_stranger_signed_are_named_and_take_nothing_away(made: MadeVault):
    whole = made.path.read_bytes()
    for raw in forged(made, Keyset.generate()):
        put(made, raw)
        unlocked = made.unlock()
        assert isinstance(unlocked.problem, ForgedRecord)
        assert raw not in unlocked.vault.records()
        unlocked.vault.close()
        made.path.write_bytes(whole)
    made.unlock().vault.close()


def test_with_keys_that_were_renewed_nobody_pushes_the_valid_records_out(home, made: MadeVault):
    vault = made.unlock().vault
    old = vault.keyset
    change = Compromised(home, made.entry, vault, NEW)
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)
    change.apply()
    change.finish()
    vault.close()
    put(made, *forged(made, old))
    made.unlock(NEW, phone).vault.close()
    assert change.recovery_code is not None
    Recovery(home, made.path, change.recovery_code, NEW).abort()


def test_old_records_put_back_do_not_bring_the_old_kit_back(home: Home, made: MadeVault):
    before = vault_file.decode(made.path.read_bytes()).records
    vault = made.unlock().vault
    change = Compromised(home, made.entry, vault, NEW)
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)
    change.apply()
    change.finish()
    vault.close()
    put(made, *before)
    made.unlock(NEW, phone).vault.close()
    with pytest.raises(WrongCredentials):
        Recovery(home, made.path, made.creation.recovery_code, NEW)


def test_records_taken_out_of_the_file_come_back_from_the_device(home: Home, made: MadeVault):
    whole = vault_file.decode(made.path.read_bytes()).records
    put(made, keep=False)
    with pytest.raises((VaultDamaged, WrongCredentials)):
        Recovery(home, made.path, made.creation.recovery_code, NEW)
    vault = made.unlock().vault
    vault.publish()
    vault.close()
    assert set(vault_file.decode(made.path.read_bytes()).records) == set(whole)


def test_a_damaged_record_is_a_named_error(made: MadeVault):
    put(made, b"\xa0")
    unlocked = made.unlock()
    assert isinstance(unlocked.problem, VaultDamaged)
    unlocked.vault.close()

from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import UsageProblem
from keystead.services.emergency_kit import last_group
from keystead.services.errors import WrongCode, WrongKitPart
from keystead.services.home import Home
from keystead.services.key_change import KeyChange
from keystead.services.kit import Compromised, KitRenewal, PassphraseChange, is_interrupted
from keystead.services.recovery import DeviceSetup, Recovery
from keystead.services.unlock import unlock
from keystead.vault import records
from keystead.vault.errors import KeysRenewed, WrongCredentials
from tests.support.homes import (
    PASSPHRASE,
    MadeVault,
    Phone,
    home_at,
    on_other_computer,
    parts,
)
from tests.support.keyrings import MemoryKeys

NEW = SecretText("another passphrase")


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def home(tmp_path: Path, keys: MemoryKeys, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock, keys))


@pytest.fixture
def made(home: Home, tmp_path: Path) -> MadeVault:
    return MadeVault(home, tmp_path)


def opens_with_kit(made: MadeVault, recovery_code: SecretText) -> bool:
    try:
        Recovery(made.home, made.path, recovery_code, NEW).abort()
    except WrongCredentials:
        return False
    return True


def opens_with_secret_key(made: MadeVault, passphrase: SecretText, secret_key: SecretText) -> bool:
    try:
        DeviceSetup(made.home, made.path, passphrase, secret_key).abort()
    except WrongCredentials:
        return False
    return True


def confirmed(change: KeyChange, made: MadeVault) -> Phone:
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)
    change.confirm(phone.code())
    return phone


def test_passwd_renews_passphrase_entry_and_secret_key(home: Home, made: MadeVault, keys):
    vault = made.unlock().vault
    change = PassphraseChange(home, made.entry, vault, NEW)
    assert change.recovery_code is None
    assert change.totp_secret_text is not None
    phone = confirmed(change, made)
    with pytest.raises(WrongCode):
        change.confirm(made.phone.code(7))
    change.apply()
    assert change.secret_key is not None
    assert is_interrupted(vault)
    assert opens_with_secret_key(made, PASSPHRASE, made.creation.secret_key)
    assert opens_with_secret_key(made, NEW, change.secret_key)
    with pytest.raises(WrongKitPart):
        change.check_kit("00000")
    change.check_kit(last_group(change.secret_key))
    result = change.finish()
    vault.close()
    assert not opens_with_secret_key(made, PASSPHRASE, made.creation.secret_key)
    assert opens_with_secret_key(made, NEW, change.secret_key)
    assert opens_with_kit(made, made.creation.recovery_code)
    assert result.recovery_code is None
    assert result.totp_uri == change.totp_uri
    assert change.entry == made.entry
    assert set(keys.keys) == {made.entry.capsule.hex()}
    unlocked = made.unlock(NEW, phone)
    assert not is_interrupted(unlocked.vault)
    assert unlocked.vault.unlock_key == made.unlock_key
    unlocked.vault.close()
    for passphrase, entry in ((PASSPHRASE, phone), (NEW, made.phone), (PASSPHRASE, made.phone)):
        with pytest.raises(WrongCredentials):
            made.unlock(passphrase, entry)


def test_kit_renews_both_sheets_and_nothing_else(home: Home, made: MadeVault):
    vault = made.unlock().vault
    change = KitRenewal(home, made.entry, vault, PASSPHRASE)
    assert change.totp_uri is None
    assert change.totp_secret_text is None
    with pytest.raises(UsageProblem):
        change.confirm("123456")
    assert change.secret_key is not None
    assert change.recovery_code is not None
    change.apply()
    assert opens_with_kit(made, made.creation.recovery_code)
    assert opens_with_kit(made, change.recovery_code)
    change.check_kit(last_group(change.secret_key), last_group(change.recovery_code))
    result = change.finish()
    change.abort()
    vault.close()
    assert change.entry == made.entry
    assert result.to_json()["totp_uri"] is None
    assert not opens_with_kit(made, made.creation.recovery_code)
    assert not opens_with_secret_key(made, PASSPHRASE, made.creation.secret_key)
    assert opens_with_kit(made, change.recovery_code)
    assert opens_with_secret_key(made, PASSPHRASE, change.secret_key)
    made.unlock().vault.close()


def test_compromised_renews_everything(home: Home, made: MadeVault, keys: MemoryKeys):
    vault = made.unlock().vault
    before = vault.keyset.signing.public
    change = Compromised(home, made.entry, vault, NEW)
    phone = confirmed(change, made)
    change.apply()
    assert is_interrupted(vault)
    assert change.recovery_code is not None
    assert opens_with_kit(made, made.creation.recovery_code)
    assert opens_with_kit(made, change.recovery_code)
    change.finish()
    vault.close()
    assert not opens_with_kit(made, made.creation.recovery_code)
    assert not opens_with_secret_key(made, PASSPHRASE, made.creation.secret_key)
    assert set(keys.keys) == {made.entry.capsule.hex()}
    unlocked = made.unlock(NEW, phone)
    assert unlocked.vault.unlock_key != made.unlock_key
    assert unlocked.vault.keyset.signing.public != before
    assert unlocked.vault.state.quarantined == []
    assert [item.name for item in unlocked.vault.environments()] == ["dev", "staging", "prod"]
    assert not is_interrupted(unlocked.vault)
    unlocked.vault.close()


def test_twice_compromised_keeps_both_former_keys(home: Home, made: MadeVault):
    vault = made.unlock().vault
    known = [vault.unlock_key]
    for _ in range(2):
        change = Compromised(home, made.entry, vault, NEW)
        change.apply()
        change.finish()
        known.insert(0, vault.unlock_key)
    former = records.former_keys(vault.unlock_key, vault.records(), vault.vault_id)
    assert list(former) == known[1:]
    vault.close()


def test_other_devices_are_told_to_be_set_up_again(home: Home, made: MadeVault, tmp_path: Path):
    other, _ = on_other_computer(home, tmp_path / "other")
    setup = DeviceSetup(other, made.path, PASSPHRASE, made.creation.secret_key)
    phone = confirmed(setup, made)
    setup.apply()
    setup.finish()
    entry = other.find(None)
    unlock(other, entry, PASSPHRASE, phone.next_code()).vault.close()
    vault = made.unlock().vault
    change = Compromised(home, made.entry, vault, NEW)
    change.apply()
    unlock(other, entry, PASSPHRASE, phone.next_code()).vault.close()
    change.finish()
    vault.close()
    for _ in range(2):
        with pytest.raises(KeysRenewed, match="new Secret Key"):
            unlock(other, entry, PASSPHRASE, phone.next_code())
    assert change.secret_key is not None
    again = DeviceSetup(other, made.path, NEW, change.secret_key)
    phone = confirmed(again, made)
    again.apply()
    again.finish()
    unlock(other, other.find(None), NEW, phone.next_code()).vault.close()


@pytest.mark.parametrize("kind", [PassphraseChange, Compromised])
def test_aborted_before_apply_nothing_has_changed(home, made: MadeVault, keys, kind):
    vault = made.unlock().vault
    kind(home, made.entry, vault, NEW).abort()
    assert not is_interrupted(vault)
    vault.close()
    assert len(keys.keys) == 1
    made.unlock().vault.close()


def test_a_renewal_that_fails_takes_the_new_device_key_away_again(home, made: MadeVault, keys):
    vault = made.unlock().vault
    change = Compromised(home, made.entry, vault, NEW)

    def fail(new: object) -> None:
        raise UsageProblem("stopped")

    vault.renew_identity = fail  # type: ignore[method-assign]
    with pytest.raises(UsageProblem):
        change.apply()
    vault.close()
    assert set(keys.keys) == {made.entry.capsule.hex()}
    made.unlock().vault.close()

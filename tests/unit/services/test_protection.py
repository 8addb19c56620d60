from dataclasses import replace
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.services.home import Home
from keystead.services.kit import KitRenewal, PassphraseChange
from keystead.services.protection import protection
from tests.support.homes import HORIZON_DAYS, PASSPHRASE, MadeVault, home_at, parts
from tests.support.keyrings import NoKeys
from tests.support.policies import CHEAP


@pytest.fixture
def home(tmp_path: Path, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock))


def test_a_new_vault_as_it_is(home: Home, tmp_path: Path, clock):
    made = MadeVault(home, tmp_path)
    vault = made.unlock().vault
    facts = protection(home, made.entry, vault)
    assert (facts.light, facts.heavy, facts.slot) == (CHEAP.light, CHEAP.floor, CHEAP.floor)
    assert facts.device_key == "the keyring (memory)"
    assert not facts.key_file
    assert facts.device_key_problem == ""
    left = facts.codes_until - clock.now()
    assert (HORIZON_DAYS - 1) * 86400 < left <= HORIZON_DAYS * 86400 + 30
    assert (facts.secret_key, facts.recovery_code) == (1, 1)
    assert facts.kit_made is not None
    assert abs(facts.kit_made - clock.now()) < 120
    assert not facts.two_kits
    vault.close()


def test_what_was_renewed_is_counted(home: Home, tmp_path: Path):
    made = MadeVault(home, tmp_path)
    vault = made.unlock().vault
    change = PassphraseChange(home, made.entry, vault, SecretText("another passphrase"))
    change.apply()
    assert protection(home, made.entry, vault).two_kits
    change.finish()
    facts = protection(home, made.entry, vault)
    assert (facts.secret_key, facts.recovery_code, facts.kit_made) == (2, 1, None)
    kit = KitRenewal(home, made.entry, vault, PASSPHRASE)
    kit.apply()
    kit.finish()
    facts = protection(home, made.entry, vault)
    assert (facts.secret_key, facts.recovery_code, facts.two_kits) == (3, 2, False)
    vault.close()


def test_a_key_file_and_a_keyring_that_is_gone(home: Home, tmp_path: Path):
    made = MadeVault(home, tmp_path, tmp_path / "device.key")
    vault = made.unlock().vault
    facts = protection(home, made.entry, vault)
    assert facts.key_file
    assert str(tmp_path / "device.key") in facts.device_key
    gone = Home(home.paths, replace(home.parts, keyring=NoKeys))
    entry = replace(made.entry, device_key="keyring")
    assert protection(gone, entry, vault).device_key_problem == "This computer has no keyring."
    home.capsule(entry.vault_id).remove()
    with pytest.raises(Exception, match="not set up") as raised:
        protection(home, entry, vault)
    assert getattr(raised.value, "code", "") == "no-device-key"
    vault.close()

from dataclasses import replace
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.services.enrolment import Owned
from keystead.services.home import Home
from keystead.services.replacement import NO_CAPSULE, Replacement
from keystead.services.table import quiet
from keystead.services.unlock import unlock
from keystead.system.errors import DeviceKeyMissing, DiskFull, KeyringUnavailable
from keystead.vault.errors import WrongCredentials
from tests.support.homes import MadeVault, Phone, home_at, parts, with_host
from tests.support.hosts import FailingHost
from tests.support.keyrings import MemoryKeys, NoKeys

NEW = SecretText("new passphrase")


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def home(tmp_path: Path, keys: MemoryKeys, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock, keys))


@pytest.fixture
def made(home: Home, tmp_path: Path) -> MadeVault:
    return MadeVault(home, tmp_path)


def owned(made: MadeVault) -> Owned:
    member = made.home.capsule(made.entry.vault_id).decoded().header.member
    return Owned(made.entry.vault_id, member, made.unlock_key)


def replaced(made: MadeVault, key_file: Path | None = None) -> Replacement:
    replacement = Replacement(made.home, made.entry, NEW, key_file)
    with made.home.changing(made.entry.vault_id) as capsules:
        replacement.switch(capsules, replacement.make(owned(made), quiet), "Work")
    return replacement


def test_the_new_capsule_takes_the_place_of_the_old(home, made: MadeVault, keys, clock):
    old = made.entry
    replacement = replaced(made)
    assert set(keys.keys) == {old.capsule.hex(), made.entry.capsule.hex()}
    assert made.entry == replacement.entry
    assert made.entry.stale == (old.capsule,)
    replacement.clean()
    assert set(keys.keys) == {made.entry.capsule.hex()}
    assert home.find(None).stale == ()
    phone = Phone(replacement.enrolment.totp_uri, clock)
    unlock(home, made.entry, NEW, phone.next_code()).vault.close()
    with pytest.raises(WrongCredentials):
        made.unlock()


def test_the_entry_of_the_authenticator_shows_when_it_was_made(made: MadeVault):
    replacement = Replacement(made.home, made.entry, NEW, None)
    assert "2026-01-01%2000.00" in replacement.enrolment.totp_uri.reveal()


def test_a_device_key_that_moves_lies_in_both_places_until_all_is_done(
    home: Home, made: MadeVault, keys: MemoryKeys, tmp_path: Path, clock
):
    stick = tmp_path / "stick.key"
    before = made.entry
    replacement = replaced(made, stick)
    capsule = made.entry.capsule.hex()
    assert capsule in keys.keys
    assert capsule in stick.read_text()
    phone = Phone(replacement.enrolment.totp_uri, clock)
    # The registry as it was when the power went between capsule and registry.
    stopped = replace(before, stale=(made.entry.capsule,))
    unlock(home, stopped, NEW, phone.next_code()).vault.close()
    home.register(replacement.entry)
    replacement.clean()
    assert keys.keys == {}
    unlock(home, made.entry, NEW, phone.next_code()).vault.close()


def test_what_fails_before_the_switch_leaves_the_old_alone(home, made: MadeVault, keys):
    full = with_host(home, FailingHost(0))
    replacement = Replacement(full, made.entry, NEW, None)
    with pytest.raises(DiskFull):
        replacement.make(owned(made), quiet)
    assert len(keys.keys) == 1

    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    replacement = Replacement(home, made.entry, NEW, None)
    with pytest.raises(KeyboardInterrupt):
        replacement.make(owned(made), cancel)
    assert len(keys.keys) == 1
    made.unlock().vault.close()
    assert made.entry.stale == ()


def test_after_the_switch_nothing_is_withdrawn(made: MadeVault, keys: MemoryKeys):
    replacement = replaced(made)
    replacement.withdraw()
    assert made.entry.capsule.hex() in keys.keys


def test_a_first_capsule_has_no_old_one(home: Home, made: MadeVault, keys: MemoryKeys):
    home.register(replace(made.entry, capsule=NO_CAPSULE))
    replaced(made)
    assert made.entry.stale == ()


def test_a_place_that_cannot_be_used_is_said_first(home: Home, made: MadeVault, tmp_path: Path):
    bare = Home(home.paths, replace(home.parts, keyring=NoKeys))
    with pytest.raises(KeyringUnavailable):
        Replacement(bare, made.entry, NEW, tmp_path / "stick.key")
    Replacement(bare, made.entry, NEW, tmp_path / "stick.key", old_place_works=False)


def test_the_old_device_key_alone_is_worth_nothing(home: Home, made: MadeVault, keys: MemoryKeys):
    replaced(made).clean()
    keys.keys.clear()
    with pytest.raises(DeviceKeyMissing):
        made.unlock()

"""Somebody writes to the capsule, copies it, or puts another in its place."""

from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.crypto import totp
from keystead.crypto.errors import BadParameters
from keystead.errors import KeysteadError
from keystead.services.home import Home
from keystead.services.kit import PassphraseChange
from keystead.services.parts import HORIZON_DAYS
from keystead.services.recovery import DeviceSetup
from keystead.services.unlock import authenticate, unlock
from keystead.system.errors import DeviceKeyMissing
from keystead.vault.capsule import open_capsule
from keystead.vault.capsule_codec import HEADER, SEALED
from keystead.vault.errors import (
    CapsuleDamaged,
    NewerFormat,
    NotAVault,
    TableEnded,
    WaitForNextCode,
    WrongCredentials,
)
from tests.support.capsules import MEMORY, VAULT, make
from tests.support.homes import PASSPHRASE, MadeVault, home_at, on_other_computer, parts
from tests.support.keyrings import MemoryKeys
from tests.support.policies import CHEAP

NAMED = (WrongCredentials, CapsuleDamaged, NewerFormat, NotAVault, BadParameters)
NOW = 1004
DAY = 24 * 3600


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def home(tmp_path: Path, keys: MemoryKeys, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock, keys))


@pytest.fixture
def made(home: Home, tmp_path: Path) -> MadeVault:
    return MadeVault(home, tmp_path)


@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_every_flipped_byte_is_a_named_error(flip: int):
    made = make(count=8)
    given = made.given(NOW)
    assert open_capsule(made.data, VAULT, given, NOW, CHEAP, MEMORY).window == NOW
    for at in range(len(made.data)):
        data = made.data[:at] + bytes([made.data[at] ^ flip]) + made.data[at + 1 :]
        with pytest.raises(NAMED):
            open_capsule(data, VAULT, given, NOW, CHEAP, MEMORY)


def test_every_truncation_and_every_extension_is_a_named_error():
    made = make(count=8)
    for size in range(len(made.data)):
        with pytest.raises((CapsuleDamaged, NotAVault)):
            open_capsule(made.data[:size], VAULT, made.given(NOW), NOW, CHEAP, MEMORY)
    for more in (b"\0", b"\0\0\0", made.data):
        with pytest.raises(CapsuleDamaged):
            open_capsule(made.data + more, VAULT, made.given(NOW), NOW, CHEAP, MEMORY)


def test_parts_of_two_capsules_do_not_go_together():
    first, second = make(count=8), make(count=8)
    cuts = (0, HEADER, HEADER + SEALED, len(first.data))
    for number in range(1, 7):
        data = b"".join(
            (first, second)[number >> part & 1].data[cuts[part] : cuts[part + 1]]
            for part in range(3)
        )
        with pytest.raises(WrongCredentials):
            open_capsule(data, VAULT, first.given(NOW), NOW, CHEAP, MEMORY)


def test_entries_exchanged_or_repeated_are_refused():
    made = make(count=8)
    start = HEADER + SEALED
    entries = [made.data[at : at + 3] for at in range(start, len(made.data), 3)]
    for order in ([1, 0, *range(2, 8)], [3] * 8, list(reversed(range(8)))):
        data = made.data[:start] + b"".join(entries[place] for place in order)
        with pytest.raises(WrongCredentials):
            open_capsule(data, VAULT, made.given(NOW), NOW, CHEAP, MEMORY)


def test_the_capsule_of_another_vault_in_its_place_is_just_wrong(home, tmp_path, made: MadeVault):
    other = MadeVault(home, tmp_path, name="Other")
    path = home.capsule(made.entry.vault_id).path
    path.write_bytes(home.capsule(other.entry.vault_id).path.read_bytes())
    for phone in (made.phone, other.phone):
        with pytest.raises(WrongCredentials):
            unlock(home, made.entry, PASSPHRASE, phone.next_code())


def test_a_capsule_of_another_device_of_the_same_vault_does_not_open_here(home, tmp_path, made):
    other, _ = on_other_computer(home, tmp_path / "other")
    setup = DeviceSetup(other, made.path, PASSPHRASE, made.creation.secret_key)
    setup.apply()
    path = home.capsule(made.entry.vault_id).path
    path.write_bytes(other.capsule(made.entry.vault_id).path.read_bytes())
    with pytest.raises(DeviceKeyMissing):
        made.unlock()


def test_an_older_copy_of_the_capsule_takes_no_code_after_a_change_of_keys(home, made: MadeVault):
    """The device key that it needs is gone from the keyring."""
    path = home.capsule(made.entry.vault_id).path
    older = path.read_bytes()
    vault = made.unlock().vault
    change = PassphraseChange(home, made.entry, vault, SecretText("new"))
    change.apply()
    change.finish()
    vault.close()
    path.write_bytes(older)
    with pytest.raises(DeviceKeyMissing):
        made.unlock()


def test_a_used_code_is_refused_after_a_restart_and_with_the_clock_turned_back(home, made, clock):
    code, then = made.phone.next_code(), clock.now()
    authenticate(home, made.entry, PASSPHRASE, code)
    restarted = Home(home.paths, home.parts)
    for now in (then, then - 30, then + 30, then + 29):
        clock.set(now)
        with pytest.raises((WaitForNextCode, WrongCredentials)):
            authenticate(restarted, made.entry, PASSPHRASE, code)
    clock.set(then - 24 * 3600)
    with pytest.raises(KeysteadError):
        authenticate(restarted, made.entry, PASSPHRASE, made.phone.code())


def test_nothing_of_the_past_is_in_the_table(home: Home, made: MadeVault, clock):
    used = totp.window_at(clock.now())
    for _ in range(3):
        made.unlock().vault.close()
        used = totp.window_at(clock.now())
        header = home.capsule(made.entry.vault_id).decoded().header
        assert header.first == used + 1


def test_weaker_or_costlier_parameters_are_refused_before_anything_is_derived(home, made, keys):
    path = home.capsule(made.entry.vault_id).path
    data = path.read_bytes()
    for at, value in ((74, 8), (74, 2**31), (78, 0), (78, 11), (79, 1), (79, 8)):
        size = 4 if at == 74 else 1
        path.write_bytes(data[:at] + value.to_bytes(size, "big") + data[at + size :])
        with pytest.raises(BadParameters):
            made.unlock()
    path.write_bytes(data)
    made.unlock().vault.close()


def test_with_the_shipped_horizon_day_399_opens_and_day_401_does_not(tmp_path: Path, clock):
    home = home_at(tmp_path / "home", parts(clock, horizon_days=HORIZON_DAYS))
    made = MadeVault(home, tmp_path)
    state, start = home.capsule(made.entry.vault_id).path, clock.now()
    data = state.read_bytes()
    assert len(data) == HEADER + SEALED + 3 * (400 * 2880 - 1)
    clock.advance(399 * DAY)
    authenticate(home, made.entry, PASSPHRASE, made.phone.next_code())
    state.write_bytes(data)
    clock.set(start + 401 * DAY)
    with pytest.raises(TableEnded, match="Emergency Kit"):
        authenticate(home, made.entry, PASSPHRASE, made.phone.next_code())

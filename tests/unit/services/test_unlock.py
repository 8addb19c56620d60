import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto.errors import BadCode, BadParameters, BadPassphrase, OutOfMemory
from keystead.crypto.policy import SHIPPED
from keystead.errors import Busy
from keystead.services import unlock as module
from keystead.services.creation import Creation
from keystead.services.errors import SharedHome
from keystead.services.home import Home
from keystead.services.kit import Compromised
from keystead.services.unlock import authenticate, unlock
from keystead.system.errors import (
    DeviceKeyMissing,
    DiskFull,
    FileMissing,
    KeyringTimedOut,
    KeyringUnavailable,
)
from keystead.vault import capsule
from keystead.vault.device_state import DeviceState
from keystead.vault.errors import (
    CapsuleDamaged,
    NoDeviceKey,
    ReplicaDamaged,
    TableEnded,
    WaitForNextCode,
    WrongCredentials,
    WrongVault,
)
from keystead.vault.replica import Replica
from tests.support.homes import PASSPHRASE, MadeVault, Phone, home_at, parts, with_host
from tests.support.hosts import FailingHost, SmallHost
from tests.support.keyrings import MemoryKeys, NoKeys

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


def test_passphrase_and_code_open_it_and_the_code_is_used_up(home: Home, made: MadeVault, clock):
    code = made.phone.next_code()
    unlocked = unlock(home, made.entry, PASSPHRASE, code)
    unlocked.vault.close()
    assert unlocked.entry == made.entry
    assert made.entry.last_used == int(clock.now())
    with pytest.raises(WaitForNextCode) as caught:
        unlock(home, made.entry, PASSPHRASE, code)
    seconds = caught.value.data["seconds"]
    assert isinstance(seconds, int)
    assert 0 < seconds <= 30
    made.unlock().vault.close()


def test_the_code_that_confirmed_the_authenticator_is_used_up(home: Home, made: MadeVault):
    with pytest.raises(WaitForNextCode):
        unlock(home, made.entry, PASSPHRASE, made.phone.code())


def test_the_passphrase_may_come_from_another_keyboard(tmp_path: Path, home: Home):
    made = MadeVault(home, tmp_path)
    composed = SecretText("Grüße")
    decomposed = SecretText(unicodedata.normalize("NFD", "Grüße"))
    creation = Creation(home, tmp_path / "b.keystead", "B", composed)
    entry = creation.finish().entry
    phone = Phone(creation.totp_uri, made.clock)
    unlock(home, entry, decomposed, phone.next_code()).vault.close()


def test_failures_are_counted_and_told_after_the_next_success(home: Home, made: MadeVault, clock):
    times = []
    for _ in range(2):
        code = made.phone.next_code()
        times.append(int(clock.now()))
        with pytest.raises(WrongCredentials):
            unlock(home, made.entry, SecretText("wrong"), code)
    unlocked = made.unlock()
    assert unlocked.failed_attempts == tuple(times)
    assert unlocked.failed_count == 2
    unlocked.vault.close()
    again = made.unlock()
    assert again.failed_count == 0
    again.vault.close()


def test_what_no_guess_was_is_not_counted(home: Home, made: MadeVault, keys: MemoryKeys):
    for passphrase, code, kind in (
        (SecretText(""), "123456", BadPassphrase),
        (PASSPHRASE, "12345", BadCode),
        (PASSPHRASE, "１２３４５６", BadCode),
    ):
        with pytest.raises(kind):
            unlock(home, made.entry, passphrase, code)
    kept = dict(keys.keys)
    keys.keys.clear()
    with pytest.raises(DeviceKeyMissing):
        unlock(home, made.entry, PASSPHRASE, made.phone.next_code())
    keys.keys.update(kept)
    assert home.attempts(made.entry.vault_id).read().count == 0


def test_every_wrong_thing_is_one_error(home: Home, made: MadeVault, keys: MemoryKeys):
    messages = set()
    right = dict(keys.keys)
    for wrong in ("passphrase", "code", "device key"):
        code = made.phone.next_code()
        if wrong == "device key":
            keys.keys = {account: SecretBytes(b"x" * 32) for account in right}
        with pytest.raises(WrongCredentials) as caught:
            unlock(
                home,
                made.entry,
                SecretText("wrong") if wrong == "passphrase" else PASSPHRASE,
                "000000" if wrong == "code" and code != "000000" else code,
            )
        messages.add(caught.value.message)
        keys.keys = dict(right)
    assert messages == {"Passphrase or code is wrong. If you are sure, wait for the next code."}


def test_a_device_without_capsule_or_keyring(home: Home, made: MadeVault, tmp_path: Path):
    bare = Home(home.paths, replace(home.parts, keyring=NoKeys))
    with pytest.raises(KeyringUnavailable):
        unlock(bare, made.entry, PASSPHRASE, made.phone.next_code())
    home.capsule(made.entry.vault_id).remove()
    with pytest.raises(NoDeviceKey, match="setup-device"):
        unlock(home, made.entry, PASSPHRASE, made.phone.next_code())


def test_a_missing_key_file_says_so(home: Home, tmp_path: Path):
    made = MadeVault(home, tmp_path, key_file=tmp_path / "stick.key")
    (tmp_path / "stick.key").unlink()
    with pytest.raises(FileMissing, match="connect its disk"):
        made.unlock()


def test_the_table_lasts_its_days_and_a_clock_set_back_is_said(home: Home, made: MadeVault, clock):
    clock.advance(1.9 * DAY)
    made.unlock().vault.close()
    clock.advance(1.9 * DAY)
    made.unlock().vault.close()
    good = clock.now()
    clock.advance(2.1 * DAY)
    with pytest.raises(TableEnded) as caught:
        made.unlock()
    assert caught.value.data["reason"] == "used-up"
    clock.set(good - 3600)
    with pytest.raises(TableEnded) as caught:
        made.unlock()
    assert caught.value.data["reason"] == "clock"
    clock.set(good)
    made.unlock().vault.close()


def test_wrong_tries_with_the_clock_set_back_leave_their_trace(home: Home, made: MadeVault, clock):
    made.unlock().vault.close()
    good = clock.now()
    clock.set(good - DAY)
    for guess in ("first guess", "second guess"):
        with pytest.raises(TableEnded):
            unlock(home, made.entry, SecretText(guess), "123456")
    clock.set(good)
    unlocked = made.unlock()
    assert unlocked.failed_count == 2
    unlocked.vault.close()


def test_one_unlock_at_a_time(home: Home, made: MadeVault):
    capsules = home.capsule(made.entry.vault_id)
    with capsules.locked(), pytest.raises(Busy), home.capsule(made.entry.vault_id).locked(0.0):
        raise AssertionError


def test_costs_memory_and_homes_are_checked_first(home: Home, made: MadeVault):
    code = made.phone.next_code()
    strict = Home(home.paths, replace(home.parts, kdf=SHIPPED))
    with pytest.raises(BadParameters):
        unlock(strict, made.entry, PASSPHRASE, code)
    with pytest.raises(BadParameters, match="MiB of memory"):
        unlock(with_host(home, SmallHost(memory=64 * 1024)), made.entry, PASSPHRASE, code)
    with pytest.raises(SharedHome):
        unlock(with_host(home, SmallHost(shared="SMB")), made.entry, PASSPHRASE, code)
    assert home.attempts(made.entry.vault_id).read().count == 0


def test_too_little_memory_is_no_failed_attempt(home: Home, made: MadeVault, monkeypatch):
    def none_left(*arguments: object) -> bytes:
        raise OutOfMemory("Keystead needs 256 MiB of free memory.")

    monkeypatch.setattr(capsule, "argon2id", none_left)
    with pytest.raises(OutOfMemory):
        made.unlock()
    assert home.attempts(made.entry.vault_id).read().count == 0


def test_another_vault_at_the_path_is_refused_before_anything_is_derived(home, made, tmp_path):
    other = MadeVault(home, tmp_path, name="Other")
    made.path.write_bytes(other.path.read_bytes())
    with pytest.raises(WrongVault):
        made.unlock()
    assert home.attempts(made.entry.vault_id).read().count == 0


def test_a_damaged_capsule_says_the_vault_is_intact(home: Home, made: MadeVault):
    path = home.capsule(made.entry.vault_id).path
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CapsuleDamaged, match="vault is intact"):
        made.unlock()


def test_a_full_disk_keeps_the_code_usable_for_nobody_and_the_capsule_whole(home, made: MadeVault):
    full = with_host(home, FailingHost(0))
    with pytest.raises(DiskFull):
        unlock(full, made.entry, PASSPHRASE, made.phone.next_code())
    made.unlock().vault.close()


def test_authenticating_gives_the_key_and_opens_nothing(home: Home, made: MadeVault):
    code = made.phone.next_code()
    assert authenticate(home, made.entry, PASSPHRASE, code) == made.unlock_key
    with pytest.raises(WaitForNextCode):
        authenticate(home, made.entry, PASSPHRASE, code)


def test_device_keys_of_capsules_that_are_gone_are_deleted(home, made, keys: MemoryKeys):
    old = b"o" * 16
    keys.store(old.hex(), SecretBytes(b"x" * 32))
    home.register(replace(made.entry, stale=(old,)))
    made.unlock().vault.close()
    assert list(keys.keys) == [made.entry.capsule.hex()]
    assert made.entry.stale == ()


def test_a_keyring_that_does_not_delete_keeps_nobody_out(home, made, keys: MemoryKeys):
    def slow(account: str) -> None:
        raise KeyringTimedOut("The keyring did not answer.")

    keys.delete = slow  # type: ignore[method-assign]
    home.register(replace(made.entry, stale=(b"o" * 16,)))
    made.unlock().vault.close()
    assert made.entry.stale == (b"o" * 16,)


def test_a_vault_that_does_not_open_after_all_is_closed(home, made: MadeVault, monkeypatch):
    def fail(*arguments: object) -> None:
        raise DiskFull("full")

    monkeypatch.setattr(module, "_note_use", fail)
    with pytest.raises(DiskFull):
        made.unlock()
    monkeypatch.undo()
    made.unlock().vault.close()


def test_a_replica_that_somebody_changed_is_an_error(home: Home, made: MadeVault):
    place = home.place(made.entry)
    other = Replica.open(place.replica, place.vault_id, made.unlock_key)
    other.rekey(SecretBytes(b"x" * 32))
    other.close()
    with pytest.raises(ReplicaDamaged):
        made.unlock()


def test_a_damaged_memory_without_replica_is_an_error(home: Home, made: MadeVault):
    place = home.place(made.entry)
    DeviceState(home.parts.host, place.state, SecretBytes(b"x" * 32), place.vault_id).save([])
    place.replica.unlink()
    with pytest.raises(ReplicaDamaged):
        made.unlock()


def test_the_registry_follows_the_name_in_the_vault(home: Home, made: MadeVault):
    home.register(replace(made.entry, name="Old name"))
    made.unlock().vault.close()
    assert made.entry.name == "Work"


def test_a_change_of_keys_stopped_behind_the_capsule_is_brought_to_its_end(home, made: MadeVault):
    vault = made.unlock().vault
    change = Compromised(home, made.entry, vault, PASSPHRASE)
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)

    def stopped(unlock_key: SecretBytes) -> None:
        raise DiskFull("full")

    vault.rekey = stopped  # type: ignore[method-assign]
    with pytest.raises(DiskFull):
        change.apply()
    heads = vault.memory.seen_heads
    vault.close()
    unlocked = made.unlock(phone=phone)
    assert unlocked.vault.unlock_key != made.unlock_key
    assert unlocked.vault.memory.seen_heads == heads
    unlocked.vault.close()
    made.unlock(phone=phone).vault.close()


def test_only_the_memory_was_left_behind(home: Home, made: MadeVault):
    vault = made.unlock().vault
    old = vault.unlock_key
    change = Compromised(home, made.entry, vault, PASSPHRASE)
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)
    change.apply()
    place = home.place(made.entry)
    heads = vault.memory.seen_heads
    vault.close()
    DeviceState(home.parts.host, place.state, old, place.vault_id).save(heads)
    unlocked = made.unlock(phone=phone)
    assert unlocked.vault.memory.seen_heads == heads
    unlocked.vault.close()


@pytest.mark.parametrize("memory", [True, False])
def test_only_the_replica_was_left_behind(home: Home, made: MadeVault, memory: bool):
    vault = made.unlock().vault
    change = Compromised(home, made.entry, vault, PASSPHRASE)
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)
    change.apply()
    place = home.place(made.entry)
    vault.close()
    if not memory:
        (place.state / "device.state").unlink()
    replica = Replica.open(place.replica, place.vault_id, vault.unlock_key)
    replica.rekey(made.unlock_key)
    replica.close()
    made.unlock(phone=phone).vault.close()

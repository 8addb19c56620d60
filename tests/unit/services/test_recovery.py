from dataclasses import replace
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto import kit_codes
from keystead.crypto.errors import BadKitCode, BadParameters, BadPassphrase
from keystead.errors import Conflicting
from keystead.services.emergency_kit import last_group
from keystead.services.errors import SharedHome
from keystead.services.home import Home
from keystead.services.kit import Compromised, KitRenewal
from keystead.services.recovery import DeviceSetup, Recovery, check_recovery_code
from keystead.services.unlock import unlock
from keystead.system.errors import DeviceKeyMissing, FileMissing
from keystead.vault import slots, vault_file
from keystead.vault.errors import ForgedRecord, NotAVault, VaultDamaged, WrongCredentials
from keystead.vault.identity import Keyset
from keystead.vault.records import Kind, generation
from keystead.vault.vault_file import VaultContents
from tests.support.homes import (
    PASSPHRASE,
    MadeVault,
    Phone,
    home_at,
    on_other_computer,
    parts,
    with_host,
)
from tests.support.hosts import SmallHost
from tests.support.keyrings import MemoryKeys, NoKeys

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


def recovered(
    home: Home, made: MadeVault, code: SecretText | None = None
) -> tuple[Recovery, Phone]:
    change = Recovery(home, made.path, code or made.creation.recovery_code, NEW)
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)
    change.confirm(phone.code())
    change.apply()
    return change, phone


def test_a_recovery_code_brings_new_ways_in(home: Home, made: MadeVault, keys: MemoryKeys):
    change, phone = recovered(home, made)
    assert change.secret_key is not None
    assert change.recovery_code is not None
    change.check_kit(last_group(change.secret_key), last_group(change.recovery_code))
    result = change.finish()
    assert None not in result.to_json().values()
    assert set(keys.keys) == {made.entry.capsule.hex()}
    unlocked = made.unlock(NEW, phone)
    assert unlocked.vault.unlock_key != made.unlock_key
    assert [item.name for item in unlocked.vault.environments()] == ["dev", "staging", "prod"]
    unlocked.vault.close()
    with pytest.raises(WrongCredentials):
        made.unlock()
    with pytest.raises(WrongCredentials):
        Recovery(home, made.path, made.creation.recovery_code, NEW)
    recovered(home, made, change.recovery_code)[0].finish()


def test_until_the_new_kit_is_confirmed_the_old_one_works_too(home: Home, made: MadeVault):
    first, phone = recovered(home, made)
    first.abort()
    made.unlock(NEW, phone).vault.close()
    second, phone = recovered(home, made)
    second.finish()
    made.unlock(NEW, phone).vault.close()


def test_on_a_new_computer(home: Home, made: MadeVault, tmp_path: Path):
    other, keys = on_other_computer(home, tmp_path / "other")
    change, phone = recovered(other, made)
    change.finish()
    entry = other.find(None)
    assert entry.name == "Work"
    assert entry.device != made.entry.device
    assert set(keys.keys) == {entry.capsule.hex()}
    unlock(other, entry, NEW, phone.next_code()).vault.close()


def test_after_a_lost_keyring_the_key_may_go_to_a_file(home: Home, made: MadeVault, tmp_path: Path):
    bare = Home(home.paths, replace(home.parts, keyring=NoKeys))
    stick = tmp_path / "stick.key"
    change = Recovery(bare, made.path, made.creation.recovery_code, NEW, stick)
    assert change.totp_uri is not None
    phone = Phone(change.totp_uri, made.clock)
    change.apply()
    change.finish()
    unlock(bare, made.entry, NEW, phone.next_code()).vault.close()
    assert made.entry.device_key == str(stick)


def test_a_second_device_has_an_entry_of_its_own(home: Home, made: MadeVault, tmp_path: Path):
    other, keys = on_other_computer(home, tmp_path / "other")
    setup = DeviceSetup(other, made.path, PASSPHRASE, made.creation.secret_key)
    assert setup.totp_uri != made.creation.totp_uri
    assert setup.secret_key is None
    assert setup.recovery_code is None
    assert setup.totp_uri is not None
    phone = Phone(setup.totp_uri, made.clock)
    setup.confirm(phone.code())
    setup.apply()
    setup.check_kit()
    result = setup.finish()
    assert result.secret_key is None
    assert result.aside == ()
    entry = other.find("Work")
    assert entry.device != made.entry.device
    assert set(keys.keys) == {entry.capsule.hex()}
    unlocked = unlock(other, entry, PASSPHRASE, phone.next_code())
    assert unlocked.vault.unlock_key == made.unlock_key
    unlocked.vault.close()
    with pytest.raises(WrongCredentials):
        unlock(other, entry, PASSPHRASE, made.phone.next_code())
    made.unlock().vault.close()


def test_a_capsule_copied_to_another_computer_does_not_open(home, made: MadeVault, tmp_path: Path):
    other, _ = on_other_computer(home, tmp_path / "other")
    source, target = home.paths.state, other.paths.state
    other.parts.host.private_folder(target / made.entry.vault_id.hex())
    for name in ("registry.json", f"{made.entry.vault_id.hex()}/capsule"):
        (target / name).write_bytes((source / name).read_bytes())
    with pytest.raises(DeviceKeyMissing):
        unlock(other, other.find(None), PASSPHRASE, made.phone.next_code())


def test_setting_up_again_on_the_same_device_replaces_its_capsule(home, made: MadeVault, keys):
    before = made.entry
    setup = DeviceSetup(home, made.path, PASSPHRASE, made.creation.secret_key)
    assert setup.totp_uri is not None
    phone = Phone(setup.totp_uri, made.clock)
    setup.apply()
    setup.finish()
    assert made.entry.device == before.device
    assert made.entry.capsule != before.capsule
    assert set(keys.keys) == {made.entry.capsule.hex()}
    made.unlock(PASSPHRASE, phone).vault.close()


def test_what_is_wrong_is_said_before_anything_changes(home: Home, made: MadeVault, tmp_path: Path):
    kit = made.creation
    path = made.path
    with pytest.raises(BadKitCode):
        Recovery(home, path, SecretText("ABCD"), NEW)
    with pytest.raises(BadKitCode):
        DeviceSetup(home, path, PASSPHRASE, kit.recovery_code)
    with pytest.raises(WrongCredentials):
        DeviceSetup(home, path, NEW, kit.secret_key)
    with pytest.raises(BadPassphrase):
        Recovery(home, path, kit.recovery_code, SecretText(""))
    with pytest.raises(FileMissing):
        Recovery(home, tmp_path / "none", kit.recovery_code, NEW)
    (tmp_path / "odd").write_bytes(b"something else")
    with pytest.raises(NotAVault):
        Recovery(home, tmp_path / "odd", kit.recovery_code, NEW)
    (tmp_path / "cut").write_bytes(path.read_bytes()[:-1])
    with pytest.raises(VaultDamaged):
        Recovery(home, tmp_path / "cut", kit.recovery_code, NEW)
    with pytest.raises(SharedHome):
        Recovery(with_host(home, SmallHost(shared="NFS")), path, kit.recovery_code, NEW)
    with pytest.raises(BadParameters):
        DeviceSetup(with_host(home, SmallHost(memory=1024)), path, PASSPHRASE, kit.secret_key)
    other = MadeVault(home, tmp_path, name="Other")
    with pytest.raises(WrongCredentials):
        Recovery(home, other.path, kit.recovery_code, NEW)


def test_a_slot_that_a_stranger_signed_is_refused(home: Home, made: MadeVault):
    """Whoever knows U may seal one; only the member may sign it."""
    contents = vault_file.decode(made.path.read_bytes())
    member = home.capsule(made.entry.vault_id).decoded().header.member
    code = SecretBytes(b"c" * 32)
    forged = slots.recovery_slot(code).record(
        contents.vault_id, member, 9, made.unlock_key, Keyset.generate().signing
    )
    kept = (*contents.records, forged)
    made.path.write_bytes(
        vault_file.encode(VaultContents(contents.vault_id, kept, contents.commits, contents.blobs))
    )
    with pytest.raises(ForgedRecord):
        Recovery(home, made.path, SecretText(kit_codes.encode(code.reveal())), NEW)
    assert generation(kept, member, Kind.RECOVERY) == 9


def test_while_the_vault_is_open_here_it_has_to_be_locked_first(home: Home, made: MadeVault, keys):
    lock = home.place(made.entry).state / "owner.lock"
    change = Recovery(home, made.path, made.creation.recovery_code, NEW)
    with home.parts.host.lock(lock), pytest.raises(Conflicting):
        change.apply()
    setup = DeviceSetup(home, made.path, PASSPHRASE, made.creation.secret_key)
    with home.parts.host.lock(lock), pytest.raises(Conflicting):
        setup.apply()
    assert len(keys.keys) == 1
    made.unlock().vault.close()


def test_an_old_kit_after_a_renewal_that_was_stopped_opens_a_copy_made_anew(home, made: MadeVault):
    """The replica is under the new unlock key already, the kit gives the old one."""
    vault = made.unlock().vault
    change = Compromised(home, made.entry, vault, SecretText("lost with its sheet"))
    change.apply()
    vault.close()
    place = home.place(made.entry)
    before = place.replica.read_bytes()
    recovery, phone = recovered(home, made)
    result = recovery.finish()
    # What was never published is in nothing but the replica, so it is kept.
    kept = place.replica.with_name(f"{place.replica.name}.damaged-1")
    assert kept.read_bytes() == before
    memory = place.state / "device.state.damaged-1"
    assert result.aside == (str(kept), str(memory))
    assert result.to_json()["aside"] == [str(kept), str(memory)]
    unlocked = made.unlock(NEW, phone)
    assert unlocked.vault.name == "Work"
    assert unlocked.vault.state.quarantined == []
    unlocked.vault.close()


def test_a_recovery_code_is_checked_without_changing_anything(home, made: MadeVault, tmp_path):
    before = made.path.read_bytes()
    check_recovery_code(home, made.path, made.creation.recovery_code)
    other = MadeVault(home, tmp_path, name="Other")
    with pytest.raises(WrongCredentials):
        check_recovery_code(home, made.path, other.creation.recovery_code)
    with pytest.raises(BadKitCode):
        check_recovery_code(home, made.path, SecretText("AAAA-BBBB"))
    assert made.path.read_bytes() == before


def test_whether_the_new_way_in_is_in_place_is_read_off_the_capsule(home, made: MadeVault):
    change = Recovery(home, made.path, made.creation.recovery_code, NEW)
    assert not change.in_place
    change.apply()
    assert change.in_place
    change.abort()
    assert change.in_place
    home.capsule(made.entry.vault_id).remove()
    assert not change.in_place


def test_a_new_kit_puts_no_new_way_in_place(home, made: MadeVault):
    vault = made.unlock().vault
    change = KitRenewal(home, made.entry, vault, PASSPHRASE)
    change.apply()
    assert not change.in_place
    vault.close()

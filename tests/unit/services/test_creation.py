import stat
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.crypto.errors import BadPassphrase
from keystead.errors import KeysteadError, UsageProblem
from keystead.services.creation import Creation
from keystead.services.emergency_kit import last_group
from keystead.services.errors import SharedHome, WrongCode, WrongKitPart
from keystead.services.home import Home
from keystead.services.unlock import unlock
from keystead.system.errors import FileMissing, KeyringTimedOut, KeyringUnavailable
from keystead.system.keyring_store import KeyringStore
from keystead.vault.errors import AlreadyThere, NameTaken
from tests.support.homes import PASSPHRASE, MadeVault, Phone, home_at, parts, with_host
from tests.support.hosts import FailingHost, SmallHost
from tests.support.keyrings import Hanging, MemoryKeys, NoKeys


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def home(tmp_path: Path, keys: MemoryKeys, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock, keys))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def finish(creation: Creation) -> KeysteadError | None:
    """Why it could not be finished, or None."""
    try:
        creation.finish()
    except KeysteadError as error:
        return error
    return None


def test_what_is_made_opens_with_the_next_code(home: Home, tmp_path: Path, clock):
    creation = Creation(home, tmp_path / "work.keystead", "Work", PASSPHRASE, member_name="Ann")
    phone = Phone(creation.totp_uri, clock)
    creation.confirm(phone.code())
    creation.check_kit(last_group(creation.secret_key), last_group(creation.recovery_code))
    assert files(tmp_path) == set()
    steps: list[tuple[int, int]] = []
    created = creation.finish(lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1]
    assert home.find(None) == created.entry
    unlocked = unlock(home, created.entry, PASSPHRASE, phone.next_code())
    assert unlocked.vault.name == "Work"
    assert unlocked.vault.unlock_key == created.unlock_key
    assert [item.name for item in unlocked.vault.environments()] == ["dev", "staging", "prod"]
    assert (unlocked.failed_attempts, unlocked.failed_count) == ((), 0)
    unlocked.vault.close()
    result = creation.result(created).to_json()
    assert result["vault"] == str(tmp_path / "work.keystead")
    assert result["vault_id"] == created.entry.vault_id.hex()
    assert result["totp_uri"] == creation.totp_uri.reveal()
    assert creation.totp_secret_text.reveal()


def test_only_private_files(home: Home, tmp_path: Path):
    MadeVault(home, tmp_path)
    assert {
        stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*") if path.is_file()
    } == {0o600}
    folders = [path for path in (tmp_path / "home").rglob("*") if path.is_dir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_with_a_device_key_file_the_keyring_is_never_asked(tmp_path: Path, clock):
    home = home_at(tmp_path / "home", parts(clock, NoKeys()))
    made = MadeVault(home, tmp_path, key_file=tmp_path / "stick.key")
    assert made.entry.device_key == str(tmp_path / "stick.key")
    made.unlock().vault.close()
    with pytest.raises(KeyringUnavailable):
        Creation(home, tmp_path / "other.keystead", "Other", PASSPHRASE)


def test_the_data_folder_is_made_where_the_vault_is_to_lie_in_it(home: Home):
    path = home.paths.data / "Work.keystead"
    created = Creation(home, path, "", PASSPHRASE).finish()
    assert created.entry.name == "Work"
    assert stat.S_IMODE(home.paths.data.stat().st_mode) == 0o700


def test_what_is_wrong_is_said_before_anything_is_asked(home: Home, tmp_path: Path):
    made = MadeVault(home, tmp_path)
    new = tmp_path / "new.keystead"
    with pytest.raises(AlreadyThere):
        Creation(home, made.path, "Other", PASSPHRASE)
    with pytest.raises(AlreadyThere):
        Creation(home, tmp_path, "Other", PASSPHRASE)
    with pytest.raises(NameTaken):
        Creation(home, new, "WORK", PASSPHRASE)
    with pytest.raises(UsageProblem):
        Creation(home, new, "two\nlines", PASSPHRASE)
    with pytest.raises(UsageProblem):
        Creation(home, new, "x" * 101, PASSPHRASE)
    for bad in ("", "tab\t", "\ud800", "\u0378"):
        with pytest.raises(BadPassphrase):
            Creation(home, new, "New", SecretText(bad))
    with pytest.raises(SharedHome):
        Creation(with_host(home, SmallHost(shared="NFS")), new, "New", PASSPHRASE)


def test_a_keyring_that_hangs_is_told_in_time(tmp_path: Path, clock):
    backend = Hanging()
    keyring = KeyringStore(lambda: backend, time_out=0.05)
    home = home_at(tmp_path / "home", parts(clock, keyring))
    creation = Creation(home, tmp_path / "v.keystead", "V", PASSPHRASE)
    with pytest.raises(KeyringTimedOut):
        creation.finish()
    backend.freed.set()
    assert home.vaults() == []
    assert not (tmp_path / "v.keystead").exists()


def test_a_wrong_code_or_group_changes_nothing_and_may_be_tried_again(home: Home, tmp_path, clock):
    creation = Creation(home, tmp_path / "v.keystead", "V", PASSPHRASE)
    phone = Phone(creation.totp_uri, clock)
    with pytest.raises(WrongCode):
        creation.confirm(phone.code(5))
    with pytest.raises(WrongKitPart):
        creation.check_kit("00000", "00000")
    creation.confirm(phone.code())
    creation.finish()


def test_a_full_disk_at_any_step_leaves_nothing_behind(
    home: Home, tmp_path: Path, keys: MemoryKeys
):
    at = 0
    while True:
        host = FailingHost(at)
        creation = Creation(with_host(home, host), tmp_path / "v.keystead", "V", PASSPHRASE)
        problem = finish(creation)
        if problem is None and at == host.taken:
            break
        if problem is None:
            assert home.find("V").path.exists()
            home.forget(home.find("V"))
            (tmp_path / "v.keystead").unlink()
            at += 1
            continue
        assert "disk" in problem.message
        assert (home.vaults(), keys.keys) == ([], {})
        assert not (tmp_path / "v.keystead").exists()
        at += 1
    assert at > 15


def test_a_file_that_came_to_lie_there_meanwhile_is_not_touched(home: Home, tmp_path: Path, keys):
    creation = Creation(home, tmp_path / "v.keystead", "V", PASSPHRASE)
    (tmp_path / "v.keystead").write_bytes(b"somebody's")
    with pytest.raises(AlreadyThere):
        creation.finish()
    assert (tmp_path / "v.keystead").read_bytes() == b"somebody's"
    assert keys.keys == {}
    assert home.vaults() == []


def test_a_folder_that_is_not_there(home: Home, tmp_path: Path, keys: MemoryKeys):
    creation = Creation(home, tmp_path / "none" / "v.keystead", "V", PASSPHRASE)
    with pytest.raises(FileMissing, match="folder"):
        creation.finish()
    assert keys.keys == {}


def test_two_vaults_have_keyring_entries_and_capsules_of_their_own(home, tmp_path, keys):
    first, second = MadeVault(home, tmp_path, name="A"), MadeVault(home, tmp_path, name="B")
    assert len(keys.keys) == 2
    assert first.entry.capsule != second.entry.capsule
    first.unlock().vault.close()
    second.unlock().vault.close()

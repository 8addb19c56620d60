"""The file of an open vault is spoiled, lost, raced for or rolled back; nobody is kept out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystead.errors import Refused
from keystead.services.owner import (
    GONE_FOR,
    PUBLISH_AFTER,
    RETRY_AFTER,
    TRIES,
    Decision,
    Owner,
    OwnerKind,
)
from keystead.services.recovery import DeviceSetup
from keystead.system.errors import ChangedMeanwhile, FileMissing
from keystead.system.host import SystemHost
from keystead.vault.errors import NotAVault, VaultDamaged, VaultRolledBack
from tests.support.clock import FakeClock
from tests.support.homes import (
    PASSPHRASE,
    MadeVault,
    Phone,
    home_at,
    on_other_computer,
    parts,
)
from tests.support.owners import add, commits_in, unlock


@pytest.fixture
def owned(tmp_path: Path) -> MadeVault:
    return MadeVault(home_at(tmp_path / "home", parts(FakeClock())), tmp_path)


@pytest.fixture
def second(owned: MadeVault, tmp_path: Path) -> Iterator[Owner]:
    """The same vault, open on another computer."""
    home, _ = on_other_computer(owned.home, tmp_path / "second")
    setup = DeviceSetup(home, owned.path, PASSPHRASE, owned.creation.secret_key)
    assert setup.totp_uri is not None
    phone = Phone(setup.totp_uri, owned.clock)
    setup.confirm(phone.code())
    setup.apply()
    setup.finish()
    owner = Owner.unlock(home, setup.entry, PASSPHRASE, phone.next_code(), OwnerKind.WINDOW)
    yield owner
    owner.lock()


def test_news_from_another_computer_are_counted(owned: MadeVault, second: Owner) -> None:
    owner = unlock(owned)
    add(owner, "A")
    add(owner, "B")
    owner.publish()
    second.tick()
    assert (second.news.number, second.news.last) == (2, 2)
    assert second.news.at == owned.clock.now()
    assert second.status()["changes_from_others"] == 2
    assert owner.news.number == 0
    owned.clock.advance(PUBLISH_AFTER)
    second.tick()
    owner.tick()
    assert owner.news.number == 0
    owner.lock()


def test_a_spoiled_file_keeps_nobody_from_the_keys(owned: MadeVault) -> None:
    owner = unlock(owned)
    add(owner, "A")
    owner.lock()
    whole = owned.path.read_bytes()
    for data, error in ((whole[:-20], VaultDamaged), (b"", NotAVault)):
        owned.path.write_bytes(data)
        owner = unlock(owned)
        assert isinstance(owner.publish_problem, error)
        assert "A" in {item.name for item in owner.vault.secrets()}
        add(owner, f"B{len(data)}")
        owned.clock.advance(PUBLISH_AFTER)
        owner.tick()
        assert owned.path.read_bytes() == data
        owned.path.write_bytes(whole)
        owner.tick()
        assert owner.publish_problem is None
        assert not owner.vault.publication.pending
        whole = owned.path.read_bytes()
        owner.lock()


def test_a_spoiled_file_is_read_once_until_it_changes(owned: MadeVault) -> None:
    owner = unlock(owned)
    owned.path.write_bytes(owned.path.read_bytes()[:-20])
    owner.tick()
    read: list[int] = []
    merge = owner.vault.publication.take_in

    def counted() -> int:
        read.append(1)
        return merge()

    owner.vault.publication.take_in = counted  # type: ignore[method-assign]
    owner.tick()
    owner.tick()
    assert not read
    owner.lock()


def test_a_missing_file_may_come_back_before_it_is_written_again(owned: MadeVault) -> None:
    owner = unlock(owned)
    owner.publish()
    whole = owned.path.read_bytes()
    owned.path.unlink()
    owner.tick()
    assert isinstance(owner.publish_problem, FileMissing)
    owned.clock.advance(GONE_FOR - 1)
    owner.tick()
    assert not owned.path.exists()
    owned.path.write_bytes(whole)
    owner.tick()
    assert owner.publish_problem is None
    owned.path.unlink()
    owner.tick()
    owned.clock.advance(GONE_FOR)
    owner.tick()
    assert owned.path.read_bytes() == whole
    assert owner.publish_problem is None
    owner.lock()


class Busy(SystemHost):
    """Somebody else's program writes the file right after ours, so many times."""

    def __init__(self, path: Path, times: int) -> None:
        super().__init__()
        self.path, self.times = path, times

    def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        super().write_atomic(path, data, mode)
        if path == self.path and self.times:
            self.times -= 1
            raise ChangedMeanwhile("Another program changed the file.")


@pytest.mark.parametrize(("times", "wins"), [(TRIES - 1, True), (TRIES, False)])
def test_a_race_for_the_file_is_run_again(owned: MadeVault, times: int, wins: bool) -> None:
    owner = unlock(owned)
    add(owner, "A")
    owner.vault.host = Busy(owned.path, times)
    owner.publish()
    assert (owner.publish_problem is None) == wins
    owner.lock()
    assert owner.publish_problem is None


def rolled_back(owned: MadeVault) -> tuple[Owner, bytes]:
    owner = unlock(owned)
    owner.publish()
    old = owned.path.read_bytes()
    add(owner, "A")
    owner.publish()
    owned.path.write_bytes(old)
    owner.tick()
    assert isinstance(owner.publish_problem, VaultRolledBack)
    return owner, old


def test_a_file_that_was_rolled_back_waits_for_a_decision(owned: MadeVault) -> None:
    owner, old = rolled_back(owned)
    add(owner, "B")
    owned.clock.advance(RETRY_AFTER)
    owner.tick()
    with pytest.raises(VaultRolledBack):
        owner.sync()
    assert owned.path.read_bytes() == old
    owner.lock()
    again = unlock(owned)
    assert isinstance(again.publish_problem, VaultRolledBack)
    again.sync(Decision.REPUBLISH)
    assert again.publish_problem is None
    assert sorted(item.name for item in again.vault.secrets()) == ["A", "B"]
    assert commits_in(owned.path) == len(again.vault.state.commits)
    with pytest.raises(Refused):
        again.sync(Decision.ACCEPT)
    again.lock()


def test_going_back_to_the_file_keeps_what_was_here(owned: MadeVault) -> None:
    owner, _ = rolled_back(owned)
    device = owner.entry.device
    done = owner.sync(Decision.ACCEPT)
    assert done.kept is not None
    assert commits_in(done.kept) > commits_in(owned.path)
    assert owner.vault.secrets() == []
    assert owned.entry.device == owner.entry.device != device
    owner.lock()
    assert unlock(owned).vault.secrets() == []


def test_a_copy_is_removed_on_request(owned: MadeVault) -> None:
    owner = unlock(owned)
    owner.publish()
    copy = owned.path.with_name("Work (1).keystead")
    copy.write_bytes(owned.path.read_bytes())
    owner.tick()
    assert owner.status()["conflict_copies"] == [str(copy)]
    assert owner.sync(remove_copies=True).removed == (copy,)
    assert owner.status()["conflict_copies"] == []
    owner.lock()

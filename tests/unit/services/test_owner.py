from collections.abc import Iterator
from pathlib import Path

import pytest

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem, Refused
from keystead.services import secrets
from keystead.services.owner import (
    GONE_FOR,
    PUBLISH_AFTER,
    RETRY_AFTER,
    TRIES,
    Decision,
    LockReason,
    OwnedElsewhere,
    Owner,
    OwnerKind,
    ownership,
)
from keystead.services.recovery import DeviceSetup
from keystead.system.errors import ChangedMeanwhile, FileMissing
from keystead.system.host import SystemHost
from keystead.vault import vault_file
from keystead.vault.bodies import Action
from keystead.vault.errors import NotAVault, VaultDamaged, VaultRolledBack, WrongCredentials
from tests.support.clock import FakeClock
from tests.support.homes import (
    PASSPHRASE,
    MadeVault,
    Phone,
    home_at,
    on_other_computer,
    parts,
)


@pytest.fixture
def owned(tmp_path: Path) -> MadeVault:
    return MadeVault(home_at(tmp_path / "home", parts(FakeClock())), tmp_path)


def unlock(owned: MadeVault, idle_after: float = 0.0, kind: OwnerKind = OwnerKind.AGENT) -> Owner:
    code = owned.phone.next_code()
    return Owner.unlock(owned.home, owned.entry, PASSPHRASE, code, kind, idle_after)


def add(owner: Owner, name: str) -> None:
    draft = SecretDraft(name=name, environment="dev")
    secrets.add(owner.vault, draft, SecretText("value"))
    owner.changed()


def commits_in(path: Path) -> int:
    return len(vault_file.decode(path.read_bytes()).commits)


def test_one_process_owns_a_vault(owned: MadeVault) -> None:
    owner = unlock(owned)
    with pytest.raises(OwnedElsewhere):
        unlock(owned)
    owner.lock()
    unlock(owned).lock()


def test_a_failed_unlock_gives_ownership_back(owned: MadeVault) -> None:
    wrong = SecretText("not the passphrase")
    for _ in range(2):
        code = owned.phone.next_code()
        with pytest.raises(WrongCredentials):
            Owner.unlock(owned.home, owned.entry, wrong, code, OwnerKind.AGENT)
    with ownership(owned.home.parts.host, owned.home.place(owned.entry)):
        pass
    owner = unlock(owned)
    assert len(owner.failed_attempts) == 2
    noted = [event for _, event in owner.vault.journal.events]
    assert [(event.action, event.count) for event in noted] == [
        (Action.FAILED_UNLOCKS, 2),
        (Action.UNLOCK, 1),
    ]
    owner.lock()


def test_a_journal_that_cannot_be_written_keeps_nobody_out(owned: MadeVault) -> None:
    (owned.home.place(owned.entry).state / "journal").mkdir()
    owner = unlock(owned)
    assert owner.vault.name
    owner.lock()
    unlock(owned).lock()


def test_the_present_owner_is_let_go_only_when_the_credentials_are_right(owned: MadeVault) -> None:
    present = unlock(owned)
    left: list[str] = []

    def release() -> None:
        left.append("asked")
        present.lock(LockReason.TAKEN_OVER)

    def take(passphrase: SecretText) -> Owner:
        code = owned.phone.next_code()
        kind = OwnerKind.WINDOW
        return Owner.unlock(owned.home, owned.entry, passphrase, code, kind, release=release)

    with pytest.raises(WrongCredentials):
        take(SecretText("not the passphrase"))
    assert left == []
    assert present.locked_for is None
    taken = take(PASSPHRASE)
    assert left == ["asked"]
    assert present.locked_for is LockReason.TAKEN_OVER
    assert taken.failed_attempts
    taken.lock()


def test_a_new_vault_is_owned_without_a_second_code(owned: MadeVault) -> None:
    owner = Owner.of_created(owned.home, owned.entry, owned.unlock_key, OwnerKind.WINDOW)
    assert owner.status()["owner"] == "window"
    assert owner.status()["locks_at"] is None
    owner.lock()


def test_changes_reach_the_file_two_seconds_later(owned: MadeVault) -> None:
    owner = unlock(owned)
    owner.publish()
    before = commits_in(owned.path)
    add(owner, "A")
    owner.tick()
    assert commits_in(owned.path) == before
    assert owner.status()["pending"] is True
    owned.clock.advance(PUBLISH_AFTER)
    owner.tick()
    assert commits_in(owned.path) > before
    assert owner.status()["pending"] is False
    assert str(owner.status()["synced_at"]).endswith("Z")
    owner.lock()


def test_what_others_publish_comes_in_with_a_tick(owned: MadeVault) -> None:
    owner = unlock(owned)
    add(owner, "A")
    owner.publish()
    newer = owned.path.read_bytes()
    owner.lock()
    again = unlock(owned)
    owned.path.write_bytes(newer)
    again.tick()
    assert again.publish_problem is None
    assert [item.name for item in again.vault.secrets()] == ["A"]
    again.lock()


def test_a_disk_that_refuses_is_told_and_tried_again(
    owned: MadeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = unlock(owned)
    owner.publish()
    before = commits_in(owned.path)
    add(owner, "A")

    def full() -> None:
        raise FileProblem("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(owner.vault.publication, "overwrite", full)
        owner.publish()
    assert owner.status()["problem"] == "The disk is full."
    owner.tick()
    assert commits_in(owned.path) == before
    owned.clock.advance(RETRY_AFTER)
    owner.tick()
    assert commits_in(owned.path) > before
    assert owner.status()["problem"] is None
    owner.lock()


def test_it_locks_when_nobody_touches_it(owned: MadeVault) -> None:
    owner = unlock(owned, idle_after=300.0)
    owned.clock.advance(299)
    assert owner.tick() is None
    owner.touch()
    owned.clock.advance(299)
    assert owner.tick() is None
    assert owner.locks_in() == 1.0
    owned.clock.advance(1)
    assert owner.tick() is LockReason.IDLE
    owner.lock(LockReason.IDLE)
    owner.lock(LockReason.ASKED)
    assert owner.locked_for is LockReason.IDLE


def test_lock_publishes_and_carries_the_read_events(owned: MadeVault) -> None:
    owner = unlock(owned)
    add(owner, "A")
    secret = owner.vault.secrets()[0]
    secrets.reveal(owner.vault, secret, Action.COPY, "terminal")
    owner.lock()
    again = unlock(owned)
    events = [item.event for item in again.vault.state.events]
    assert Action.COPY in {event.action for event in events}
    assert again.vault.secrets()[0].last_used is not None
    again.lock()


def test_restore_goes_on_under_a_new_device_id(owned: MadeVault, tmp_path: Path) -> None:
    owner = unlock(owned)
    add(owner, "A")
    backup = tmp_path / "backup.keystead"
    owner.publish()
    backup.write_bytes(owned.path.read_bytes())
    add(owner, "B")
    device = owned.entry.device
    restored = owner.restore(backup)
    assert restored.taken_back > 0
    assert [item.name for item in owner.vault.secrets()] == ["A"]
    assert owned.entry.device != device
    owner.lock()
    again = unlock(owned)
    assert [item.name for item in again.vault.secrets()] == ["A"]
    again.lock()


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


def test_a_lock_wipes_the_unlock_key(owned: MadeVault) -> None:
    owner = unlock(owned)
    key = owner.vault.unlock_key
    held = key._value
    assert any(held)
    owner.lock()
    assert not any(held)
    with pytest.raises(ValueError, match="wiped"):
        key.reveal()

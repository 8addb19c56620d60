from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem
from keystead.services import secrets
from keystead.services.owner import (
    PUBLISH_AFTER,
    RETRY_AFTER,
    LockReason,
    OwnedElsewhere,
    Owner,
    OwnerKind,
    ownership,
)
from keystead.services.whereabouts import of_program
from keystead.vault.bodies import Action
from keystead.vault.errors import WrongCredentials
from tests.support.clock import FakeClock
from tests.support.homes import (
    PASSPHRASE,
    MadeVault,
    home_at,
    parts,
)
from tests.support.owners import add, commits_in, unlock


@pytest.fixture
def owned(tmp_path: Path) -> MadeVault:
    return MadeVault(home_at(tmp_path / "home", parts(FakeClock())), tmp_path)


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
    secrets.reveal(owner.vault, secret, Action.COPY, of_program("terminal"))
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


def test_a_lock_wipes_the_unlock_key(owned: MadeVault) -> None:
    owner = unlock(owned)
    key = owner.vault.unlock_key
    held = key._value
    assert any(held)
    owner.lock()
    assert not any(held)
    with pytest.raises(ValueError, match="wiped"):
        key.reveal()

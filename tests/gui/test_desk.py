"""What the worker does with the vault between two snapshots."""

from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.gui.desk import Desk
from keystead.services import secrets
from keystead.services.owner import LockReason
from keystead.services.whereabouts import of_program
from tests.support.demo_vault import DemoVault
from tests.support.window import filled


@pytest.fixture
def vault(tmp_path: Path) -> DemoVault:
    return filled(tmp_path)


def test_a_snapshot_only_where_something_changed(vault: DemoVault):
    desk = Desk(vault.open(), 14)
    first = desk.fresh()
    assert first is not None
    assert (first.vault_name, first.file) == ("Harbour Studio", vault.place.file)
    assert desk.fresh() is None
    again = desk.fresh(always=True)
    assert again is not None
    assert again.secrets is first.secrets
    assert again.number == first.number + 1
    desk.lock(LockReason.QUIT)


def test_a_use_changes_last_used_without_a_commit(vault: DemoVault):
    desk = Desk(vault.open())
    first = desk.fresh()
    assert first is not None
    (secret,) = [one for one in first.secrets if one.name == "NPM_TOKEN"]
    found, after = desk.run(
        lambda owner: secrets.reveal(owner.vault, secret, secrets.Action.COPY, of_program("window"))
    )
    assert isinstance(found, SecretText)
    assert after is not None
    used = after.find(secret.id)
    assert used is not None
    assert used.last_used == int(vault.clock.now())
    desk.lock(LockReason.QUIT)


def test_a_new_day_is_a_new_snapshot(vault: DemoVault):
    desk = Desk(vault.open(0.0))
    first = desk.fresh()
    assert first is not None
    vault.clock.advance(4 * 3600)
    reason, status, later = desk.tick(touched=True)
    assert reason is None
    assert status.locks_in is None
    assert later is not None
    assert later.index.at.today == first.index.at.today + 1
    # A clock that was turned back is no reason to show old words.
    vault.clock.set(first.now - 3600)
    assert desk.fresh() is not None
    desk.lock(LockReason.QUIT)


def test_the_status_tells_what_the_owner_knows(vault: DemoVault):
    desk = Desk(vault.open(300.0))
    desk.owner.failed_attempts = (1, 2)
    status = desk.status()
    assert (status.locks_in, status.pending, status.problem) == (300.0, False, "")
    assert status.failed_attempts == (1, 2)
    desk.lock(LockReason.IDLE)
    assert desk.owner.locked_for is LockReason.IDLE

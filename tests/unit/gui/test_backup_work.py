"""What the worker does for the page, without a window."""

import pytest

from keystead.core.secret_types import SecretText
from keystead.gui import backup_work
from keystead.services import secrets
from keystead.services.owner import Owner
from tests.support.demo_vault import DemoVault
from tests.support.vaults import add, named


@pytest.fixture
def owner(tmp_path):
    made = DemoVault(tmp_path).open()
    add(made.vault, "A", "alpha")
    yield made
    made.lock()


def test_from_a_backup_to_its_restore(owner: Owner):
    assert backup_work.look(owner) == backup_work.Listing((), True, "", owner.vault.clock.now())
    made = backup_work.back_up(owner)
    assert backup_work.look(owner).backups == (made,)
    secrets.edit(owner.vault, named(owner.vault, "A"), {}, SecretText("beta"))
    assert backup_work.rehearse(owner, made.path).values == 1
    assert [one.name for one in backup_work.look_ahead(owner, made.path).changes] == ["A"]
    kept = backup_work.restore(owner, made.path)
    assert kept is None or kept.exists()
    assert backup_work.look_ahead(owner, made.path).changes == ()

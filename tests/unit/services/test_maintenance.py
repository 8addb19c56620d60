import pytest

from keystead.errors import Refused
from keystead.services import maintenance, secrets
from keystead.system.errors import DiskFull
from keystead.vault.errors import AlreadyThere, NoSuchObject
from keystead.vault.replica import Batch
from keystead.vault.session import OpenVault
from tests.support.hosts import FailingHost
from tests.support.vaults import EVE, Forger, World, add, edit, named, put_rows, seals, values


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    edit(opened, "A", "newer")
    opened.publish()
    return opened


def test_a_whole_vault(vault: OpenVault):
    report = maintenance.verify(vault)
    assert (report.commits, report.secrets, report.values) == (5, 1, 2)
    assert (report.quarantined, report.problems, report.ok) == ((), (), True)


def test_every_problem_is_found(vault: OpenVault, world: World):
    value = seals(vault, named(vault, "A"))[0]
    put_rows(vault, Batch(purged=(value,)))
    forged = Forger(vault, EVE).commit()
    batch = Batch(commits=((forged.id, forged.raw),))
    put_rows(vault, batch)
    world.path.write_bytes(world.one.file()[:-1])
    report = maintenance.verify(vault)
    assert not report.ok
    text = "\n".join(report.problems)
    for words in ("not signed", "1 encrypted parts", "dev/A v", "vault file is damaged"):
        assert words in text


def test_only_the_trash_is_purged(vault: OpenVault):
    with pytest.raises(Refused):
        maintenance.purge(vault, [named(vault, "A")])
    assert maintenance.purge(vault, []) == 0
    secrets.trash(vault, [named(vault, "A")])
    (trashed,) = vault.secrets()
    assert maintenance.purge(vault, [trashed]) == 1
    assert vault.secrets() == []
    with pytest.raises(NoSuchObject):
        vault.value(trashed.environment_id, trashed.id, trashed.versions[0].id)
    vault.publish()
    assert maintenance.verify(vault).values == 0
    assert maintenance.verify(vault).ok


def test_old_trash(vault: OpenVault, world: World):
    secrets.trash(vault, [named(vault, "A")])
    assert maintenance.old_trash(vault, 30) == []
    world.clock.advance(30 * 86_400)
    assert maintenance.old_trash(vault, 30) == [named(vault, "A")]


def test_a_backup_is_a_whole_vault_file(vault: OpenVault, world: World):
    path = world.folder / "backup.keystead"
    add(vault, "B", "not yet published")
    assert maintenance.backup(vault, path) == path
    assert values(world.device("new", file=path).open()) == values(vault)
    with pytest.raises(AlreadyThere):
        maintenance.backup(vault, path)


def test_a_backup_that_cannot_be_written(world: World):
    vault = world.one.open(host=FailingHost(0))  # it opens, for there is nothing to be written
    with pytest.raises(DiskFull):
        maintenance.backup(vault, world.folder / "backup.keystead")
    assert not (world.folder / "backup.keystead").exists()


def test_a_restore_takes_a_new_device_id(vault: OpenVault, world: World):
    path = maintenance.backup(vault, world.folder / "backup")
    add(vault, "B", "later")
    done = maintenance.restore_backup(vault, path)
    world.opened.append(done.vault)
    assert values(done.vault) == {"A": "newer"}
    assert done.vault.place.device != vault.place.device

"""A backup is whole, or it is not there."""

from functools import partial
from pathlib import Path

import pytest

from keystead.errors import KeysteadError
from keystead.system.errors import DiskFull
from keystead.system.host import SystemHost
from keystead.vault.backup import BackupNotVerified, write_backup
from keystead.vault.errors import ReplicaDamaged, VaultIncomplete
from keystead.vault.replica import Batch
from keystead.vault.session import OpenVault
from tests.support.deaths import KillingHost, dies
from tests.support.hosts import CountingHost, FailingHost
from tests.support.vaults import World, add, edit, named_in_clear, put_rows, values


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    edit(opened, "A", "newer")
    return opened


class LyingHost(SystemHost):
    """A disk that confirms what was written and then gives other bytes."""

    def __init__(self, change: bytes = b"") -> None:
        super().__init__()
        self.change = change
        self.lies = False

    def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        super().write_atomic(path, data, mode)
        self.lies = True

    def read(self, path: Path, limit: int) -> bytes:
        data = super().read(path, limit)
        return (self.change or data[:-1]) if self.lies and path.name == "copy" else data


def test_it_holds_what_the_vault_holds_published_or_not(world: World, vault: OpenVault):
    add(vault, "B", "not published")
    path = world.folder / "copy"
    size = write_backup(vault, path)
    assert path.stat().st_size == size
    assert path.stat().st_mode & 0o777 == 0o600
    assert values(world.device("new", file=path).open()) == values(vault)


def test_a_copy_that_reads_back_otherwise_is_removed(world: World, vault: OpenVault):
    older = world.folder / "older"
    write_backup(vault, older)
    edit(vault, "A", "newest")
    for change in (b"", older.read_bytes(), b"no vault"):
        vault.host = LyingHost(change)
        with pytest.raises(BackupNotVerified):
            write_backup(vault, world.folder / "copy")
        assert not (world.folder / "copy").exists()
    assert values(vault) == {"A": "newest"}


def test_a_vault_that_lacks_something_is_not_copied(world: World, vault: OpenVault):
    named = next(iter(named_in_clear(vault)))
    held = vault.replica.blob(named)
    assert held is not None
    put_rows(vault, Batch(purged=(named,)))
    with pytest.raises(VaultIncomplete):
        write_backup(vault, world.folder / "copy")
    put_rows(vault, Batch(blobs=((named, held + b"x"),)))
    with pytest.raises(ReplicaDamaged):
        write_backup(vault, world.folder / "copy")
    assert not (world.folder / "copy").exists()


def test_stopped_at_any_step_there_is_a_whole_copy_or_none(world: World, vault: OpenVault):
    vault.host = counting = CountingHost()
    write_backup(vault, world.folder / "counted")
    steps = len(counting.steps)
    assert steps >= 5
    for at in range(steps):
        path = world.folder / f"full-{at}"
        vault.host = FailingHost(at)
        with pytest.raises(KeysteadError):
            write_backup(vault, path)
        assert not path.exists(), at
    for at in range(steps):
        path = world.folder / f"killed-{at}"
        vault.host = KillingHost(at)
        assert dies(partial(write_backup, vault, path))
        if path.exists():
            assert values(world.device(f"after-{at}", file=path).open()) == {"A": "newer"}


def test_a_full_disk_is_named(world: World, vault: OpenVault):
    vault.host = FailingHost(0)
    with pytest.raises(DiskFull):
        write_backup(vault, world.folder / "copy")

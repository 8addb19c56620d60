"""Power, process and disk fail at every step: the old state or the new one, never neither."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from keystead.errors import FileProblem, KeysteadError
from keystead.services import maintenance, secrets
from keystead.system.host import SystemHost
from keystead.vault import records
from keystead.vault.errors import AlreadyThere
from keystead.vault.founding import found
from keystead.vault.host import Host
from keystead.vault.repair import repair
from keystead.vault.session import OpenVault
from tests.support.deaths import KillingHost, dies, finds_disk_full, is_cut_off
from tests.support.hosts import DyingHost, FailingHost, PowerCut
from tests.support.vaults import KEYSET, World, add, edit, named, picture, value, values

OLD, NEW = {"A": "alpha", "B": "beta"}, {"A": "newer", "B": "beta", "C": "gamma"}


@dataclass
class Stage:
    """A vault with two keys and a backup of it, to which the test returns at will."""

    world: World
    saved: Path

    def reset(self) -> None:
        for vault in self.world.opened:
            vault.close()
        self.world.opened.clear()
        shutil.rmtree(self.world.folder)
        shutil.copytree(self.saved, self.world.folder)

    @property
    def backup(self) -> Path:
        return self.world.folder / "backup.keystead"

    def seen(self, name: str = "one") -> dict[str, str]:
        """What a device shows after an honest start."""
        vault = self.world.device(name).open()
        found = values(vault)
        vault.close()
        return found


@pytest.fixture
def stage(world: World, tmp_path_factory) -> Stage:
    vault = world.one.open()
    add(vault, "A", "alpha")
    vault.publish()
    maintenance.backup(vault, world.folder / "backup.keystead")
    add(vault, "B", "beta")
    vault.publish()
    vault.close()
    saved = tmp_path_factory.mktemp("saved") / "world"
    shutil.copytree(world.folder, saved)
    return Stage(world, saved)


def change(world: World, host: Host) -> None:
    """Two commits, the second with a read event in it, and a publication."""
    vault = world.one.open(host=host)
    edit(vault, "A", "newer")
    add(vault, "C", "gamma")
    vault.publish()
    vault.close()


def steps(stage: Stage, work: Callable[[World, Host], None]) -> Iterator[int]:
    """Each step at which ``work`` was killed, with the vault as it was left."""
    at = 0
    while dies(partial(work, stage.world, KillingHost(at))):
        yield at
        stage.reset()
        at += 1
    assert at > 4


def test_killed_at_every_step_of_a_change_and_its_publication(stage: Stage):
    between = [OLD, {"A": "newer", "B": "beta"}, NEW]
    for _ in steps(stage, change):
        assert stage.seen("new") in between
        vault = stage.world.one.open()
        here = values(vault)
        assert here in between
        vault.publish()
        vault.close()
        assert stage.seen("third") == here
    assert stage.seen() == NEW


def test_killed_at_every_step_of_a_clone(stage: Stage):
    def clone(world: World, host: Host) -> None:
        world.device("new").open(host=host)

    at = 0
    while dies(partial(clone, stage.world, KillingHost(at))):
        assert stage.seen("new") == OLD
        stage.reset()
        at += 1
    assert at >= 4


def test_killed_at_every_step_of_a_restore(stage: Stage):
    def restore(world: World, host: Host) -> None:
        vault = world.one.open(host=host)
        edit(vault, "A", "unpublished")
        maintenance.restore_backup(vault, stage.backup)

    taken_back, kept = {"A": "alpha"}, {"A": "unpublished", "B": "beta"}
    for _ in steps(stage, restore):
        # Before the file is replaced, it brings back what the restore took away.
        assert stage.seen() in (OLD, kept, taken_back)
        assert stage.seen("new") in (OLD, kept, taken_back)
    assert stage.seen() == taken_back
    assert stage.seen("new") == taken_back


def test_killed_at_every_step_of_a_purge(stage: Stage):
    def purge(world: World, host: Host) -> None:
        vault = world.one.open(host=host)
        secret = named(vault, "A")
        secrets.trash(vault, [secret])
        maintenance.purge(vault, [named(vault, "A")])
        vault.publish()

    for _ in steps(stage, purge):
        assert stage.seen() in (OLD, {"B": "beta"})
        vault = stage.world.one.open()
        vault.publish()
        assert maintenance.verify(vault).ok
        assert stage.seen("new") == values(vault)
    assert stage.seen() == {"B": "beta"}


def test_killed_at_every_step_of_a_repair(stage: Stage):
    def damage_and_repair(world: World, host: Host) -> None:
        data = bytearray(world.one.file())
        data[-300] ^= 1
        world.path.write_bytes(data)
        world.one.place.replica.write_bytes(b"no database")
        repair(host, world.clock, world.one.place, world.unlock_key)

    for _ in steps(stage, damage_and_repair):
        device = stage.world.one
        again = repair(SystemHost(), device.world.clock, device.place, device.world.unlock_key)
        assert set(values_there(again.vault)) <= {"A", "B"}
        assert len(again.vault.state.commits) >= 4
        again.vault.close()


def values_there(vault: OpenVault) -> list[str]:
    return [secret.name for secret in vault.secrets()]


def test_killed_at_every_step_of_founding(world: World, tmp_path: Path):
    at = 0
    while True:
        folder = tmp_path / f"new{at}"
        folder.mkdir()
        founding = found(KEYSET, world.member, bytes([at]) * 16, "New", "Ann", 5)
        place = replace(
            world.one.place, vault_id=founding.vault_id, file=folder / "new.keystead",
            replica=folder / "replica.db", state=folder / "state",
        )  # fmt: skip
        record = records.keyset_record(founding.vault_id, world.member, 1, world.unlock_key, KEYSET)

        def write(host: Host, founding=founding, place=place, record=record) -> None:
            founding.write(host, place, [record], world.unlock_key)

        died = dies(partial(write, KillingHost(at)))
        if place.file.exists():
            with pytest.raises(AlreadyThere):
                write(SystemHost())
        else:
            write(SystemHost())
        vault = OpenVault.open(SystemHost(), world.clock, place, world.unlock_key)
        assert vault.name == "New"
        vault.close()
        if not died:
            break
        at += 1
    assert at > 4


def test_power_cut_at_every_step_in_this_process(stage: Stage):
    at, cut = 0, True
    while cut:
        try:
            change(stage.world, DyingHost(at))
            cut = False
        except PowerCut:
            vault = stage.world.one.open()
            assert values(vault) in (OLD, {"A": "newer", "B": "beta"}, NEW)
            vault.publish()
            assert stage.seen("new") == values(vault)
            stage.reset()
            at += 1
    assert at > 8


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_refuses_at_every_step(stage: Stage, number: int):
    at, refused = 0, True
    while refused:
        try:
            change(stage.world, FailingHost(at, number))
            refused = False
        except FileProblem:
            vault = stage.world.one.open()
            assert values(vault) in (OLD, {"A": "newer", "B": "beta"}, NEW)
            vault.publish()
            assert stage.seen("new") == values(vault)
            stage.reset()
            at += 1
    assert at > 8


def test_the_open_vault_goes_on_after_a_disk_was_full(stage: Stage):
    host = FailingHost(0)
    vault = stage.world.one.open(host=host)
    edit(vault, "A", "newer")
    with pytest.raises(FileProblem):
        vault.publish()
    assert vault.publication.pending
    host.at = 10**9
    vault.publish()
    assert not vault.publication.pending
    assert stage.seen("new") == {"A": "newer", "B": "beta"}


def work_in(world: World) -> None:
    """A change alone, so that every byte written is SQLite's."""
    vault = world.one.open(read_file=False)
    edit(vault, "A", "newer", notes="n" * 20_000)


def test_a_disk_that_ends_in_the_middle_of_a_transaction(stage: Stage):
    size, full = stage.world.one.place.replica.stat().st_size // 4096 * 4096, 0
    for limit in (0, 100, 5_000, *range(size - 8192, size + 65536, 4096)):
        told = finds_disk_full(limit, lambda: work_in(stage.world))
        full += told
        expected = OLD if told else {"A": "newer", "B": "beta"}
        assert stage.seen() == expected, limit
        stage.reset()
    assert full > 5


def test_a_process_cut_off_in_the_middle_of_a_transaction(stage: Stage):
    size, cut = stage.world.one.place.replica.stat().st_size // 4096 * 4096, 0
    for limit in (0, 100, 600, 5_000, *range(size - 8192, size + 65536, 4096)):
        off = is_cut_off(limit, lambda: work_in(stage.world))
        cut += off
        expected = OLD if off else {"A": "newer", "B": "beta"}
        assert stage.seen() == expected, limit
        stage.reset()
    assert cut > 5


def test_a_replica_that_cannot_be_written_says_so_and_keeps_the_vault(stage: Stage):
    vault = stage.world.one.open()
    before = picture(vault)
    vault.replica._db.execute("PRAGMA query_only=ON")
    with pytest.raises(FileProblem):
        edit(vault, "A", "newer")
    assert picture(vault) == before
    vault.replica._db.execute("PRAGMA query_only=OFF")
    assert value(vault, edit(vault, "A", "newer")) == "newer"


@pytest.mark.parametrize("at", ["folder", "pipe", "missing-folder"])
def test_what_is_no_file_at_the_vaults_path(stage: Stage, at: str):
    path = stage.world.path
    path.unlink()
    if at == "folder":
        path.mkdir()
    elif at == "pipe":
        os.mkfifo(path)
    else:
        path = stage.world.folder / "gone" / "team.keystead"
    device = stage.world.device("one", file=path)
    if at == "missing-folder":
        vault = device.open()
        with pytest.raises(FileProblem):
            vault.publish()
        assert values(vault) == OLD
        return
    with pytest.raises(FileProblem):
        device.open()
    with pytest.raises(KeysteadError):
        stage.world.device("new", file=path).open()

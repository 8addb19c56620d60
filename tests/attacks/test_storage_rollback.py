"""Storage leaves things out, puts old files back, or another vault in their place."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from keystead.services import maintenance
from keystead.system.host import SystemHost
from keystead.vault import vault_file
from keystead.vault.commit import parse
from keystead.vault.errors import (
    ForgedCommit,
    VaultDamaged,
    VaultIncomplete,
    VaultRolledBack,
    WrongVault,
)
from keystead.vault.identity import Keyset
from keystead.vault.operations import named_digests
from keystead.vault.repair import repair
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import VaultContents
from tests.support.vaults import (
    Device,
    Forger,
    World,
    add,
    edit,
    named,
    picture,
    plus,
    seals,
    values,
    with_commit,
)


def copy_of(world: World, device: Device, name: str) -> Device:
    """A new device in front of its own copy of the file."""
    path = world.folder / f"{name}.keystead"
    path.write_bytes(device.file())
    return world.device(name, file=path)


def published(world: World) -> OpenVault:
    vault = world.one.open()
    add(vault, "A", "alpha")
    add(vault, "B", "beta")
    vault.publish()
    return vault


def without_commit(held: VaultContents, index: int) -> VaultContents:
    return replace(held, commits=(*held.commits[:index], *held.commits[index + 1 :]))


def test_a_commit_dropped_from_the_middle_is_missed_and_healed(world: World):
    vault = published(world)
    whole, count = picture(vault), len(world.one.contents().commits)
    for index in range(count - 1):
        device = copy_of(world, world.one, f"new{index}")
        device.rewrite(partial(without_commit, index=index))
        with pytest.raises(VaultIncomplete):
            device.open()
        device.place.file.write_bytes(world.one.file())
        assert picture(device.open()) == whole


def test_a_complete_device_heals_a_file_that_lost_a_commit_or_a_blob(world: World):
    vault = published(world)
    good, digests = world.one.file(), sorted(world.one.contents().blobs)
    changes: list[Callable[[VaultContents], VaultContents]] = [
        *(partial(without_commit, index=i) for i in range(len(vault.state.commits) - 1)),
        *(partial(without_blob, digest=digest) for digest in digests),
        lambda held: replace(held, records=()),
    ]
    for change in changes:
        world.one.rewrite(change)
        assert vault.publication.is_stale()
        vault.publish()
        assert world.one.file() == good


def without_blob(held: VaultContents, digest: bytes) -> VaultContents:
    return replace(held, blobs={key: blob for key, blob in held.blobs.items() if key != digest})


def test_a_dropped_body_or_key_is_missed_and_healed(world: World):
    vault = published(world)
    whole = picture(vault)
    in_clear = {
        digest
        for raw in world.one.contents().commits
        for digest in named_digests(parse(raw).operations)
    }
    assert len(in_clear) > 10
    for number, digest in enumerate(sorted(in_clear)):
        device = copy_of(world, world.one, f"new{number}")
        device.rewrite(partial(without_blob, digest=digest))
        with pytest.raises(VaultIncomplete):
            device.open()
        device.place.file.write_bytes(world.one.file())
        assert picture(device.open()) == whole


def test_a_dropped_value_is_missed_when_it_is_asked_for_and_healed(world: World):
    vault = published(world)
    (lost,) = seals(vault, named(vault, "A"))
    device = copy_of(world, world.one, "new")
    device.rewrite(lambda held: without_blob(held, lost))
    opened = device.open()
    with pytest.raises(VaultIncomplete):
        values(opened)
    report = maintenance.verify(opened)
    assert not report.ok
    assert "1 encrypted parts are missing." in report.problems
    device.place.file.write_bytes(world.one.file())
    opened.publish()
    assert values(opened) == {"A": "alpha", "B": "beta"}
    assert maintenance.verify(opened).ok


def test_a_device_never_takes_in_a_change_without_its_body(world: World):
    vault = published(world)
    device = copy_of(world, world.one, "two")
    other = device.open()
    edit(vault, "A", notes="new")
    vault.publish()
    before = picture(other)
    body = next(iter(named_digests(parse(world.one.contents().commits[-1]).operations)))
    device.place.file.write_bytes(world.one.file())
    device.rewrite(lambda held: without_blob(held, body))
    with pytest.raises(VaultIncomplete):
        other.publish()
    assert picture(other) == before


def test_repair_goes_on_without_what_is_nowhere_and_a_complete_copy_still_heals(world: World):
    vault = published(world)
    body = next(iter(named_digests(parse(world.one.contents().commits[-1]).operations)))
    device = copy_of(world, world.one, "new")
    device.rewrite(lambda held: without_blob(held, body))
    done = repair(device.host, world.clock, device.place, world.unlock_key)
    world.opened.append(done.vault)
    assert done.missing == 1
    assert values(done.vault) == {"A": "alpha"}
    device.place.file.write_bytes(world.one.file())
    done.vault.publish()
    assert picture(done.vault) == picture(vault)


def test_yesterdays_file_is_noticed_by_a_device_that_has_seen_more(world: World):
    vault = published(world)
    yesterday = world.one.file()
    edit(vault, "A", "newer")
    vault.publish()
    vault.close()
    world.one.place.file.write_bytes(yesterday)
    with pytest.raises(VaultRolledBack):
        world.one.open()
    assert world.one.file() == yesterday


def test_yesterdays_file_is_noticed_by_a_device_that_only_reads(world: World):
    vault = published(world)
    reader = world.device("two")
    reader.open().close()
    yesterday = world.one.file()
    edit(vault, "A", "newer")
    vault.publish()
    reader.open().close()
    world.one.place.file.write_bytes(yesterday)
    with pytest.raises(VaultRolledBack):
        reader.open()


def test_yesterdays_file_and_yesterdays_replica_are_noticed(world: World):
    vault = published(world)
    vault.close()
    yesterday, replica = world.one.file(), world.one.place.replica.read_bytes()
    vault = world.one.open()
    edit(vault, "A", "newer")
    vault.publish()
    vault.close()
    world.one.place.file.write_bytes(yesterday)
    world.one.place.replica.write_bytes(replica)
    with pytest.raises(VaultRolledBack):
        world.one.open()


def test_repair_publishes_again_what_a_rolled_back_file_lacks(world: World):
    vault = published(world)
    yesterday = world.one.file()
    edit(vault, "A", "newer")
    vault.publish()
    vault.close()
    world.one.place.file.write_bytes(yesterday)
    done = repair(world.one.host, world.clock, world.one.place, world.unlock_key)
    world.opened.append(done.vault)
    assert values(done.vault)["A"] == "newer"
    assert values(copy_of(world, world.one, "new").open())["A"] == "newer"


def test_an_older_file_with_news_is_a_lost_race_not_a_rollback(world: World):
    vault = published(world)
    other = copy_of(world, world.one, "two")
    colleague = other.open()
    edit(vault, "A", "ours")
    vault.publish()
    edit(colleague, "B", "theirs")
    colleague.publish()
    world.one.place.file.write_bytes(other.file())
    vault.close()
    for _ in range(2):  # merged, but stopped before it was published: no alarm at the next open
        vault = world.one.open()
        assert values(vault) == {"A": "ours", "B": "theirs"}
        vault.close()
    vault = world.one.open()
    vault.publish()
    assert values(copy_of(world, world.one, "new").open()) == {"A": "ours", "B": "theirs"}


def test_a_missing_file_is_written_again(world: World):
    vault = published(world)
    good = world.one.file()
    vault.close()
    world.one.place.file.unlink()
    vault = world.one.open()
    vault.publish()
    assert world.one.file() == good


def test_another_valid_vault_at_the_same_path(world: World, tmp_path_factory):
    other = World(tmp_path_factory.mktemp("other"))
    vault = published(world)
    vault.close()
    world.one.place.file.write_bytes(other.one.file())
    for device in (world.one, world.device("new")):
        with pytest.raises(WrongVault):
            device.open()
    assert world.one.file() == other.one.file()
    assert not world.device("new").place.replica.exists()


def test_another_vault_under_our_header(world: World, tmp_path_factory):
    other = World(tmp_path_factory.mktemp("other"))
    published(world).close()
    held = replace(other.one.contents(), vault_id=world.vault_id)
    world.one.place.file.write_bytes(vault_file.encode(held))
    for device in (world.one, world.device("new")):
        with pytest.raises(ForgedCommit):
            device.open()


def test_a_commit_of_another_vault_cannot_be_replayed(world: World, tmp_path_factory):
    """Same owner, same keys, same device: only the vault id in the signature differs."""
    other = World(tmp_path_factory.mktemp("other"))
    theirs = other.one.open()
    genesis = theirs.state.commits[other.vault_id]
    vault = published(world)
    for commit in theirs.state.commits.values():
        both = genesis.raw, commit.raw
        world.one.rewrite(lambda held, both=both: plus(held, *both))  # type: ignore[misc]
        with pytest.raises((ForgedCommit, VaultIncomplete)):
            vault.publish()
    foreign = Forger(theirs).commit(parents=vault.state.heads())
    world.one.rewrite(lambda held: replace(held, commits=(*held.commits[:-2], foreign.raw)))
    with pytest.raises(ForgedCommit):
        vault.publish()


def test_conflict_copies_of_the_own_file_are_merged(world: World):
    vault = published(world)
    other = copy_of(world, world.one, "two")
    colleague = other.open()
    edit(colleague, "B", "theirs")
    colleague.publish()
    copy = world.folder / "team (Ann's conflicted copy 2026-01-01).keystead"
    other.place.file.rename(copy)
    edit(vault, "A", "ours")
    vault.publish()
    assert values(vault) == {"A": "ours", "B": "theirs"}
    assert vault.publication.conflict_copies == (copy,)
    vault.close()
    assert world.one.open().publication.conflict_copies == (copy,)
    copy.unlink()
    assert values(world.device("new").open()) == {"A": "ours", "B": "theirs"}


@pytest.mark.parametrize("harm", ["flipped", "forged", "empty", "folder"])
def test_a_bad_conflict_copy_is_left_alone(world: World, harm: str):
    vault = published(world)
    copy = world.folder / "team (1).keystead"
    if harm == "flipped":
        data = bytearray(world.one.file())
        data[-500] ^= 1
        copy.write_bytes(data)
    elif harm == "forged":
        forged = Forger(vault, Keyset.generate()).commit()
        copy.write_bytes(vault_file.encode(with_commit(world.one.contents(), forged)))
    elif harm == "empty":
        copy.write_bytes(b"")
    else:
        copy.mkdir()
    before = picture(vault)
    assert vault.publication.take_in() == 0
    assert vault.publication.conflict_copies == ()
    assert picture(vault) == before
    assert copy.exists()


def test_another_content_of_the_same_size_and_time_is_not_taken_for_the_own_one(world: World):
    published(world).close()
    told = world.path.stat()
    with world.path.open("r+b") as file:  # in place, so that its number stays
        file.seek(200)
        byte = file.read(1)
        file.seek(200)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(world.path, ns=(told.st_atime_ns, told.st_mtime_ns))
    with pytest.raises(VaultDamaged):
        world.one.open()


def test_a_file_that_is_as_it_was_left_is_not_read(world: World):
    published(world).close()
    host = CountingHost()
    vault = world.one.open(host=host)
    assert world.path not in host.was_read
    assert not vault.publication.pending
    add(vault, "C", "gamma")
    vault.close()
    again = world.one.open(host=host)
    assert again.publication.pending
    assert world.path not in host.was_read
    again.publish()
    assert len(world.one.contents().commits) == len(again.state.commits)


class CountingHost(SystemHost):
    """Keeps the paths that were read."""

    def __init__(self) -> None:
        super().__init__()
        self.was_read: list[Path] = []

    def read(self, path: Path, limit: int) -> bytes:
        self.was_read.append(path)
        return super().read(path, limit)

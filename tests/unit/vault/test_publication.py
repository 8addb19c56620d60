import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from keystead.errors import FileProblem
from keystead.services import maintenance, secrets
from keystead.system.host import SystemHost
from keystead.vault import vault_file
from keystead.vault.errors import ReplicaDamaged, VaultRolledBack, WrongVault
from keystead.vault.publication import read_file
from keystead.vault.replica import Batch
from keystead.vault.session import OpenVault
from tests.support.hosts import CountingHost
from tests.support.vaults import World, add, edit, named, put_rows, seals, values


def test_a_change_waits_until_it_is_published(world: World):
    vault = world.one.open()
    assert not vault.publication.pending
    add(vault, "A", "alpha")
    assert vault.publication.pending
    assert vault.publication.published_at is None
    assert len(world.one.contents().commits) == 3
    vault.publish()
    assert not vault.publication.pending
    assert vault.publication.published_at == world.clock.now()
    assert vault.memory.seen_heads == vault.state.heads()
    assert len(world.one.contents().commits) == 4


def test_nothing_is_written_where_nothing_is_new(world: World):
    host = CountingHost()
    vault = world.one.open(host=host)
    vault.publish()
    vault.publish()
    assert [path for _, path in host.steps if path == world.path] == []


def test_what_came_from_the_file_is_not_written_back(world: World):
    one, host = world.one.open(), CountingHost()
    two = world.device("two").open(host=host)
    add(one, "A", "alpha")
    one.publish()
    assert two.publication.is_stale()
    two.publish()
    assert values(two) == {"A": "alpha"}
    assert not two.publication.is_stale()
    assert [path for _, path in host.steps if path == world.path] == []
    assert two.memory.seen_heads == one.state.heads()


def test_others_changes_are_merged_before_ours_are_written(world: World):
    one, two = world.one.open(), world.device("two").open()
    add(one, "A", "alpha")
    one.publish()
    add(two, "B", "beta")
    two.publish()
    assert values(world.device("three").open()) == {"A": "alpha", "B": "beta"}
    assert one.publication.take_in() == 1


def test_a_missing_file_waits_to_be_written(world: World):
    vault = world.one.open()
    world.path.unlink()
    assert vault.publication.take_in() == 0
    assert vault.publication.pending
    vault.publish()
    assert world.path.exists()


def test_another_vault_or_an_old_file_stops_the_publication(world: World, tmp_path_factory):
    vault = world.one.open()
    old = world.one.file()
    add(vault, "A", "alpha")
    vault.publish()
    for data, error in (
        (World(tmp_path_factory.mktemp("other")).one.file(), WrongVault),
        (old, VaultRolledBack),
    ):
        world.path.write_bytes(data)
        edit(vault, "A", "newer")
        with pytest.raises(error):
            vault.publish()
        assert world.one.file() == data
        assert vault.publication.pending


class BusyFolder(SystemHost):
    """Somebody else's program puts its own file in place right after ours."""

    def __init__(self, path: Path, theirs: bytes) -> None:
        super().__init__()
        self.path, self.theirs = path, theirs

    def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        super().write_atomic(path, data, mode)
        if path == self.path and self.theirs:
            path.write_bytes(self.theirs)
            self.theirs = b""


def test_a_race_that_was_lost_is_noticed_and_settled_by_the_next_publication(world: World):
    other = world.device("two").open()
    add(other, "B", "beta")
    other.publish()
    theirs = world.one.file()
    vault = world.one.open(host=BusyFolder(world.path, theirs))
    add(vault, "A", "alpha")
    with pytest.raises(FileProblem):
        vault.publish()
    assert vault.publication.pending
    vault.publish()
    assert values(world.device("three").open()) == {"A": "alpha", "B": "beta"}


def test_a_conflict_copy_is_read_once(world: World):
    vault = world.one.open()
    copy = world.path.with_name("team (1).keystead")
    copy.write_bytes(world.one.file())
    vault.publish()
    vault.publish()
    assert vault.publication.conflict_copies == (copy,)
    other = world.device("two", file=copy)
    changed = other.open()
    add(changed, "A", "alpha")
    changed.publish()
    vault.publish()
    assert values(vault) == {"A": "alpha"}
    copy.unlink()
    vault.publish()
    assert not vault.publication.conflict_copies


def test_the_file_or_a_copy_of_it_is_read(world: World):
    copy = world.folder / "copy"
    copy.write_bytes(world.one.file())
    host = SystemHost()
    assert read_file(host, world.one.place) == read_file(host, world.one.place, copy)
    with pytest.raises(FileProblem):
        read_file(host, world.one.place, world.folder)


def test_a_replica_that_lost_a_blob_never_takes_it_from_the_file(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    vault.publish()
    (digest,) = seals(vault, secret)
    with sqlite3.connect(world.one.place.replica) as database:
        database.execute("UPDATE blobs SET data=? WHERE digest=?", (b"torn", digest))
    database.close()
    # What this process wrote itself stays in the file as it is ...
    add(vault, "B", "beta")
    vault.publish()
    assert digest in world.one.contents().blobs
    vault.close()
    # ... and another, which would have to write it anew, writes nothing.
    vault = world.one.open()
    add(vault, "C", "gamma")
    before = world.one.file()
    with pytest.raises(ReplicaDamaged):
        vault.publish()
    assert world.one.file() == before
    vault.close()
    healed = world.one.open()
    healed.publish()
    whole = {"A": "alpha", "B": "beta", "C": "gamma"}
    assert values(healed) == whole
    assert values(world.device("two").open()) == whole


def conflict(world: World, vault: OpenVault, name: str) -> Path:
    """Another device's change, left in a copy beside the file, which does not have it."""
    whole = world.one.file()
    other = world.device(f"of {name}").open()
    add(other, name, name.lower())
    other.publish()
    other.close()
    copy = world.path.with_name(f"team (Ann's conflicted copy {name}).keystead")
    world.path.rename(copy)
    world.path.write_bytes(whole)
    return copy


def test_a_file_whose_news_lie_in_a_copy_beside_it_was_not_rolled_back(world: World):
    vault = world.one.open()
    vault.publish()
    old = world.one.file()
    add(vault, "A", "alpha")
    vault.publish()
    copy = world.path.with_name("team (1).keystead")
    world.path.rename(copy)
    world.path.write_bytes(old)
    vault.publish()
    assert copy in vault.publication.conflict_copies
    assert values(world.device("two").open()) == {"A": "alpha"}
    # Without the copy it would have been.
    copy.unlink()
    world.path.write_bytes(old)
    with pytest.raises(VaultRolledBack):
        vault.publish()


def test_a_new_copy_is_noticed_though_the_file_is_the_same(world: World):
    vault = world.one.open()
    before = vault.publication.look()
    copy = conflict(world, vault, "B")
    assert vault.publication.look() != before
    vault.publish()
    assert vault.publication.conflict_copies == (copy,)
    assert values(vault) == {"B": "b"}


def test_copies_go_when_all_that_they_hold_is_in_the_vault(world: World):
    vault = world.one.open()
    copies = (conflict(world, vault, "B"), conflict(world, vault, "C"))
    vault.publish()
    assert vault.publication.remove_copies() == copies
    assert not vault.publication.conflict_copies
    assert not any(copy.exists() for copy in copies)
    assert values(world.device("two").open()) == {"B": "b", "C": "c"}


def test_a_copy_that_is_not_merged_stays(world: World):
    vault = world.one.open()
    copy = conflict(world, vault, "B")
    whole = copy.read_bytes()
    copy.write_bytes(whole[:-50])
    assert vault.publication.remove_copies() == ()
    copy.write_bytes(whole)
    vault.publish()

    class Overtaken(SystemHost):
        """The copy changes while it is looked at for the last time."""

        def read(self, path: Path, limit: int) -> bytes:
            data = super().read(path, limit)
            if path == copy:
                path.write_bytes(whole[:-50])
            return data

    class Gone(SystemHost):
        """The sync program takes the copy away in that moment."""

        def read(self, path: Path, limit: int) -> bytes:
            path.unlink()
            return super().read(path, limit)

    vault.host = Gone()
    assert vault.publication.remove_copies() == ()
    copy.write_bytes(whole)
    vault.host = SystemHost()
    vault.publish()
    vault.host = Overtaken()
    assert vault.publication.remove_copies() == ()
    vault.host = SystemHost()
    assert vault.publication.remove_copies() == ()
    assert copy.exists()


def test_a_copy_that_builds_on_what_the_file_brings_is_read_again(world: World):
    vault, other = world.one.open(), world.device("two").open()
    add(other, "A", "alpha")
    other.publish()
    first = world.one.file()
    edit(other, "A", notes="new")
    other.publish()
    later = world.one.contents()
    known = set(vault_file.decode(first).commits)
    kept = tuple(raw for raw in later.commits if raw not in known)
    copy = world.path.with_name("team (1).keystead")
    copy.write_bytes(vault_file.encode(replace(later, commits=kept)))
    world.path.write_bytes(first)
    vault.publish()
    assert named(vault, "A").notes == "new"
    assert vault.publication.conflict_copies == (copy,)


def test_when_file_and_vault_last_agreed_is_known(world: World):
    vault = world.one.open()
    assert vault.publication.agreed_at == world.clock.now()
    add(vault, "A", "alpha")
    world.clock.advance(60)
    vault.publish()
    assert vault.publication.agreed_at == vault.publication.published_at == world.clock.now()


def test_what_was_written_before_is_not_made_again_and_comes_to_the_same(world: World):
    vault, other = world.one.open(), world.device("two")
    for number in range(3):
        add(vault, f"A{number}", "alpha")
        vault.publish()
        assert world.one.file() == vault_file.encode(vault.contents())
    beside = other.open()
    add(beside, "B", "beta")
    add(vault, "C", "gamma")
    vault.publish()
    beside.publish()
    vault.publish()
    assert world.one.file() == vault_file.encode(vault.contents())
    secret = add(vault, "D", "delta")
    vault.publish()
    (digest,) = seals(vault, secret)
    secrets.trash(vault, [secret])
    maintenance.purge(vault, [named(vault, "D")])
    vault.publish()
    assert digest not in world.one.contents().blobs
    assert world.one.file() == vault_file.encode(vault.contents())


def test_a_blob_that_the_replica_lost_stays_in_the_file(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    vault.publish()
    put_rows(vault, Batch(purged=tuple(seals(vault, secret))))
    add(vault, "B", "beta")
    vault.publish()
    assert set(seals(vault, secret)) <= world.one.contents().blobs.keys()


def test_a_lost_blob_that_the_file_lacks_is_told(world: World):
    vault = world.one.open()
    add(vault, "Z", "omega")
    vault.publish()
    secret = add(vault, "A", "alpha")
    (digest,) = seals(vault, secret)
    vault.replica._db.execute("UPDATE blobs SET data=? WHERE digest=?", (b"torn", digest))
    before = world.one.file()
    with pytest.raises(ReplicaDamaged):
        vault.publish()
    assert world.one.file() == before

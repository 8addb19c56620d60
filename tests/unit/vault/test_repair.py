import sqlite3
from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.system.host import SystemHost
from keystead.vault import records
from keystead.vault.errors import KeysRenewed, NotAVault, ReplicaDamaged, WrongVault
from keystead.vault.repair import Repaired, repair, rewrite
from keystead.vault.replica import Batch
from tests.support.vaults import (
    Device,
    World,
    add,
    named,
    picture,
    put_rows,
    seals,
    value,
    values,
)


def fix(device: Device) -> Repaired:
    done = repair(device.host, device.world.clock, device.place, device.world.unlock_key)
    device.world.opened.append(done.vault)
    return done


@pytest.fixture
def seen(world: World) -> object:
    vault = world.one.open()
    add(vault, "A", "alpha")
    vault.publish()
    found = picture(vault)
    vault.close()
    return found


def test_what_is_whole_stays_as_it_is(world: World, seen):
    before = world.one.file()
    done = fix(world.one)
    assert picture(done.vault) == seen
    assert (done.replica_rebuilt, done.lost, done.dropped_commits) == (False, 0, 0)
    assert (done.missing, done.aside) == (0, ())
    assert world.one.file() == before


def test_a_missing_file_is_made_from_the_replica(world: World, seen):
    before = world.one.file()
    world.path.unlink()
    assert picture(fix(world.one).vault) == seen
    assert world.one.file() == before


def test_a_missing_replica_is_made_from_the_file(world: World, seen):
    world.one.place.replica.unlink()
    done = fix(world.one)
    assert picture(done.vault) == seen
    assert done.replica_rebuilt
    assert done.aside == ()


def test_nothing_comes_of_nothing(world: World, seen):
    world.one.place.replica.write_bytes(b"no database")
    world.path.unlink()
    with pytest.raises(ReplicaDamaged):
        fix(world.one)
    assert world.one.place.replica.read_bytes() == b"no database"


def test_originals_are_kept_aside_under_free_names(world: World, seen):
    for number in (1, 2):
        world.one.place.replica.write_bytes(b"no database")
        done = fix(world.one)
        assert [path.name for path in done.aside] == [f"replica.db.damaged-{number}"]
        done.vault.close()


def test_file_and_replica_make_up_for_each_other(world: World, seen):
    vault = world.one.open()
    add(vault, "B", "only in the replica")
    vault.close()
    world.one.rewrite(lambda held: replace(held, commits=held.commits[:-1]))
    done = fix(world.one)
    assert values(done.vault) == {"A": "alpha", "B": "only in the replica"}
    assert values(world.device("new").open()) == values(done.vault)


def test_damage_that_sqlite_finds_makes_the_replica_anew(world: World, seen):
    path = world.one.place.replica
    data = bytearray(path.read_bytes())
    # The free space of the last page: nobody reads it, but it is not as SQLite left it.
    at = len(data) - 4096
    data[at + 1 : at + 3] = b"\x0f\xf0"
    path.write_bytes(data)
    world.one.open(read_file=False).close()
    done = fix(world.one)
    assert done.replica_rebuilt
    assert picture(done.vault) == seen


def test_keys_renewed_elsewhere_are_no_damage(world: World, seen):
    new = SecretBytes(b"another unlock key, of 32 bytes.")
    signer = world.keyset.signing
    raw = (
        records.keyset_record(world.vault_id, world.member, 2, new, world.keyset),
        records.former_key_record(world.vault_id, world.member, 1, new, [world.unlock_key], signer),
    )
    vault = world.one.open()
    put_rows(vault, Batch(records=raw))
    vault.close()
    with pytest.raises(KeysRenewed):
        repair(SystemHost(), world.clock, world.one.place, world.unlock_key)


def test_a_damaged_file_is_kept_aside_and_written_anew(world: World, seen):
    good = world.one.file()
    world.path.write_bytes(good[:-1])
    done = fix(world.one)
    assert (done.lost, picture(done.vault)) == (1, seen)
    assert done.aside[0].read_bytes() == good[:-1]
    assert world.one.file() == good


def test_a_memory_that_this_device_did_not_write_is_made_anew(world: World, seen):
    memory = world.one.place.state / "device.state"
    memory.write_bytes(b"something else")
    done = fix(world.one)
    assert [path.name for path in done.aside] == ["device.state.damaged-1"]
    assert done.vault.memory.seen_heads == done.vault.state.heads()


def test_a_file_of_something_else_is_left_alone(world: World, seen, tmp_path_factory):
    other = World(tmp_path_factory.mktemp("other"))
    for data, error in ((b"Dear diary", NotAVault), (other.one.file(), WrongVault)):
        world.path.write_bytes(data)
        with pytest.raises(error):
            fix(world.one)
        assert world.one.file() == data


def test_a_blob_that_is_torn_everywhere_is_missing_and_said_so(world: World, seen):
    vault = world.one.open()
    secret = add(vault, "B", "beta")
    (digest,) = seals(vault, secret)
    vault.close()
    with sqlite3.connect(world.one.place.replica) as database:
        database.execute("UPDATE blobs SET data=? WHERE digest=?", (b"torn", digest))
    database.close()
    done = fix(world.one)
    assert done.missing == 1
    assert done.vault.replica.torn() == ()
    assert digest not in world.one.contents().blobs
    assert value(done.vault, named(done.vault, "A")) == "alpha"


def test_what_was_never_published_comes_out_of_a_damaged_replica(world: World, seen):
    vault = world.one.open()
    add(vault, "B", "only in the replica")
    vault.close()
    with sqlite3.connect(world.one.place.replica) as database:
        database.execute("DELETE FROM pages")
    database.close()
    with pytest.raises(ReplicaDamaged):
        world.one.open()
    done = fix(world.one)
    assert done.replica_rebuilt
    assert values(done.vault) == {"A": "alpha", "B": "only in the replica"}
    assert len(world.one.contents().commits) == len(done.vault.state.commits)


def test_a_file_that_was_rolled_back_is_written_anew(world: World):
    vault, old = world.one.open(), world.one.file()
    add(vault, "A", "alpha")
    vault.publish()
    world.path.write_bytes(old)
    assert rewrite(vault) == ()
    assert values(world.device("two").open()) == {"A": "alpha"}


def test_a_spoiled_file_is_kept_aside_and_what_is_whole_in_it_comes_in(world: World):
    vault = world.one.open()
    add(vault, "A", "alpha")
    vault.publish()
    other = world.device("two").open()
    add(other, "B", "beta")
    other.publish()
    damaged = world.one.file()[:-10]
    for number, (data, names) in enumerate(((damaged, {"A", "B"}), (b"", {"A", "B"})), 1):
        world.path.write_bytes(data)
        (aside,) = rewrite(vault)
        assert aside == world.folder / f"team.keystead.damaged-{number}"
        assert aside.read_bytes() == data
        assert set(values(vault)) == names
        assert set(values(world.device(f"new {number}").open())) == names


def test_another_vault_is_never_written_over(world: World, tmp_path_factory):
    vault = world.one.open()
    other = World(tmp_path_factory.mktemp("other")).one.file()
    world.path.write_bytes(other)
    with pytest.raises(WrongVault):
        rewrite(vault)
    assert world.path.read_bytes() == other

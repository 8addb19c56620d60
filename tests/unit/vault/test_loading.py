import gc
from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.vault.errors import ForgedCommit, ReplicaDamaged, VaultDamaged
from keystead.vault.loading import building, heads_of, load, new_replica
from keystead.vault.replica import Batch, Replica
from tests.support.vaults import World, add


def test_a_replica_gives_the_commits_that_its_heads_reach(world: World):
    vault = world.one.open()
    add(vault, "A")
    loaded = load(vault.replica)
    assert [item.id for item in loaded] == vault.state.graph.order()
    assert heads_of(loaded) == vault.state.heads()
    assert heads_of([]) == ()


@pytest.mark.parametrize(
    ("heads", "count"), [((bytes(32),), 3), ((), 3), ((), 0), (None, 2), (None, 4)]
)
def test_heads_that_do_not_fit_the_commits_are_damage(world: World, heads, count: int):
    vault = world.one.open()
    vault.replica.write(Batch(), vault.state.heads() if heads is None else heads, count)
    if (heads, count) == ((), 0):
        assert load(vault.replica) == []
        return
    with pytest.raises(ReplicaDamaged):
        load(vault.replica)


def test_a_vault_file_becomes_a_replica_once_it_was_checked(world: World):
    device, contents = world.device("new"), world.one.contents()
    made = new_replica(device.host, device.place, world.unlock_key, contents)
    assert set(made.commits().values()) == set(contents.commits)
    assert made.blobs() == contents.blobs
    assert made.records() == contents.records
    made.close()


def test_nothing_is_made_of_a_file_that_is_not_right(world: World):
    device, contents = world.device("new"), world.one.contents()
    another = replace(device.place, vault_id=bytes(32))
    for place, key, error in (
        (another, world.unlock_key, ForgedCommit),
        (device.place, SecretBytes(bytes(32)), VaultDamaged),
    ):
        with pytest.raises(error):
            new_replica(device.host, place, key, contents)
    assert not device.place.replica.exists()


def test_a_file_that_holds_no_keys_of_ours_leaves_the_old_replica(world: World):
    world.one.open().close()
    before = world.one.place.replica.read_bytes()
    contents = replace(world.one.contents(), records=())
    with pytest.raises(VaultDamaged):
        new_replica(world.one.host, world.one.place, world.unlock_key, contents)
    assert world.one.place.replica.read_bytes() == before
    Replica.open(world.one.place.replica, world.vault_id, world.unlock_key).close()


def test_the_collector_is_as_it_was_after_building():
    assert gc.isenabled()
    with building():
        assert not gc.isenabled()
        with building():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()

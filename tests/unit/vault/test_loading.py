import gc
from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.vault.errors import ForgedCommit, VaultDamaged
from keystead.vault.loading import heads_of, new_replica, uncollected
from keystead.vault.replica import Replica
from tests.support.vaults import World, add


def test_heads_are_what_no_other_names_as_parent(world: World):
    vault = world.one.open()
    add(vault, "A")
    assert heads_of(list(vault.state.commits.values())) == vault.state.heads()
    assert heads_of([]) == ()


def test_a_vault_file_becomes_a_replica_once_it_was_checked(world: World):
    device, contents = world.device("new"), world.one.contents()
    new_replica(device.host, device.place, world.unlock_key, contents)
    made = Replica.open(device.place.replica, world.vault_id, world.unlock_key)
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


def test_the_collector_is_as_it_was_after_uncollected():
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()

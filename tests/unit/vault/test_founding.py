from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.vault import vault_file
from keystead.vault.commit import NO_VAULT
from keystead.vault.errors import AlreadyThere
from keystead.vault.founding import DEFAULT_ENVIRONMENTS, found
from keystead.vault.identity import Keyset
from keystead.vault.operations import Epoch, Grant, Right, Sealed
from tests.support.hosts import FailingHost
from tests.support.vaults import World


def test_a_vault_begins_with_its_owner_its_keys_and_its_names(world: World):
    genesis, epochs, names = world.founding.commits
    assert genesis.vault == NO_VAULT
    assert genesis.id == world.vault_id == epochs.vault == names.vault
    (owner,) = genesis.operations
    assert isinstance(owner, Grant)
    assert (owner.member, owner.right) == (world.member, Right.OWNER)
    assert [type(item) for item in epochs.operations] == [Epoch] * 4
    assert [type(item) for item in names.operations] == [Sealed] * 5


def test_what_was_founded_opens(world: World):
    vault = world.one.open()
    assert vault.name == "Team"
    assert vault.member == world.member
    assert vault.vault_id == world.vault_id
    assert [(item.name, item.colour) for item in vault.environments()] == [*DEFAULT_ENVIRONMENTS]
    assert vault.state.members() == {world.member: "Ann"}
    assert vault.secrets() == []
    assert not vault.state.quarantined
    assert vault.state.fingerprint_key() != bytes(32)
    assert not vault.publication.pending


def test_two_vaults_share_nothing():
    keyset = Keyset.generate()
    one, two = (found(keyset, b"m" * 16, bytes([n]) * 16, "V", "A", 5) for n in (1, 2))
    assert one.vault_id != two.vault_id
    assert not one.blobs.keys() & two.blobs.keys()


def test_nothing_is_written_over(world: World):
    before = world.one.file()
    with pytest.raises(AlreadyThere):
        world.founding.write(world.one.host, world.one.place, [], SecretBytes(bytes(32)))
    assert world.one.file() == before


def test_a_full_disk_leaves_a_whole_vault_file_or_none(world: World):
    place = replace(world.one.place, file=world.folder / "new.keystead")
    steps = 0
    while True:
        try:
            record = [world.record()]
            world.founding.write(FailingHost(steps), place, record, world.unlock_key)
            break
        except FileProblem:
            if place.file.exists():  # all but the folder was synced
                vault_file.decode(place.file.read_bytes())
                place.file.unlink()
            steps += 1
    assert steps > 8
    assert place.file.exists()

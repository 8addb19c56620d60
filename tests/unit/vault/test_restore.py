from dataclasses import replace

import pytest

from keystead.errors import Refused
from keystead.services import maintenance
from keystead.vault import records
from keystead.vault.errors import ForgedCommit, NotAVault, VaultIncomplete, WrongVault
from keystead.vault.identity import Keyset
from keystead.vault.restore import accept, read_backup, restore, would_take_back
from keystead.vault.session import OpenVault
from tests.support.vaults import EVE, Forger, World, add, edit, plus, values


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    opened.publish()
    maintenance.backup(opened, world.folder / "backup")
    edit(opened, "A", "newer")
    add(opened, "B", "beta")
    opened.publish()
    return opened


def test_the_vault_becomes_what_it_was(world: World, vault: OpenVault):
    before = world.one.file()
    contents = read_backup(vault, world.folder / "backup")
    assert would_take_back(vault, contents) == 2
    done = restore(vault, contents, b"new-device-id---")
    world.opened.append(done.vault)
    assert values(done.vault) == {"A": "alpha"}
    assert done.taken_back == 2
    assert done.vault.place.device == b"new-device-id---"
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert world.one.contents().commits == contents.commits
    assert done.vault.memory.seen_heads == done.vault.state.heads()
    assert not done.vault.publication.pending
    add(done.vault, "C", "goes on")
    done.vault.publish()
    assert done.vault.state.commits[done.vault.state.heads()[0]].device == b"new-device-id---"


def test_each_file_that_was_replaced_is_kept(world: World, vault: OpenVault):
    for number in (1, 2):
        done = restore(vault, read_backup(vault, world.folder / "backup"), bytes([number]) * 16)
        world.opened.append(done.vault)
        vault = done.vault
        assert done.kept == world.folder / f"team.before-restore-{number}"
    world.path.unlink()
    done = restore(vault, read_backup(vault, world.folder / "backup"), bytes(16))
    world.opened.append(done.vault)
    assert done.kept is None


def test_a_backup_of_something_else_is_refused(world: World, vault: OpenVault, tmp_path_factory):
    other = World(tmp_path_factory.mktemp("other"))
    with pytest.raises(WrongVault):
        read_backup(vault, other.path)
    (world.folder / "text").write_bytes(b"Dear diary")
    with pytest.raises(NotAVault):
        read_backup(vault, world.folder / "text")
    assert values(vault) == {"A": "newer", "B": "beta"}


def test_a_change_that_nobody_signed_is_refused(world: World, vault: OpenVault):
    """What the vault holds was checked when it came in; what it does not hold is checked now."""
    forged = Forger(vault, EVE).commit(parents=vault.state.heads())
    world.one.rewrite(lambda held: plus(held, forged.raw))
    with pytest.raises(ForgedCommit):
        read_backup(vault, world.path)


def test_a_backup_that_lacks_a_commit_is_refused(world: World, vault: OpenVault):
    world.one.rewrite(lambda held: replace(held, commits=held.commits[1:]))
    with pytest.raises(VaultIncomplete):
        read_backup(vault, world.path)


def test_an_incomplete_backup_is_refused(world: World, vault: OpenVault):
    device = world.device("other", file=world.folder / "backup")
    device.rewrite(lambda held: replace(held, blobs={}))
    with pytest.raises(VaultIncomplete):
        read_backup(vault, world.folder / "backup")


def test_a_backup_from_before_the_keys_were_renewed_is_refused(world: World, vault: OpenVault):
    new = Keyset.generate()
    vault.put_records(records.newest((*vault.records(), world.record(2, new))))
    vault.renew_identity(new)
    with pytest.raises(Refused):
        read_backup(vault, world.folder / "backup")


def test_going_along_with_an_older_file_keeps_what_was_here(world: World, vault: OpenVault):
    mine, old = world.one.file(), (world.folder / "backup").read_bytes()
    world.path.write_bytes(old)
    done = accept(vault, b"new-device-id---")
    world.opened.append(done.vault)
    assert values(done.vault) == {"A": "alpha"}
    assert (done.taken_back, done.kept) == (2, world.folder / "team.before-accept-1")
    assert done.kept is not None
    assert done.kept.read_bytes() == mine
    assert world.path.read_bytes() == old
    assert not done.vault.publication.pending
    assert done.vault.place.device == b"new-device-id---"


def test_a_file_that_is_none_is_never_gone_along_with(world: World, vault: OpenVault):
    world.path.write_bytes(b"nothing of ours")
    with pytest.raises(NotAVault):
        accept(vault, bytes(16))
    assert values(vault) == {"A": "newer", "B": "beta"}

from dataclasses import replace

import pytest

from keystead.vault import intake
from keystead.vault.commit import Commit
from keystead.vault.errors import ForgedCommit, ForgedRecord, VaultIncomplete
from tests.support.vaults import EVE, Forger, World, add


@pytest.fixture
def commits(world: World) -> list[Commit]:
    vault = world.one.open()
    add(vault, "A")
    add(vault, "B")
    return intake.ordered(vault.state.commits.values(), ())


def test_parents_come_first_whatever_the_order(commits):
    assert intake.ordered(reversed(commits), ()) == commits
    assert intake.ordered(commits * 2, ()) == commits


def test_branches_come_in_an_order_of_their_own(world: World):
    vault = world.one.open()
    heads = vault.state.heads()
    one, two = (Forger(vault).commit(parents=heads) for _ in range(2))
    assert one.id == two.id  # the same commit, made twice
    world.clock.advance(1)
    two = Forger(vault).commit(parents=heads)
    three = Forger(vault).commit(parents=(one.id, two.id))
    known = vault.state.commits
    first = intake.ordered([one, two, three], known)
    assert first == intake.ordered([three, two, one], known)
    assert first[-1] == three


def test_a_missing_parent_is_missed(commits):
    with pytest.raises(VaultIncomplete):
        intake.ordered([*commits[:2], *commits[3:]], ())
    assert intake.ordered(commits[3:], [commits[2].id]) == commits[3:]
    kept = {commit.id: commit for commit in (*commits[:2], *commits[3:])}
    assert intake.connected(kept) == commits[:2]


def test_every_commit_is_checked(world: World, commits):
    rights = intake.check(commits, world.vault_id, {})
    assert rights.public_keys(world.member) == [world.keyset.signing.public]
    known = {commit.id: commit for commit in commits[:3]}
    intake.check(commits[3:], world.vault_id, known)
    with pytest.raises(ForgedCommit):
        intake.check(commits, bytes(32), {})
    with pytest.raises(ForgedCommit):
        intake.check(commits[3:], bytes(32), known)


def test_named_blobs_are_asked_for(world: World, commits):
    blobs = world.one.contents().blobs
    intake.check_complete(commits[:3], blobs)
    with pytest.raises(VaultIncomplete):
        intake.check_complete(commits, blobs)


def test_records_are_checked(world: World, commits, tmp_path_factory):
    rights = intake.check(commits, world.vault_id, {})
    good = world.record()
    assert intake.checked_records([good], world.vault_id, rights) == (good,)
    other = World(tmp_path_factory.mktemp("other"))
    for bad in (other.record(), world.record(keyset=EVE)):
        with pytest.raises(ForgedRecord):
            intake.checked_records([good, bad], world.vault_id, rights)


def test_a_file_gives_what_is_not_known(world: World, commits):
    contents = world.one.contents()
    assert [item.id for item in intake.parse_new(contents, {})] == [c.id for c in commits[:3]]
    assert intake.parse_new(contents, {commit.id: commit for commit in commits}) == []
    with pytest.raises(VaultIncomplete):
        intake.parse_new(replace(contents, commits=()), {})

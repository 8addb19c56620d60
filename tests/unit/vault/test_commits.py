import pytest

from keystead.vault.commits import Commits
from tests.support.vaults import Forger, World, add


def test_saved_commits_are_read_when_they_are_asked_for(world: World):
    vault = world.one.open()
    add(vault, "A")
    commits = vault.state.commits
    assert commits.fresh == {}
    ids = [*commits]
    assert [commits[one].id for one in ids] == ids
    assert len(commits) == len(ids) == 4
    assert ids[0] in commits
    again = world.one.open(read_file=False).state.commits
    assert ids[0] in again  # one by one, as long as nobody asked for all
    assert bytes(32) not in again
    assert object() not in again
    assert [*again] == ids
    assert bytes(32) not in again
    with pytest.raises(KeyError):
        again[bytes(32)]


def test_those_that_came_since_are_at_hand(world: World):
    vault = world.one.open()
    commit = Forger(vault).commit()
    alone = Commits()
    assert commit.id not in alone
    with pytest.raises(KeyError):
        alone[commit.id]
    alone.add(commit)
    assert commit.id in alone
    assert (alone[commit.id], len(alone), [*alone]) == (commit, 1, [commit.id])
    alone.settle(vault.keeper.state._saved)  # type: ignore[arg-type]
    assert (len(alone), [*alone], alone.fresh) == (1, [commit.id], {})

import pytest

from keystead.core.errors import BadText
from keystead.core.model import Decision, Review, Stage
from keystead.errors import Refused
from keystead.services import revocation, secrets
from keystead.services.reviewing import decide, every, record
from tests.support.agents import owned_in
from tests.support.owners import unlock
from tests.support.vaults import World, add, named


def test_a_decision_says_who_and_when(world: World):
    vault = world.one.open()
    add(vault, "A")
    secret = decide(vault, named(vault, "A"), Decision.KEEP, " still needed ")
    assert secret.reviewed == Review(int(world.clock.now()), "Ann", Decision.KEEP, "still needed")
    assert secret.current is not None


def test_to_revoke_revokes_first_and_for_a_reason(world: World):
    vault = world.one.open()
    add(vault, "A")
    with pytest.raises(BadText):
        decide(vault, named(vault, "A"), Decision.REVOKE)
    assert named(vault, "A").reviewed is None
    secret = decide(vault, named(vault, "A"), Decision.REVOKE, "no longer used")
    assert [one.stage for one in secret.versions] == [Stage.REVOKED]
    assert secret.incidents[0].reason == "no longer used"
    assert secret.reviewed is not None
    assert secret.reviewed.decision is Decision.REVOKE


def test_a_key_without_a_value_in_use_is_not_reviewed(world: World):
    vault = world.one.open()
    for name in ("TRASHED", "REVOKED"):
        add(vault, name)
    secrets.trash(vault, [named(vault, "TRASHED")])
    revocation.revoke(vault, [named(vault, "REVOKED")], "leaked")
    for name in ("TRASHED", "REVOKED"):
        with pytest.raises(Refused, match="nothing to review"):
            decide(vault, named(vault, name), Decision.KEEP)
    secret = record(vault, named(vault, "TRASHED"), Decision.REVOKE, "leaked")
    assert secret.trashed is not None


def test_two_who_review_apart_are_no_conflict(world: World):
    one = world.one.open()
    add(one, "A")
    one.publish()
    two = world.device("two").open()
    decide(one, named(one, "A"), Decision.KEEP)
    world.clock.advance(60)
    decide(two, named(two, "A"), Decision.ROTATE)
    for vault in (one, two, one):
        vault.publish()
    for vault in (one, two):
        secret = named(vault, "A")
        assert secret.conflicts == ()
        assert secret.reviewed is not None
        assert secret.reviewed.decision is Decision.ROTATE


def test_how_often_is_a_setting(tmp_path):
    made = owned_in(tmp_path)
    owner = unlock(made)
    assert every(owner) == 30
    folder = made.home.paths.config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text("[review]\nevery_days = 7\n")
    assert every(owner) == 7
    owner.lock()

"""Public keys: introduced once, proved by the id, renewed by the member alone."""

from dataclasses import replace

from keystead.vault.graph import Graph
from keystead.vault.member_keys import MemberKeys, member_id
from keystead.vault.operations import Grant, Renew, Right
from tests.support.stories import ANN, BEN, FOUNDER, Person, Story, grant

NEW, NEWER = Person("new keys"), Person("newer keys")


def _told(story: Story) -> tuple[MemberKeys, Graph]:
    graph = Graph()
    keys = MemberKeys(graph)
    for commit in story.commits:
        graph.add(commit.id, commit.device, commit.parents)
        for operation in commit.operations:
            if isinstance(operation, Grant):
                keys.introduce(commit.id, operation)
            elif isinstance(operation, Renew):
                keys.renew(commit, operation)
    return keys, graph


def _signing(story: Story, person: Person, *past) -> list[bytes]:
    keys, graph = _told(story)
    parents = [commit.id for commit in past]
    return [k.signing for k in keys.keys(person.id, lambda seen: graph.covers(parents, seen))]


def _renew(keys: Person) -> Renew:
    return Renew(keys.signing_key, keys.hpke_key)


def _with_ann() -> Story:
    story = Story()
    story.tell(FOUNDER, grant(ANN, Right.ADMIN, Right.OWNER))
    return story


def test_an_id_is_16_bytes_of_the_hash_of_both_keys():
    assert len(ANN.id) == 16
    assert member_id(ANN.signing_key, ANN.hpke_key) == ANN.id
    assert member_id(ANN.signing_key, BEN.hpke_key) != ANN.id
    assert member_id(BEN.signing_key, ANN.hpke_key) != ANN.id


def test_a_grant_brings_only_the_keys_that_the_id_was_made_of():
    keys, _ = _told(_with_ann())
    given = grant(ANN, Right.READER, Right.OWNER, bytes(16))
    assert keys.owns(given)
    assert keys.owns(replace(given, signing_key=b"", hpke_key=b""))
    assert not keys.owns(replace(given, signing_key=BEN.signing_key))
    assert not keys.owns(replace(given, hpke_key=BEN.hpke_key))


def test_the_founder_may_have_any_id_and_keeps_the_keys_of_the_genesis():
    founder = Person("founder with an id from elsewhere")
    founder.id = b"f" * 16
    keys, _ = _told(Story(founder))
    again = grant(founder, Right.WRITER, Right.OWNER, bytes(16))
    assert keys.owns(again)
    assert not keys.owns(replace(again, signing_key=BEN.signing_key))


def test_a_member_is_known_only_after_the_introduction():
    story = _with_ann()
    genesis, introduction = story.commits
    assert _signing(story, ANN, genesis) == []
    assert _signing(story, ANN, introduction) == [ANN.signing_key]
    assert _signing(story, BEN, introduction) == []


def test_a_grant_without_keys_introduces_nobody():
    story = Story()
    told = story.tell(FOUNDER, Grant(ANN.id, Right.ADMIN, None, Right.OWNER))
    assert _signing(story, ANN, told) == []


def test_new_keys_replace_old_ones_for_who_has_seen_the_renewal():
    story = _with_ann()
    before = story.commits[-1]
    renewal = story.tell(ANN, _renew(NEW))
    beside = story.tell(FOUNDER, after=[before])
    assert _signing(story, ANN, before) == [ANN.signing_key]
    assert _signing(story, ANN, renewal) == [NEW.signing_key]
    assert _signing(story, ANN, beside) == [ANN.signing_key]
    assert _signing(story, ANN, beside, renewal) == [NEW.signing_key]
    again = story.tell(ANN, _renew(NEWER))
    assert _signing(story, ANN, again) == [NEWER.signing_key]


def test_renewals_beside_each_other_leave_both_until_the_next():
    story = _with_ann()
    before = story.commits[-1]
    one = story.tell(ANN, _renew(NEW), after=[before])
    other = story.tell(ANN, _renew(NEWER), after=[before])
    assert set(_signing(story, ANN, one, other)) == {NEW.signing_key, NEWER.signing_key}
    last = story.tell(ANN, _renew(BEN), after=[one, other])
    assert _signing(story, ANN, last) == [BEN.signing_key]


def test_of_two_renewals_in_one_commit_the_last_counts():
    story = _with_ann()
    renewal = story.tell(ANN, _renew(NEW), _renew(NEWER))
    assert _signing(story, ANN, renewal) == [NEWER.signing_key]


def test_a_renewal_by_a_stranger_introduces_nobody():
    story = _with_ann()
    renewal = story.tell(BEN, _renew(NEW))
    assert _signing(story, BEN, renewal) == []

"""Who may do what, and the attacks on it: told as stories, judged in every order."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystead.vault.commit import Commit
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import ForgedCommit, NoSuchObject
from keystead.vault.facts import Reason
from keystead.vault.graph import Graph
from keystead.vault.operations import Deliver, Epoch, Grant, Renew, Right
from keystead.vault.rights import TOP, Rights
from tests.support.rights_oracle import Oracle
from tests.support.stories import (
    ANN,
    BEN,
    CAT,
    DAN,
    DEV,
    DIGEST,
    EPOCH,
    FOUNDER,
    MEMBERS,
    PROD,
    Judged,
    Person,
    a_team,
    edit,
    grant,
    loss,
    random_story,
    reordered,
)

READER, WRITER, ADMIN, OWNER = Right
seeds = st.integers(0, 2**32)


# Random histories --------------------------------------------------------------------------


def _answers(rights: Rights, commits: list[Commit]):
    places = {commit.id: rights.judge(commit) for commit in commits}
    held = {person.id: rights.rights_of(person.id) for person in MEMBERS}
    return places, held, {commit.id: rights.quarantined(commit.id) for commit in commits}


@settings(max_examples=100)
@given(seeds)
def test_verdicts_do_not_depend_on_the_order_of_arrival(seed):
    random = Random(seed)
    story = random_story(random, length=30)
    expected = _answers(story.rights(), story.commits)
    for _ in range(2):
        order = reordered(story.commits, random)
        assert _answers(story.rights(order), story.commits) == expected


@settings(max_examples=60)
@given(seeds)
def test_verdicts_are_what_the_rules_say(seed):
    story = random_story(Random(seed))
    rights, oracle = story.rights(), Oracle(story.commits)
    for commit in story.commits:
        for used in Right:
            for environment in (DEV, PROD):
                readable = oracle.can_read(commit.author, environment, commit.id)
                expected = {
                    READER: readable,
                    WRITER: oracle.has(commit.author, WRITER, environment, commit.id),
                    ADMIN: readable and oracle.has(commit.author, ADMIN, None, commit.id),
                    OWNER: oracle.has(commit.author, OWNER, None, commit.id),
                }[used]
                found = rights.permitted(commit.author, used, environment, commit.id)
                assert found == expected
    quarantined = {
        (commit.id, index) for commit in story.commits for index, _ in rights.quarantined(commit.id)
    }
    granted = {(said.commit, said.index): oracle.granted(said) for said in oracle.grants}
    assert all(granted[place] == (place not in quarantined) for place in granted)


@settings(max_examples=60)
@given(seeds)
def test_earlier_verdicts_change_only_when_add_says_so(seed):
    story = random_story(Random(seed))
    graph = Graph()
    rights = Rights(graph)
    before: dict[bytes, dict[Right, bytes | None]] = {}
    for number, commit in enumerate(story.commits, 1):
        graph.add(commit.id, commit.device, commit.parents)
        rejudge = rights.add(commit)
        now = {told.id: rights.judge(told) for told in story.commits[:number]}
        assert rejudge or {key: now[key] for key in before} == before
        before = now


# Growing a team ----------------------------------------------------------------------------


def test_a_team_does_what_its_roles_say():
    story = a_team()
    done = [
        story.tell(DAN, edit(READER)),
        story.tell(CAT, edit(WRITER), edit(READER)),
        story.tell(BEN, edit(ADMIN), edit(ADMIN, VAULT_ENVIRONMENT)),
        story.tell(ANN, edit(OWNER), edit(OWNER, PROD)),
        story.tell(ANN, grant(DAN, WRITER, OWNER, PROD)),
    ]
    judged = Judged(story)
    assert [judged.counts(commit) for commit in done] == [True] * 5
    rights = story.rights()
    assert rights.readers(DEV) == {person.id for person in MEMBERS}
    assert rights.readers(PROD) == {FOUNDER.id, ANN.id, DAN.id}
    assert rights.readers(VAULT_ENVIRONMENT) == {person.id for person in MEMBERS}
    assert rights.writers(DEV) == {FOUNDER.id, ANN.id, CAT.id}
    assert rights.writers(PROD) == {FOUNDER.id, ANN.id, DAN.id}
    assert rights.readers(DEV, story.commits[2].id) == {FOUNDER.id, ANN.id}
    assert rights.rights_of(BEN.id) == {(ADMIN, None), (READER, DEV)}
    assert rights.rights_of(CAT.id, story.commits[3].id) == frozenset()


def test_permission_without_an_environment():
    rights = a_team().rights()
    assert rights.permitted(BEN.id, ADMIN, None, TOP)
    assert rights.permitted(ANN.id, OWNER, None, TOP)
    assert not rights.permitted(CAT.id, WRITER, None, TOP)
    assert not rights.permitted(DAN.id, READER, None, TOP)


@pytest.mark.parametrize(
    ("author", "operation"),
    [
        (DAN, edit(WRITER)),
        (DAN, edit(ADMIN)),
        (DAN, edit(OWNER)),
        (DAN, edit(READER, PROD)),
        (CAT, edit(WRITER, PROD)),
        (CAT, edit(OWNER)),
        (BEN, edit(WRITER)),
        (BEN, edit(ADMIN, PROD)),
        (DAN, Epoch(DEV, WRITER, DIGEST, (), ())),
        (DAN, Deliver(DEV, EPOCH, ADMIN, ())),
        (DAN, grant(DAN, WRITER, ADMIN, DEV)),
        (DAN, grant(DAN, OWNER, OWNER)),
        (CAT, grant(DAN, WRITER, WRITER, DEV)),
        (BEN, grant(BEN, OWNER, OWNER)),
        (BEN, grant(BEN, OWNER, ADMIN)),
        (BEN, grant(CAT, ADMIN, ADMIN)),
        (BEN, grant(CAT, READER, ADMIN, PROD)),
        (BEN, grant(BEN, WRITER, ADMIN, PROD)),
        (DAN, loss(CAT, WRITER, ADMIN, DEV)),
        (CAT, loss(DAN, None, WRITER)),
        (BEN, loss(ANN, OWNER, OWNER)),
        (BEN, loss(ANN, None, ADMIN)),
        (ANN, loss(FOUNDER, None, OWNER)),
        (FOUNDER, loss(FOUNDER, OWNER, OWNER)),
    ],
    ids=str,
)
def test_nobody_does_more_than_their_role(author, operation):
    story = a_team()
    commit = story.tell(author, operation)
    before = story.commits[3]
    back_dated = story.tell(author, operation, after=[before])
    judged = Judged(story)
    assert not judged.counts(commit)
    assert not judged.counts(back_dated)
    assert judged.rights_of(FOUNDER) == {OWNER}
    assert judged.rights_of(ANN) == {OWNER}
    assert judged.rights_of(BEN) == {ADMIN, READER}
    assert judged.rights_of(CAT) == {WRITER}
    assert judged.rights_of(DAN) == {READER}


def test_what_follows_from_a_grant_without_right_fails_too():
    story = a_team()
    forged = story.tell(DAN, grant(DAN, ADMIN, OWNER))
    carried = story.tell(DAN, grant(DAN, WRITER, ADMIN, DEV))
    written = story.tell(DAN, edit(WRITER))
    built_on = story.tell(CAT, edit(WRITER))
    judged = Judged(story)
    assert judged.reason(forged) == [Reason.NO_RIGHT]
    assert not judged.counts(carried)
    assert not judged.counts(written)
    assert judged.counts(built_on)


# Judging and adopting ----------------------------------------------------------------------


def test_a_commit_stands_or_falls_whole_for_each_right():
    story = a_team()
    mixed = story.tell(CAT, edit(WRITER), edit(WRITER, PROD), edit(READER))
    assert story.rights().judge(mixed) == {WRITER: None, READER: mixed.id}
    assert story.rights().judge(story.genesis) == {}


@pytest.mark.parametrize(
    ("adopter", "counts"), [(FOUNDER, True), (ANN, True), (CAT, True), (BEN, False), (DAN, False)]
)
def test_who_adopts_holds_the_right_or_owns_the_vault(adopter, counts):
    story = a_team()
    written = story.tell(DAN, edit(WRITER))
    place = story.tell(adopter, edit(READER))
    rights = story.rights()
    rights.adopt(written.id, WRITER, place.id)
    assert rights.judge(written) == {WRITER: place.id if counts else None}


def test_an_adopter_has_seen_what_they_adopt_and_reads_all_of_it():
    story = a_team()
    written = story.tell(DAN, edit(WRITER), edit(WRITER, PROD))
    unseen = story.tell(ANN, edit(OWNER), after=[story.commits[3]])
    blind = story.tell(CAT, edit(WRITER))
    rights = story.rights()
    rights.adopt(written.id, WRITER, unseen.id)
    rights.adopt(written.id, WRITER, blind.id)
    assert rights.judge(written) == {WRITER: None}


def test_of_several_adopters_the_earliest_place_counts_whatever_came_first():
    story = a_team()
    written = story.tell(DAN, edit(WRITER))
    first = story.tell(CAT, edit(WRITER))
    second = story.tell(ANN, edit(OWNER))
    for places in ([first, second], [second, first]):
        rights = story.rights()
        for place in places:
            rights.adopt(written.id, WRITER, place.id)
        assert rights.judge(written) == {WRITER: first.id}


def test_an_adoption_falls_with_the_adopter():
    story = a_team()
    written = story.tell(DAN, edit(WRITER))
    place = story.tell(CAT, edit(WRITER), after=[written])
    story.tell(BEN, loss(CAT, None, ADMIN), after=[written])
    rights = story.rights()
    rights.adopt(written.id, WRITER, place.id)
    assert rights.judge(written) == {WRITER: None}


# Members and their keys --------------------------------------------------------------------


def test_a_key_that_is_not_the_members_is_quarantined():
    story = a_team()
    stolen = Grant(ANN.id, READER, DEV, ADMIN, DAN.signing_key, DAN.hpke_key)
    by_reader = story.tell(DAN, stolen)
    by_admin = story.tell(BEN, stolen)
    unknown = story.tell(BEN, Grant(b"x" * 16, READER, DEV, ADMIN))
    judged = Judged(story)
    assert judged.reason(by_reader) == judged.reason(by_admin) == [Reason.FOREIGN_KEYS]
    assert judged.reason(unknown) == [Reason.UNKNOWN_MEMBER]
    assert story.rights().public_keys(ANN.id) == [ANN.signing_key]


def test_keys_come_from_the_introduction_and_the_members_renewal():
    story = a_team()
    new = Person("new keys")
    renewal = story.tell(CAT, Renew(new.signing_key, new.hpke_key))
    rights = story.rights()
    assert rights.hpke_key(DAN.id) == DAN.hpke_key
    assert rights.public_keys(CAT.id, renewal.id) == [CAT.signing_key]
    assert rights.public_keys(CAT.id) == [new.signing_key]
    assert rights.hpke_key(CAT.id) == new.hpke_key
    assert rights.public_keys(FOUNDER.id, story.genesis.id) == [FOUNDER.signing_key]
    with pytest.raises(NoSuchObject):
        rights.hpke_key(b"x" * 16)


def test_a_commit_by_a_stranger_is_refused():
    story = a_team()
    stranger = story.tell(Person("stranger"), edit(READER))
    with pytest.raises(ForgedCommit):
        story.rights(story.commits[:-1]).check(stranger)
    with pytest.raises(ForgedCommit):
        story.rights()


def test_a_commit_again_changes_nothing():
    story = a_team()
    rights = story.rights()
    assert [rights.add(commit) for commit in story.commits] == [False] * 4
    assert rights.readers(DEV) == {person.id for person in MEMBERS}


def test_only_what_stands_beside_others_asks_for_new_verdicts():
    story = a_team()
    rights = story.rights()
    graph = rights._graph

    def add(author: Person, *operations, after=None) -> bool:
        commit = story.tell(author, *operations, after=after)
        graph.add(commit.id, commit.device, commit.parents)
        return rights.add(commit)

    base = story.commits[-1]
    assert not add(CAT, edit(WRITER))
    assert not add(BEN, loss(DAN, None, ADMIN))
    assert not add(CAT, edit(WRITER), after=[base])
    assert add(BEN, loss(CAT, None, ADMIN), after=[base])

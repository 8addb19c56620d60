"""The rules of rank against a plain reading of them, on random histories and worst cases."""

import time
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from keystead.vault import verdicts as rules
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.facts import GrantFact, LossFact, Reason, grant_fact, loss_fact
from keystead.vault.graph import Graph
from keystead.vault.operations import Grant, Loss, Right
from keystead.vault.verdicts import Verdicts
from tests.support.rights_oracle import TOP, Oracle
from tests.support.stories import (
    ANN,
    BEN,
    CAT,
    DAN,
    DEV,
    FOUNDER,
    MEMBERS,
    PROD,
    Judged,
    Person,
    Story,
    a_team,
    edit,
    grant,
    loss,
    random_story,
    reordered,
)

HELD = [
    *(
        (right, environment)
        for right in (Right.READER, Right.WRITER)
        for environment in (DEV, PROD)
    ),
    (Right.ADMIN, None),
    (Right.OWNER, None),
]

READER, WRITER, ADMIN, OWNER = Right
seeds = st.integers(0, 2**32)


def _verdicts(commits, shuffle: Random | None = None) -> Verdicts:
    """As the program settles them, with the oracle's word on what is sound."""
    graph, oracle = Graph(), Oracle(commits)
    sound = {(said.commit, said.index) for said in oracle.grants if oracle.sound(said)}
    grants: list[GrantFact] = []
    losses: list[LossFact] = []
    for commit in commits:
        graph.add(commit.id, commit.device, commit.parents)
        for index, operation in enumerate(commit.operations):
            if isinstance(operation, Grant):
                flaw = None if (commit.id, index) in sound else Reason.FOREIGN_KEYS
                grants.append(grant_fact(commit, index, operation, flaw))
            elif isinstance(operation, Loss):
                losses.append(loss_fact(commit, index, operation))
    if shuffle is not None:
        shuffle.shuffle(grants)
        shuffle.shuffle(losses)
    return Verdicts(graph, commits[0], grants, losses)


@settings(max_examples=120)
@given(seeds)
def test_who_holds_what_where_is_what_the_rules_say(seed):
    commits = random_story(Random(seed)).commits
    verdicts, oracle = _verdicts(commits), Oracle(commits)
    for at in [TOP, *(commit.id for commit in commits)]:
        for person in MEMBERS:
            expected = {held for held in HELD if oracle.has(person.id, *held, at)}
            assert verdicts.held(person.id, at) == expected
            for environment in (DEV, PROD):
                readable = oracle.can_read(person.id, environment, at)
                assert verdicts.can_read(person.id, environment, at) == readable


@settings(max_examples=60)
@given(seeds)
def test_the_same_facts_count_in_every_order(seed):
    random = Random(seed)
    commits = random_story(random).commits
    oracle = Oracle(commits)
    expected = {(said.commit, said.index) for said in oracle.grants if oracle.granted(said)}
    for told in (commits, reordered(commits, random)):
        counting = _verdicts(told, shuffle=random).counting
        grants = {(fact.commit, fact.index) for fact in counting if isinstance(fact, GrantFact)}
        assert grants == expected


def test_random_histories_are_about_something():
    """Else the properties above would hold for a program that grants nothing."""
    granted = refused = struck = spared = 0
    for seed in range(40):
        commits = random_story(Random(seed)).commits
        oracle = Oracle(commits)
        for said in oracle.grants:
            granted += oracle.granted(said)
            refused += not oracle.granted(said)
            struck += oracle.granted(said) and not oracle.alive(said, TOP)
        counting = _verdicts(commits).counting
        spared += len(oracle.losses) - sum(isinstance(fact, LossFact) for fact in counting)
    assert min(granted, refused, struck, spared) > 50


def test_environment_0_is_read_by_all_who_hold_any_right():
    story = Story()
    begin = story.tell(FOUNDER, grant(ANN, Right.READER, Right.OWNER, DEV))
    story.tell(FOUNDER, loss(ANN, Right.READER, Right.OWNER, DEV))
    verdicts = _verdicts(story.commits)
    later = story.commits[-1].id
    assert verdicts.can_read(ANN.id, VAULT_ENVIRONMENT, later)
    assert not verdicts.can_read(ANN.id, VAULT_ENVIRONMENT, begin.id)
    assert not verdicts.can_read(ANN.id, VAULT_ENVIRONMENT, TOP)
    assert not verdicts.can_read(BEN.id, VAULT_ENVIRONMENT, TOP)


def test_a_loss_is_about_the_grants_that_it_could_end():
    story = Story()
    early = story.tell(FOUNDER, loss(ANN, None, Right.OWNER))
    story.tell(FOUNDER, grant(ANN, Right.ADMIN, Right.OWNER))
    reading = story.tell(FOUNDER, loss(ANN, Right.READER, Right.OWNER, DEV))
    beside = story.tell(FOUNDER, loss(ANN, None, Right.OWNER), after=[early])
    verdicts = _verdicts(story.commits)
    named = {
        told.id: verdicts.is_named(loss_fact(told, 0, told.operations[0]))  # type: ignore[arg-type]
        for told in (early, reading, beside)
    }
    assert named == {early.id: False, reading.id: False, beside.id: True}


def test_without_a_genesis_nobody_holds_anything():
    verdicts = Verdicts(Graph(), None, [], [])
    assert verdicts.members() == []
    assert verdicts.held(FOUNDER.id, TOP) == frozenset()


def test_a_long_chain_of_owners_costs_no_stack():
    story = Story()
    people = [FOUNDER, *(Person(f"owner {number}") for number in range(400))]
    for senior, junior in pairwise(people):
        story.tell(senior, grant(junior, Right.OWNER, Right.OWNER))
    verdicts = _verdicts(story.commits)
    assert verdicts.has(people[-1].id, rules.OWNER, TOP)
    story.tell(FOUNDER, loss(ANN, None, Right.OWNER))
    story.tell(people[1], loss(people[-1], None, Right.OWNER))
    assert not _verdicts(story.commits).has(people[-1].id, rules.OWNER, TOP)


def test_losses_by_somebody_without_rights_cost_no_time():
    story = Story()
    story.tell(FOUNDER, grant(ANN, Right.READER, Right.OWNER, DEV))
    story.tell(FOUNDER, grant(BEN, Right.WRITER, Right.OWNER, DEV))
    story.tell(ANN, *[loss(BEN, None, Right.OWNER)] * 20_000)
    last = story.tell(BEN)
    graph = Graph()
    for commit in story.commits:
        graph.add(commit.id, commit.device, commit.parents)
    grants = [grant_fact(c, 0, c.operations[0], None) for c in story.commits[:3]]  # type: ignore[arg-type]
    hostile = story.commits[3]
    losses = [
        loss_fact(hostile, index, operation)
        for index, operation in enumerate(hostile.operations)
        if isinstance(operation, Loss)
    ]
    verdicts = Verdicts(graph, story.genesis, grants, losses)
    begin = time.perf_counter()
    for _ in range(1000):
        assert verdicts.has(BEN.id, (Right.WRITER, DEV), last.id)
    assert time.perf_counter() - begin < 1


# Removing ----------------------------------------------------------------------------------


def test_a_removed_writer_writes_after_beside_and_back_dated():
    story = a_team()
    before = story.tell(CAT, edit(WRITER))
    removal = story.tell(BEN, loss(CAT, READER, ADMIN, DEV))
    after = story.tell(CAT, edit(WRITER))
    beside = story.tell(CAT, edit(WRITER), after=[before])
    back_dated = story.tell(CAT, edit(WRITER), after=[story.commits[3]])
    judged = Judged(story)
    assert judged.counts(before)
    assert judged.counts(removal)
    assert not any(judged.counts(commit) for commit in (after, beside, back_dated))
    assert judged.rights_of(CAT) == set()


def test_a_downgraded_writer_still_reads():
    story = a_team()
    before = story.tell(CAT, edit(WRITER))
    change = story.tell(BEN, loss(CAT, READER, ADMIN, DEV), grant(CAT, READER, ADMIN, DEV))
    reading = story.tell(CAT, edit(READER))
    writing = story.tell(CAT, edit(WRITER))
    back_dated = story.tell(CAT, edit(WRITER), after=[before])
    judged = Judged(story)
    assert judged.counts(change)
    assert judged.counts(reading)
    assert not judged.counts(writing)
    assert not judged.counts(back_dated)
    assert judged.rights_of(CAT) == {READER}


def test_who_is_let_in_again_may_write_again():
    story = a_team()
    story.tell(BEN, loss(CAT, None, ADMIN))
    story.tell(BEN, grant(CAT, WRITER, ADMIN, DEV))
    again = story.tell(CAT, edit(WRITER))
    assert Judged(story).counts(again)


def test_two_owners_remove_each_other_and_the_senior_stays():
    story = Story()
    story.tell(FOUNDER, grant(ANN, OWNER, OWNER))
    base = story.tell(FOUNDER, grant(BEN, OWNER, OWNER))
    by_ann = story.tell(ANN, loss(BEN, None, OWNER), after=[base])
    by_ben = story.tell(BEN, loss(ANN, None, OWNER), after=[base])
    judged = Judged(story)
    assert judged.counts(by_ann)
    assert judged.reason(by_ben) == [Reason.NO_RIGHT]
    assert (judged.rights_of(ANN), judged.rights_of(BEN)) == ({OWNER}, set())


def test_owners_of_equal_rank_cannot_remove_each_other():
    story = Story()
    base = story.tell(FOUNDER, grant(ANN, OWNER, OWNER), grant(BEN, OWNER, OWNER))
    story.tell(ANN, loss(BEN, OWNER, OWNER), after=[base])
    story.tell(BEN, loss(ANN, OWNER, OWNER), after=[base])
    judged = Judged(story)
    assert (judged.rights_of(ANN), judged.rights_of(BEN)) == ({OWNER}, {OWNER})


def test_two_admins_remove_each_other_from_an_environment():
    story = a_team()
    base = story.tell(ANN, grant(CAT, ADMIN, OWNER))
    story.tell(BEN, loss(CAT, None, ADMIN), after=[base])
    story.tell(CAT, loss(BEN, None, ADMIN), after=[base])
    judged = Judged(story)
    assert (judged.rights_of(BEN), judged.rights_of(CAT)) == ({ADMIN}, {ADMIN})


def test_two_admins_remove_different_members_at_once():
    story = a_team()
    base = story.tell(ANN, grant(CAT, ADMIN, OWNER))
    story.tell(BEN, loss(DAN, None, ADMIN), after=[base])
    story.tell(CAT, loss(BEN, READER, ADMIN, DEV), after=[base])
    assert story.rights().readers(DEV) == {FOUNDER.id, ANN.id, CAT.id}


def test_a_leaver_back_dates_the_removal_of_who_removed_them():
    story = Story()
    story.tell(FOUNDER, grant(ANN, OWNER, OWNER))
    base = story.tell(ANN, grant(BEN, OWNER, OWNER), grant(CAT, ADMIN, OWNER))
    removal = story.tell(ANN, loss(BEN, None, OWNER), loss(CAT, None, OWNER))
    revenge = [
        story.tell(BEN, loss(ANN, None, OWNER), after=[base]),
        story.tell(BEN, loss(ANN, None, OWNER), grant(BEN, OWNER, OWNER), after=[base]),
        story.tell(CAT, loss(ANN, None, ADMIN), after=[base]),
    ]
    judged = Judged(story)
    assert judged.counts(removal)
    assert not any(judged.counts(commit) for commit in revenge)
    assert judged.rights_of(ANN) == {OWNER}
    assert judged.rights_of(BEN) == judged.rights_of(CAT) == set()


def test_a_removed_senior_does_not_come_back_by_back_dating():
    """Ann, senior to Ben, is removed by the founder; a back-dated removal of Ben by Ann
    would else outrank him from before."""
    story = Story()
    base = story.tell(FOUNDER, grant(ANN, OWNER, OWNER))
    both = story.tell(FOUNDER, grant(BEN, OWNER, OWNER))
    story.tell(FOUNDER, loss(ANN, None, OWNER))
    story.tell(ANN, loss(BEN, OWNER, OWNER), after=[both])
    returned = story.tell(ANN, grant(ANN, OWNER, OWNER), after=[base])
    judged = Judged(story)
    assert not judged.counts(returned)
    assert (judged.rights_of(ANN), judged.rights_of(BEN)) == (set(), {OWNER})


def test_an_admins_loss_never_touches_admins_and_owners():
    story = a_team()
    base = story.commits[2]
    story.tell(BEN, loss(ANN, OWNER, ADMIN))
    story.tell(BEN, loss(ANN, None, OWNER), after=[base])
    story.tell(ANN, grant(CAT, ADMIN, OWNER))
    story.tell(BEN, loss(CAT, ADMIN, ADMIN))
    back_dated = story.tell(BEN, loss(CAT, ADMIN, ADMIN), after=[base])
    judged = Judged(story)
    assert judged.rights_of(ANN) == {OWNER}
    assert ADMIN in judged.rights_of(CAT)
    assert judged.reason(back_dated) == [Reason.OUTRANKED]


def test_anyone_resigns_but_the_founder():
    story = a_team()
    story.tell(ANN, loss(ANN, None, OWNER))
    story.tell(BEN, loss(BEN, ADMIN, ADMIN))
    story.tell(CAT, loss(CAT, WRITER, WRITER, DEV))
    stays = story.tell(FOUNDER, loss(FOUNDER, None, OWNER))
    judged = Judged(story)
    assert judged.rights_of(ANN) == judged.rights_of(CAT) == set()
    assert judged.rights_of(BEN) == {READER}
    assert judged.reason(stays) == [Reason.OUTRANKED]
    assert judged.rights_of(FOUNDER) == {OWNER}


def test_a_resignation_loses_to_a_seniors_removal_beside_it():
    """Else Ann, who is being removed, would keep what she back-dated before resigning."""
    story = Story()
    base = story.tell(FOUNDER, grant(ANN, OWNER, OWNER))
    before = story.tell(ANN, grant(BEN, OWNER, OWNER), after=[base])
    resignation = story.tell(ANN, loss(ANN, OWNER, OWNER), after=[before])
    removal = story.tell(FOUNDER, loss(ANN, OWNER, OWNER), after=[base])
    judged = Judged(story)
    assert judged.counts(removal)
    assert judged.reason(resignation) == [Reason.OUTRANKED]
    assert judged.reason(before) == [Reason.NO_RIGHT]
    assert judged.rights_of(BEN) == set()


def test_an_old_admins_removal_voids_what_others_did_unseen_until_adopted():
    """A current admin back-dates a loss: visible, and one commit of an owner mends it."""
    story = a_team()
    base = story.commits[-1]
    written = story.tell(CAT, edit(WRITER))
    story.tell(BEN, loss(CAT, None, ADMIN), after=[base])
    judged = Judged(story)
    assert not judged.counts(written)
    adopter = story.tell(ANN, edit(OWNER))
    rights = story.rights()
    rights.adopt(written.id, WRITER, adopter.id)
    assert rights.judge(written) == {WRITER: adopter.id}


def test_a_removed_admins_removal_counts_for_nothing():
    story = a_team()
    base = story.commits[-1]
    story.tell(ANN, loss(BEN, None, OWNER))
    void = story.tell(BEN, loss(DAN, None, ADMIN), after=[base])
    judged = Judged(story)
    assert judged.reason(void) == [Reason.NO_RIGHT]
    assert judged.rights_of(DAN) == {READER}


def test_a_loss_of_what_nobody_holds_is_no_offence():
    story = a_team()
    harmless = story.tell(BEN, loss(DAN, WRITER, ADMIN, PROD))
    assert Judged(story).counts(harmless)

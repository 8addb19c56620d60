"""Registers: copies that exchange commits in any order come to the same."""

from random import Random

import hypothesis.strategies as st
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from keystead.vault.graph import Graph
from keystead.vault.registers import Registers

COPIES = 4
FIELDS = (1, 2, 3)
LIFE, ALIVE, DELETED = 1, 1, 2


def _id(number: int) -> bytes:
    return number.to_bytes(32, "big")


class Copy:
    """One replica: the commits it has, and what they come to."""

    def __init__(self, number: int) -> None:
        self.device = bytes([number]) * 16
        self.graph = Graph()
        self.registers = Registers(self.graph)

    def take(self, commit: bytes, device: bytes, parents: list[bytes], writes) -> None:
        self.graph.add(commit, device, parents)
        for field, value in writes:
            self.registers.write(field, value, commit)

    def state(self):
        return {field: self.registers.values(field) for field in self.registers.fields()}


class Copies(RuleBasedStateMachine):
    """N copies of a vault which are edited apart and exchange what is missing."""

    @initialize()
    def begin(self) -> None:
        self.copies = [Copy(number) for number in range(COPIES)]
        self.commits: dict[bytes, tuple[bytes, list[bytes], list[tuple[int, int]]]] = {}
        self.have: list[set[bytes]] = [set() for _ in range(COPIES)]
        self._make(0, [(1, 0)])
        for number in range(1, COPIES):
            self._bring(0, number, Random(0))

    def _make(self, number: int, writes: list[tuple[int, int]]) -> None:
        copy, commit = self.copies[number], _id(len(self.commits))
        made = (copy.device, list(copy.graph.heads()), writes)
        self.commits[commit] = made
        copy.take(commit, *made)
        self.have[number].add(commit)

    def _bring(self, source: int, target: int, random: Random) -> None:
        missing = sorted(self.have[source] - self.have[target])
        while missing:
            ready = [c for c in missing if self.have[target].issuperset(self.commits[c][1])]
            commit = random.choice(ready)
            missing.remove(commit)
            self.copies[target].take(commit, *self.commits[commit])
            self.have[target].add(commit)

    @rule(
        number=st.integers(0, COPIES - 1),
        writes=st.lists(
            st.tuples(st.sampled_from(FIELDS), st.integers(0, 3)), min_size=1, max_size=3
        ),
    )
    def edit(self, number, writes) -> None:
        self._make(number, writes)

    @rule(
        giver=st.integers(0, COPIES - 1),
        taker=st.integers(0, COPIES - 1),
        random=st.randoms(use_true_random=True),
    )
    def sync(self, giver, taker, random) -> None:
        self._bring(giver, taker, random)

    @rule(number=st.integers(0, COPIES - 1), data=st.data())
    def take_again(self, number, data) -> None:
        before = self.copies[number].state()
        commit = data.draw(st.sampled_from(sorted(self.have[number])))
        self.copies[number].take(commit, *self.commits[commit])
        assert self.copies[number].state() == before

    @invariant()
    def the_state_is_a_function_of_the_commits(self) -> None:
        for number, copy in enumerate(self.copies):
            assert copy.state() == self._expected(self.have[number])

    def _expected(self, have: set[bytes]):
        pasts: dict[bytes, set[bytes]] = {}
        for commit in sorted(have):
            parents = self.commits[commit][1]
            pasts[commit] = set(parents).union(*(pasts[parent] for parent in parents))
        written = {commit: dict(self.commits[commit][2]) for commit in have}
        state = {}
        for field in FIELDS:
            writers = {commit for commit in have if field in written[commit]}
            left = [c for c in sorted(writers) if not any(c in pasts[w] for w in writers)]
            if left:
                state[field] = [(written[commit][field], commit) for commit in left]
        return state


TestCopies = Copies.TestCase
TestCopies.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def _fork() -> tuple[Registers, Graph]:
    """Commit 0, and 1 and 2 beside each other after it."""
    graph = Graph()
    graph.add(_id(0), b"a" * 16, [])
    graph.add(_id(1), b"a" * 16, [_id(0)])
    graph.add(_id(2), b"b" * 16, [_id(0)])
    return Registers(graph), graph


def test_a_write_drops_what_its_writer_saw():
    registers, _ = _fork()
    registers.write(1, "old", _id(0))
    registers.write(1, "new", _id(1))
    assert registers.values(1) == [("new", _id(1))]
    assert not registers.in_conflict(1)


def test_writes_apart_are_both_kept_until_somebody_picks():
    registers, graph = _fork()
    registers.write(1, "two", _id(2))
    registers.write(1, "one", _id(1))
    assert registers.values(1) == [("one", _id(1)), ("two", _id(2))]
    assert registers.in_conflict(1)
    graph.add(_id(3), b"a" * 16, [_id(1), _id(2)])
    registers.write(1, "two", _id(3))
    assert registers.values(1) == [("two", _id(3))]
    assert not registers.in_conflict(1)


def test_the_same_value_written_apart_is_no_conflict():
    registers, _ = _fork()
    registers.write(1, ["a"], _id(1))
    registers.write(1, ["a"], _id(2))
    assert len(registers.values(1)) == 2
    assert not registers.in_conflict(1)


def test_within_a_commit_the_last_write_wins():
    registers, _ = _fork()
    registers.write(1, "first", _id(1))
    registers.write(1, "last", _id(1))
    assert registers.values(1) == [("last", _id(1))]


def test_a_field_that_nobody_wrote():
    registers, _ = _fork()
    assert registers.values(7) == []
    assert not registers.in_conflict(7)
    assert not registers.all_are(7, DELETED)
    assert registers.fields() == []


@given(st.booleans())
def test_an_edit_beats_a_delete_beside_it(edit_first):
    registers, graph = _fork()
    registers.write(LIFE, ALIVE, _id(0))
    writes = [(ALIVE, _id(1)), (DELETED, _id(2))]
    for value, writer in writes if edit_first else writes[::-1]:
        registers.write(LIFE, value, writer)
    assert not registers.all_are(LIFE, DELETED)
    graph.add(_id(3), b"b" * 16, [_id(1), _id(2)])
    registers.write(LIFE, DELETED, _id(3))
    assert registers.all_are(LIFE, DELETED)
